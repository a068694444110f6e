using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Health;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Addresses;

/// <summary>
/// Counts what readers ask for and do not find, so that the author can lead them on: addresses and the pages that lead there, nothing of who
/// asked. Counted in memory and written every minute and at the end, so that no reader waits for it; neither memory nor the table grows
/// with a flood of invented addresses.
/// </summary>
internal sealed partial class MissLog(IServiceScopeFactory scopes, SiteHealth health, TimeProvider clock, ILogger<MissLog> log) : BackgroundService
{
    /// <summary>The most different addresses that are counted between two writings.</summary>
    public const int MostWaiting = 1_000;

    /// <summary>The most addresses that are kept: of more, those least asked for go, the oldest first.</summary>
    public const int MostKept = 5_000;

    /// <summary>How long an address is kept that nobody asks for any more.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const string Work = "counting what readers do not find";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim writing = new(1);
    private Dictionary<string, Asked> waiting = new(StringComparer.Ordinal);

    /// <summary>Counts an address.</summary>
    /// <param name="path">The address in the form of <see cref="Redirect.NormalPath"/>.</param>
    /// <param name="referrer">The page that leads there, as <see cref="Miss.Referrer"/> has it.</param>
    public void Count(string path, string? referrer)
    {
        var now = clock.GetUtcNow();
        Count(path, new Asked(1, now, now, referrer));
    }

    /// <summary>Writes what was counted. Throws what the database throws, and keeps the counts.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        // One at a time: two would add the same address.
        await writing.WaitAsync(cancellationToken);
        try
        {
            Dictionary<string, Asked> counted;
            lock (gate)
            {
                (counted, waiting) = (waiting, new(StringComparer.Ordinal));
            }

            try
            {
                await WriteAsync(counted, cancellationToken);
            }
            catch
            {
                foreach (var (path, asked) in counted)
                {
                    Count(path, asked);
                }

                throw;
            }
        }
        finally
        {
            writing.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await TryWriteAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The time for stopping is over: a minute of counts goes with it, which is no reason to call the stop a failure.
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryWriteAsync(stoppingToken);
        }
    }

    private void Count(string path, Asked asked)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(path, out var before))
            {
                waiting[path] = before.And(asked);
            }
            else if (waiting.Count < MostWaiting)
            {
                waiting.Add(path, asked);
            }
        }
    }

    private async Task TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(cancellationToken);
            health.Worked(Work);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // In a minute it may do better.
            health.Failed(Work, failure);
            Log.NotWritten(log, failure);
        }
    }

    private async Task WriteAsync(Dictionary<string, Asked> counted, CancellationToken cancellationToken)
    {
        if (counted.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        var paths = counted.Keys.ToList();
        var known = await db.Misses.Where(m => EF.Parameter(paths).Contains(m.Path)).ToDictionaryAsync(m => m.Path, StringComparer.Ordinal, cancellationToken);
        foreach (var (path, asked) in counted)
        {
            if (!known.TryGetValue(path, out var miss))
            {
                miss = new Miss(path, 0, asked.First);
                db.Misses.Add(miss);
            }

            miss.Again(asked.Count, asked.Last);
            miss.ComesFrom(Better(miss.Referrer, asked.Referrer));
        }

        await db.SaveChangesAsync(cancellationToken);
        if (await db.Misses.CountAsync(cancellationToken) - MostKept is > 0 and var excess)
        {
            await db.Misses.OrderBy(m => m.Count).ThenBy(m => m.LastAt).ThenBy(m => m.Path).Take(excess).ExecuteDeleteAsync(cancellationToken);
        }

        await writing.CommitAsync();
    }

    // A page of our own can be mended, so that it counts for more than one elsewhere.
    private static string? Better(string? before, string? now) => before is null || now?.StartsWith('/') == true ? now ?? before : before;

    private sealed record Asked(int Count, DateTimeOffset First, DateTimeOffset Last, string? Referrer)
    {
        public Asked And(Asked other) => new(
            Count + other.Count, First < other.First ? First : other.First, Last > other.Last ? Last : other.Last, Better(Referrer, other.Referrer));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What readers did not find could not be noted; it is tried again in a minute")]
        public static partial void NotWritten(ILogger logger, Exception failure);
    }
}
