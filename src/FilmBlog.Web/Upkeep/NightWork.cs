using FilmBlog.Core.Backups;
using FilmBlog.Core.Checking;
using FilmBlog.Core.Data;
using FilmBlog.Web.Health;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Upkeep;

/// <summary>At three in the morning of the site's zone: all data are checked, and the database learns how its tables are filled.</summary>
internal sealed partial class NightWork(
    DataCheck check, BackupState state, SiteHealth health, SiteOptions site, SiteProfile profile, IServiceScopeFactory scopes, TimeProvider clock, ILogger<NightWork> log)
    : BackgroundService
{
    private const string Work = "the work of the night";
    private const int Hour = 3;

    /// <summary>Does it once. Throws nothing but what cancels it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OptimizeAsync(cancellationToken);
            if (site.Backup.Check)
            {
                await CheckAsync(cancellationToken);
            }

            health.Worked(Work);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            health.Failed(Work, failure);
            Log.Failed(log, failure);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(UntilNight(), clock, stoppingToken);
            await RunAsync(stoppingToken);
        }
    }

    // A little later than the hour, so that the next night is the next one. An hour that a zone leaves out is near enough.
    private TimeSpan UntilNight()
    {
        var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), profile.Zone).TimeOfDay;
        var wait = TimeSpan.FromHours(Hour) - local;
        return (wait > TimeSpan.Zero ? wait : wait + TimeSpan.FromDays(1)) + TimeSpan.FromSeconds(1);
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var report = await check.RunAsync(repair: false, cancellationToken);
        state.Checked(clock.GetUtcNow(), report.Problems);
        foreach (var finding in report.Findings.Where(finding => !finding.IsNote))
        {
            Log.Found(log, finding);
        }
    }

    private async Task OptimizeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await using var maintenance = await db.BeginMaintenanceAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"PRAGMA optimize", cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The nightly check found: {Finding}")]
        public static partial void Found(ILogger logger, CheckFinding finding);

        [LoggerMessage(Level = LogLevel.Error, Message = "The nightly check could not be ended; the next night tries again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
