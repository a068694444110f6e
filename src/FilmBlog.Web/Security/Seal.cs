using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace FilmBlog.Web.Security;

/// <summary>
/// Gives something away that only this site can read and nobody can change, and that is worth something for a while: what a browser is to
/// bring back, what stands in a link. Each purpose has a seal of its own.
/// </summary>
public sealed class Seal(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>The sealed value, as letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string Close<T>(string purpose, T value, TimeSpan lasts) =>
        WebEncoders.Base64UrlEncode(Protector(purpose).Protect(JsonSerializer.SerializeToUtf8Bytes(new Sealed<T>(value, clock.GetUtcNow() + lasts))));

    /// <summary>What was sealed; null: it is too old, or none of ours.</summary>
    public T? Open<T>(string purpose, string? text)
        where T : class
    {
        try
        {
            var opened = JsonSerializer.Deserialize<Sealed<T>>(Protector(purpose).Unprotect(WebEncoders.Base64UrlDecode(text ?? "")));
            return opened is not null && clock.GetUtcNow() < opened.Until ? opened.Value : null;
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("FilmBlog.Seal", purpose);

    private sealed record Sealed<T>(T Value, DateTimeOffset Until);
}
