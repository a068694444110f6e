using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Web.Health;

/// <summary>
/// Looks every minute whether something can be saved, whether there is room, and whether work behind the pages has ended that never should:
/// so that nobody who asks for the site's health makes it write.
/// </summary>
internal sealed partial class HealthWatch(SiteHealth health, DataFolder folder, IServiceScopeFactory scopes, IServiceProvider services, TimeProvider clock, ILogger<HealthWatch> log)
    : BackgroundService
{
    private const string Room = "room on the disk";
    private const long Little = 100L * 1024 * 1024;
    private const int Page = 4096;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private bool isGone;

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var before = health.Unwritable;
        health.Unwritable = await WhyNothingIsSavedAsync(cancellationToken);
        if (health.Unwritable is { } reason && before is null)
        {
            if (isGone)
            {
                Log.Gone(log, reason);
            }
            else
            {
                Log.Unwritable(log, reason);
            }
        }
        else if (health.Unwritable is null && before is not null)
        {
            Log.WritableAgain(log);
        }

        LookAtRoom();
        foreach (var ended in services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            if (ended.ExecuteTask is { IsFaulted: true, Exception.InnerException: { } failure })
            {
                // Nothing begins it again: the owner may, by starting the site anew.
                health.Failed($"{ended.GetType().Name} has ended until the site is started again", failure);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                health.Unwritable = failure.Message;
                Log.Unwritable(log, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<string?> WhyNothingIsSavedAsync(CancellationToken cancellationToken)
    {
        isGone = false;
        try
        {
            // It takes the right to write, and gives it back: a file that may only be read refuses it.
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            await using (await db.BeginWritingAsync(cancellationToken))
            {
            }

            // A full disk, or one that became read-only, lets a transaction begin; a page that has to lie on it tells.
            var probe = Path.Combine(folder.Path, "filmblog.probe");
            await using var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.WriteThrough | FileOptions.DeleteOnClose);
            await file.WriteAsync(new byte[Page], cancellationToken);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception busy) when (busy is DatabaseBusyException or SqliteException { SqliteErrorCode: 5 or 6 })
        {
            // Somebody writes: so one can.
            return null;
        }
        catch (DatabaseGoneException gone)
        {
            isGone = true;
            return gone.Message;
        }
        catch (Exception refused) when (refused is SqliteException or IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }

    private void LookAtRoom()
    {
        try
        {
            var free = new DriveInfo(folder.Path).AvailableFreeSpace;
            if (free < Little)
            {
                health.Failed(Room, $"only {free / 1024 / 1024} MB are left for {folder.Path}");
                return;
            }
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A disk that tells nothing is not full for that.
        }

        health.Worked(Room);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be saved: {Reason}. Readers are served; look at the disk and the rights of the data folder")]
        public static partial void Unwritable(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Critical, Message = "{Reason}")]
        public static partial void Gone(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Saving works again")]
        public static partial void WritableAgain(ILogger logger);
    }
}
