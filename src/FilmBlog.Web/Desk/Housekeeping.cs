using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Health;
using FilmBlog.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Desk;

/// <summary>
/// Puts away every hour what has had its time: what lay in the bin for 30 days, former texts beyond the last of each day, sessions that ended,
/// preview links that were revoked, addresses that nobody asks for. Each task does a bounded piece of work a run, and none waits for another that fails.
/// </summary>
internal sealed partial class Housekeeping(IServiceScopeFactory scopes, SiteHealth health, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    // The first run waits until the start is over.
    private static readonly TimeSpan Beginning = TimeSpan.FromMinutes(1);

    private const string Work = "putting away ";
    private const int ReviewsARun = 100;
    private const int RowsARun = 5_000;

    private static readonly (string Name, Func<IServiceProvider, DateTimeOffset, CancellationToken, Task<int>> Do)[] Tasks =
    [
        ("reviews that lay in the bin", EmptyBinAsync),
        ("former texts", (services, now, cancellationToken) => services.GetRequiredService<FilmBlogContext>().ThinRevisionsAsync(now - Month, RowsARun, cancellationToken)),
        ("sessions", (services, now, cancellationToken) => DropAsync(services, db => db.Sessions.Where(s => s.ExpiresAt < now).OrderBy(s => s.ExpiresAt).Take(RowsARun), cancellationToken)),
        ("preview links", DropPreviewLinksAsync),
        ("what was tried or refused long ago", DropTriedAsync),
        ("social cards drawn long ago", (services, now, _) => Task.FromResult(services.GetRequiredService<SocialCardStore>().RemoveBefore(now - Month))),
        ("pictures that were deleted or replaced", async (services, _, cancellationToken) => await services.GetRequiredService<ImageLibrary>().SweepAsync(cancellationToken)),
        ("addresses that nobody asks for any more", DropMissesAsync),
        ("uploads that nobody imported", async (services, _, cancellationToken) =>
            await services.GetRequiredService<IncomingContent>().RemoveOldAsync(cancellationToken)),
    ];

    /// <summary>Does every task once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, work) in Tasks)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await work(scope.ServiceProvider, clock.GetUtcNow(), cancellationToken) is > 0 and var count)
                {
                    Log.PutAway(log, count, name);
                }

                health.Worked(Work + name);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The others are done all the same; this one may do better in an hour.
                health.Failed(Work + name, failure);
                Log.Failed(log, failure, name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Beginning, clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await RunAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task<int> EmptyBinAsync(IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (db, audit) = (services.GetRequiredService<FilmBlogContext>(), services.GetRequiredService<Audit>());
        var until = now - Review.TimeInBin;
        var removed = 0;
        foreach (var id in await db.Reviews.Where(r => r.BinnedAt <= until).OrderBy(r => r.BinnedAt).Take(ReviewsARun).Select(r => r.Id).ToListAsync(cancellationToken))
        {
            // One at a time: two reviews may be about one film, which goes with the last of them. Each is looked at when nobody else writes: its
            // author may have taken it out of the bin.
            await using var writing = await db.BeginWritingAsync(cancellationToken);
            if (await db.Reviews.Include(r => r.Film).Include(r => r.Redirects).SingleOrDefaultAsync(r => r.Id == id && r.BinnedAt <= until, cancellationToken) is { } review)
            {
                await db.RemoveForGoodAsync(review, now, cancellationToken);
                audit.Note(null, Actors.Site, "deleted for good", review.Title, "It had lain in the bin for 30 days.");
                await db.SaveChangesAsync(cancellationToken);
                await writing.CommitAsync();
                db.ChangeTracker.Clear();
                removed++;
            }
        }

        return removed;
    }

    private static Task<int> DropPreviewLinksAsync(IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = now - Month;
        return DropAsync(services, db => db.PreviewLinks.Where(l => l.RevokedAt < until).OrderBy(l => l.Token).Take(RowsARun), cancellationToken);
    }

    private static Task<int> DropTriedAsync(IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = now - Refusals.Kept;
        return DropAsync(
            services,
            db => db.AuditTrail
                .Where(e => e.At < until
                    && (e.Action == Refusals.Failed || e.Action == Refusals.ShutOut || e.Action == Refusals.Refused
                        || (e.AuthorId == null && (e.Actor == Refusals.Somebody || e.Actor == Refusals.AnotherSite))))
                .OrderBy(e => e.At).Take(RowsARun),
            cancellationToken);
    }

    private static Task<int> DropMissesAsync(IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = now - MissLog.Kept;
        return DropAsync(services, db => db.Misses.Where(m => m.LastAt < until), cancellationToken);
    }

    private static Task<int> DropAsync<T>(IServiceProvider services, Func<FilmBlogContext, IQueryable<T>> which, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<FilmBlogContext>();
        return db.WriteAsync(() => which(db).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Put away {Count} {What}")]
        public static partial void PutAway(ILogger logger, int count, string what);

        [LoggerMessage(Level = LogLevel.Error, Message = "Housekeeping failed for {What}; it is tried again in an hour")]
        public static partial void Failed(ILogger logger, Exception failure, string what);
    }
}
