using System.Text.RegularExpressions;
using Serilog.Core;
using Serilog.Events;

namespace FilmBlog.Web.Logging;

/// <summary>
/// Leaves secrets out of the paths that are logged: that in a link (the first author's, a preview's) is worth as much as a password. Twenty
/// hexadecimal digits in a row and more become <c>…</c>, wherever they stand: who copies a link takes the full stop behind it along, or loses its
/// end. Hashes of files are no secrets. Signs that nobody sees are shown as an address has them (<c>%0A</c>): a stranger's would begin a line of
/// the log, move what stands on a terminal, or turn it about.
/// </summary>
internal sealed partial class SecretsInPaths : ILogEventEnricher
{
    private static readonly string[] Properties = ["RequestPath", "Path"];

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var name in Properties)
        {
            if (logEvent.Properties.TryGetValue(name, out var value) && value is ScalarValue { Value: { } path }
                && path.ToString() is { } text && Without(text) is var shown && shown != text)
            {
                logEvent.AddOrUpdateProperty(new LogEventProperty(name, new ScalarValue(shown)));
            }
        }
    }

    /// <summary>A path without the secrets in it, and without signs that nobody sees.</summary>
    public static string Without(string path) =>
        Unseen().Replace(path.StartsWith("/media/", StringComparison.Ordinal) ? path : Secret().Replace(path, "…"), sign => Uri.EscapeDataString(sign.Value));

    [GeneratedRegex("[0-9a-fA-F]{20,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();

    // Control characters, ends of lines and paragraphs, and what says in which direction to read.
    [GeneratedRegex(@"[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unseen();
}
