namespace FilmBlog.Core.Markup.Links;

/// <summary>Which destinations a link may have: an allow-list, compared after the parser has resolved escapes and entities.</summary>
internal static class Destinations
{
    /// <summary>
    /// True for http, https and mailto addresses and for relative ones that stay on this host. White space around the address is not
    /// looked at: write it without.
    /// </summary>
    public static bool IsAllowed(string? url)
    {
        if (url is null)
            return false;

        var address = url.AsSpan().Trim();
        foreach (var c in address)
        {
            // Browsers drop tabs and line ends inside a scheme, and some drop other controls: none has a place in an address.
            if (char.IsControl(c) || c == '\uFFFD')
                return false;
        }

        // "//host" and, in browsers, "/\host" or "\\host" leave the site without a scheme.
        if (address.Length > 1 && address[0] is '/' or '\\' && address[1] is '/' or '\\')
            return false;
        if (address.Length > 0 && address[0] == '\\')
            return false;

        var end = address.IndexOfAny(":/?#");
        if (end < 0 || address[end] != ':')
            return true;
        return IsWeb(address) || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for an absolute http or https address.</summary>
    public static bool IsWeb(ReadOnlySpan<char> url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && url.Length > 7
        || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && url.Length > 8;
}
