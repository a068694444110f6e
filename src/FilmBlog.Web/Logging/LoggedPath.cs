using System.Text.RegularExpressions;

namespace FilmBlog.Web.Logging;

/// <summary>Paths as the log may show them: the secret in a link (the first author's, a preview's) is worth as much as a password.</summary>
internal static partial class LoggedPath
{
    /// <summary>The path, with each segment of 32 and more hexadecimal digits as <c>…</c>; hashes of files are no secrets.</summary>
    public static string Of(string path) =>
        path.StartsWith("/media/", StringComparison.Ordinal) || path.StartsWith("/cards/", StringComparison.Ordinal) ? path : Secret().Replace(path, "…");

    [GeneratedRegex("(?<=/)[0-9a-fA-F]{32,}(?=/|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
