using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FilmBlog.Web.Telemetry;

/// <summary>The name under which the site measures itself, as a meter and as a source of spans.</summary>
internal static class SiteMeter
{
    /// <summary>The name of both.</summary>
    public const string Name = "FilmBlog";

    /// <summary>Spans of what happens within a request. Nothing is made where nobody listens.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>The site's meter. Owned by the factory: it goes with the application.</summary>
    public static Meter OfSite(this IMeterFactory meters) => meters.Create(Name);

    /// <summary>How long something takes, in seconds, from a tenth of a millisecond on.</summary>
    public static Histogram<double> CreateDuration(this Meter meter, string name, string description) => meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
}
