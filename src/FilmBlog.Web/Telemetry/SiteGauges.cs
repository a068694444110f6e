using System.Diagnostics.Metrics;
using FilmBlog.Core.Backups;
using FilmBlog.Web.Health;

namespace FilmBlog.Web.Telemetry;

/// <summary>What is looked at whenever metrics are read: how the site is doing.</summary>
internal sealed class SiteGauges
{
    private const string WorkTag = "filmblog.work";

    private readonly HashSet<string> failed = new(StringComparer.Ordinal);

    public SiteGauges(IMeterFactory meters, SiteHealth health, BackupState backups, TimeProvider clock)
    {
        var meter = meters.OfSite();
        meter.CreateObservableGauge("filmblog.background.failing", () => Told(Failing(health, backups)), "{work}", "Work behind the pages: 1 where its last round failed, 0 where it succeeds again.");
        meter.CreateObservableGauge("filmblog.writable", () => health.Unwritable is null ? 1 : 0, "1", "Whether something can be saved: 1, or 0.");
        meter.CreateObservableGauge("filmblog.backup.age", () => Known(backups.AgeAt(clock.GetUtcNow())), "s", "How old the latest whole backup is; nothing where there is none.");
    }

    // All that makes the site degraded.
    private static IEnumerable<string> Failing(SiteHealth health, BackupState backups) =>
    [
        .. health.Failing.Select(f => f.Work),
        .. backups is { Failure: not null } or { Missing: > 0 } ? new[] { "taking backups" } : [],
        .. backups.Check is { Problems: > 0 } ? new[] { "keeping data as they were saved" } : [],
    ];

    // A series that is told no more keeps its last value: what failed once is told from then on.
    private IEnumerable<Measurement<int>> Told(IEnumerable<string> failing)
    {
        var now = failing.ToHashSet(StringComparer.Ordinal);
        lock (failed)
        {
            failed.UnionWith(now);
            return failed.Count == 0 ? [new(0)] : [.. failed.Select(work => new Measurement<int>(now.Contains(work) ? 1 : 0, new KeyValuePair<string, object?>(WorkTag, work)))];
        }
    }

    private static IEnumerable<Measurement<double>> Known(TimeSpan? age) => age is { } known ? [new(known.TotalSeconds)] : [];
}
