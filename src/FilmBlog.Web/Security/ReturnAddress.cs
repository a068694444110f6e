using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Security;

/// <summary>Where somebody goes on to after they have proved who they are.</summary>
internal static class ReturnAddress
{
    private const int Longest = 2048;

    /// <summary>An address that came with a request where it is one of this site, as a header can carry it; otherwise another.</summary>
    public static string LocalOr(this IUrlHelper url, string? address, string otherwise) =>
        address is { Length: <= Longest } && url.IsLocalUrl(address)
            ? string.Concat(address.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())))
            : otherwise;
}
