using System.Diagnostics;
using OpenTelemetry;

namespace FilmBlog.Web.Telemetry;

/// <summary>
/// Leaves in a span only what says nothing of who asked, and for what: a list of what may stay, so that what a new version of a library
/// adds does not leave either. No addresses, no user agents, no paths (they may hold secrets; routes say as much), no queries, no host.
/// </summary>
internal sealed class PrivateSpans : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.route", "http.response.status_code", "url.scheme", "network.protocol.name", "network.protocol.version", "error.type",
        "db.system.name", "db.operation.name", "db.collection.name", PageTelemetry.PageTag,
    };

    // Whoever asks may write anything there, and the spans within would bear it too, also those that leave before this one ends.
    public override void OnStart(Activity data) => data.TraceStateString = null;

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(tag => !Kept.Contains(tag.Key)).ToList())
        {
            data.SetTag(name, null);
        }
    }
}
