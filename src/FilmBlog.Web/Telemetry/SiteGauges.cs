using System.Diagnostics.Metrics;
using FilmBlog.Core.Backups;
using FilmBlog.Web.Health;

namespace FilmBlog.Web.Telemetry;

/// <summary>What is looked at whenever metrics are read: how the site is doing.</summary>
internal sealed class SiteGauges
{
    public SiteGauges(IMeterFactory meters, SiteHealth health, BackupState backups, TimeProvider clock)
    {
        var meter = meters.OfSite();
        meter.CreateObservableGauge("filmblog.background.failing", () => health.Failing.Count, "{work}", "Work behind the pages whose last round failed.");
        meter.CreateObservableGauge("filmblog.writable", () => health.Unwritable is null ? 1 : 0, "1", "Whether something can be saved: 1, or 0.");
        meter.CreateObservableGauge("filmblog.backup.age", () => Known(backups.AgeAt(clock.GetUtcNow())), "s", "How old the latest whole backup is; nothing where there is none.");
    }

    private static IEnumerable<Measurement<double>> Known(TimeSpan? age) => age is { } known ? [new(known.TotalSeconds)] : [];
}
