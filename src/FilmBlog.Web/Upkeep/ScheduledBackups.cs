using FilmBlog.Core.Backups;

namespace FilmBlog.Web.Upkeep;

/// <summary>Takes a backup when the latest one is old enough. One that fails is said in the log, at the desk and in health, and tried again in an hour.</summary>
internal sealed partial class ScheduledBackups(BackupShelf shelf, BackupState state, SiteOptions site, TimeProvider clock, ILogger<ScheduledBackups> log) : BackgroundService
{
    // The start is over then.
    private static readonly TimeSpan Beginning = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private bool hasLooked;

    /// <summary>Takes one if it is time. Throws nothing but what cancels it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = clock.GetUtcNow();
            await LookAsync(now, cancellationToken);
            // A minute less: a timer that rings early must not make it an hour later. One of the future was taken while the clock was wrong.
            if (state.AgeAt(now) is { } age && age >= TimeSpan.Zero && age < TimeSpan.FromHours(site.Backup.Every) - TimeSpan.FromMinutes(1))
            {
                return;
            }

            var backup = await shelf.AddAsync(now, cancellationToken);
            state.Succeeded(now, backup.Missing);
            if (backup.Missing == 0)
            {
                Log.Taken(log);
            }
            else
            {
                Log.TakenWithout(log, backup.Missing);
            }

            foreach (var stuck in backup.Stuck)
            {
                Log.Stuck(log, stuck);
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
        try
        {
            await LookAsync(clock.GetUtcNow(), stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The first round looks once more, and says so if it has to.
        }

        if (site.Backup.Every == 0)
        {
            // Somebody else takes them; how old the latest is stays worth knowing.
            return;
        }

        await Task.Delay(Beginning, clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await RunAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // What a former process left.
    private async Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!hasLooked && await shelf.LatestAsync(now, cancellationToken) is { } latest)
        {
            state.Succeeded(latest.TakenAt, latest.Missing);
        }

        hasLooked = true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A backup was taken")]
        public static partial void Taken(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A backup was taken without what is missing or damaged; filmblog check names it. Pictures that it lacks: {Count}")]
        public static partial void TakenWithout(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An old backup stays: {Backup}")]
        public static partial void Stuck(ILogger logger, string backup);

        [LoggerMessage(Level = LogLevel.Error, Message = "The backup failed; it is tried again in an hour")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
