using FilmBlog.Core.Backups;

namespace FilmBlog.Web.Upkeep;

/// <summary>Takes a backup when the latest one is old enough. One that fails is said in the log, at the desk and in health, and tried again in an hour.</summary>
internal sealed partial class ScheduledBackups(BackupShelf shelf, BackupState state, SiteOptions site, TimeProvider clock, ILogger<ScheduledBackups> log) : BackgroundService
{
    // The start is over then.
    private static readonly TimeSpan Beginning = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Takes one if it is time. Throws nothing but what cancels it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // A minute less: a timer that rings early must not make it an hour later.
        if (state.AgeAt(now) < TimeSpan.FromHours(site.Backup.Every) - TimeSpan.FromMinutes(1))
        {
            return;
        }

        try
        {
            var manifest = await shelf.AddAsync(now, cancellationToken);
            state.Succeeded(now);
            if (manifest.Missing.Count == 0)
            {
                Log.Taken(log);
            }
            else
            {
                Log.TakenWithout(log, manifest.Missing.Count);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Only our own sentences are fit for a page.
            state.Failed(failure is BackupException or FilmBlog.Core.Data.DatabaseDamagedException ? failure.Message : "The log says why.");
            Log.Failed(log, failure);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (site.Backup.Every == 0)
        {
            return;
        }

        if (shelf.LatestAt() is { } latest)
        {
            state.Succeeded(latest);
        }

        await Task.Delay(Beginning, clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await RunAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A backup was taken")]
        public static partial void Taken(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A backup was taken without {Count} pictures whose files are missing; filmblog check names them")]
        public static partial void TakenWithout(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "The backup failed; it is tried again in an hour")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
