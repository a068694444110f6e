namespace FilmBlog.Core.Domain;

/// <summary>An old address that leads to a review, or is known to be gone for good.</summary>
public sealed class Redirect
{
    private Redirect()
    {
    }

    /// <summary>A redirect from <paramref name="path"/>, in the form that <see cref="NormalPath"/> gives.</summary>
    public Redirect(string path) => Path = path;

    /// <summary>The old address: a path from the root, lower case, without trailing slash. The key.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The review that stands there now; null: deleted for good, answered 410.</summary>
    public int? ReviewId { get; private set; }

    /// <summary>
    /// The path in the form that is stored and looked up: lower case, single leading slash, no trailing one, percent escapes decoded; null
    /// when it is not a path on this site.
    /// </summary>
    public static string? NormalPath(string address)
    {
        if (address.Length is < 2 or > 500 || address[0] != '/' || address.StartsWith("//", StringComparison.Ordinal)
            || address.AsSpan().ContainsAny('?', '#', '\\') || address.Any(char.IsControl))
        {
            return null;
        }

        var path = Uri.UnescapeDataString(address).ToLowerInvariant().TrimEnd('/');
        return path.Length < 2 || path.Any(char.IsControl) ? null : path;
    }
}
