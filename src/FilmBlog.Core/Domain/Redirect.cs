namespace FilmBlog.Core.Domain;

/// <summary>An old address that leads to a review, a director or a theme, or is known to be gone for good.</summary>
public sealed class Redirect
{
    private Redirect()
    {
    }

    /// <summary>A redirect from <paramref name="path"/>, in the form that <see cref="NormalPath"/> gives.</summary>
    public Redirect(string path) => Path = path;

    /// <summary>The old address: a path from the root, lower case, without trailing slash. The key.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The review that stands there now. With none of the three the address is gone for good, answered 410.</summary>
    public int? ReviewId { get; private set; }

    /// <summary>The director whose page stands there now.</summary>
    public int? DirectorId { get; private set; }

    /// <summary>The theme whose page stands there now.</summary>
    public int? ThemeId { get; private set; }

    /// <summary>
    /// The path in the form that is stored and looked up: lower case, single leading slash, no trailing one, percent escapes decoded; null
    /// when it is not a path on this site.
    /// </summary>
    public static string? NormalPath(string address)
    {
        if (!IsPath(address))
        {
            return null;
        }

        var path = Uri.UnescapeDataString(address).ToLowerInvariant().TrimEnd('/');
        // What another reading would change (an escaped escape, a space at the end) no request comes with, and no file would keep.
        return IsPath(path) && Uri.UnescapeDataString(path) == path ? path : null;
    }

    /// <summary>Leads to nothing, as what is gone for good; <see cref="Hub.LeadHere(Redirect)"/> gives it somewhere to lead.</summary>
    internal void LeadNowhere() => (ReviewId, DirectorId, ThemeId) = (null, null, null);

    private static bool IsPath(string text) =>
        text.Length is >= 2 and <= 500 && text[0] == '/' && text[1] != '/' && text.AsSpan().IndexOfAny("?#\\\uFFFE\uFFFF") < 0
        && !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') && !char.IsWhiteSpace(text[^1]);
}
