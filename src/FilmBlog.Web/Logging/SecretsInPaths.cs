using System.Text.RegularExpressions;
using Serilog.Core;
using Serilog.Events;

namespace FilmBlog.Web.Logging;

/// <summary>
/// Leaves secrets out of the paths that are logged: that in a link (the first author's, a preview's) is worth as much as a password. Each
/// segment of 32 and more hexadecimal digits becomes <c>…</c>; hashes of files are no secrets.
/// </summary>
internal sealed partial class SecretsInPaths : ILogEventEnricher
{
    private static readonly string[] Properties = ["RequestPath", "Path"];

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var name in Properties)
        {
            if (logEvent.Properties.TryGetValue(name, out var value) && value is ScalarValue { Value: { } path }
                && path.ToString() is { } text && !text.StartsWith("/media/", StringComparison.Ordinal) && Secret().IsMatch(text))
            {
                logEvent.AddOrUpdateProperty(new LogEventProperty(name, new ScalarValue(Secret().Replace(text, "…"))));
            }
        }
    }

    [GeneratedRegex("(?<=/)[0-9a-fA-F]{32,}(?=/|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
