using System.Net;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Health;
using FilmBlog.Web.Starting;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Crawlers;

/// <summary>
/// Tells search engines by IndexNow which addresses changed, outside of requests. What cannot be told now stays in the database and is told
/// later, after a restart too.
/// </summary>
internal sealed partial class Announcer(
    IServiceScopeFactory scopes, IHttpClientFactory clients, SiteOptions site, StartState start, ReviewCatalogue catalogue, SiteHealth health, TimeProvider clock, ILogger<Announcer> log)
    : BackgroundService
{
    /// <summary>The name of the client that sends.</summary>
    public const string Client = "IndexNow";

    private const string Work = "telling search engines";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private long? seen;
    private DateTimeOffset quietUntil;

    /// <summary>Queues what changed and tells what is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        // It grows with everything that readers may see, and when the time of a scheduled review comes.
        var version = catalogue.Version;
        if (seen != version)
        {
            while (await scope.ServiceProvider.GetRequiredService<ChangedAddresses>().QueueAsync(cancellationToken))
            {
            }

            seen = version;
        }

        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        while (clock.GetUtcNow() is var now && now >= quietUntil && await DueAsync(db, now, cancellationToken) is { Count: > 0 } due)
        {
            await TellAsync(db, due, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // The first import is the blog as it begins, and no change to it.
                if (start.IsReady)
                {
                    await RunAsync(stoppingToken);
                    health.Worked(Work);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The next round may do better: nothing is forgotten meanwhile.
                health.Failed(Work, failure);
                Log.Failed(log, failure);
            }
        }
    }

    private static Task<List<Announcement>> DueAsync(FilmBlogContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        return db.Announcements.Where(a => a.NextAttemptAt <= now).OrderBy(a => a.NextAttemptAt).ThenBy(a => a.Path).Take(IndexNowOptions.MostAddresses).ToListAsync(cancellationToken);
    }

    private async Task TellAsync(FilmBlogContext db, List<Announcement> due, CancellationToken cancellationToken)
    {
        var (status, pause, trouble) = await SendAsync(due, cancellationToken);
        switch (status)
        {
            case HttpStatusCode.OK or HttpStatusCode.Accepted:
                Log.Told(log, due.Count);
                db.RemoveRange(due);
                return;
            case HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.UnprocessableEntity:
                Log.Refused(log, site.IndexNow.Endpoint, due.Count, (int)status, site.BaseUrl!.TrimEnd('/') + site.IndexNow.KeyPath);
                db.RemoveRange(due);
                return;
        }

        var now = clock.GetUtcNow();
        // Whatever else changes meanwhile: who asks for a pause gets it.
        quietUntil = now + pause;
        foreach (var announcement in due)
        {
            var wait = FirstWait * Math.Pow(2, Math.Min(announcement.Attempts, 20));
            wait = wait < LongestWait ? wait : LongestWait;
            announcement.Failed(now + (wait > pause ? wait : pause));
        }

        Log.NotTold(log, site.IndexNow.Endpoint, due.Count, trouble, due.Min(a => a.NextAttemptAt));
    }

    private async Task<(HttpStatusCode? Status, TimeSpan Pause, string Trouble)> SendAsync(List<Announcement> due, CancellationToken cancellationToken)
    {
        var root = new Uri(site.BaseUrl!.TrimEnd('/') + "/");
        var message = new
        {
            host = root.IsDefaultPort ? root.IdnHost : $"{root.IdnHost}:{root.Port}",
            key = site.IndexNow.Key,
            keyLocation = Address(site.IndexNow.KeyPath),
            urlList = due.Select(a => Address(a.Path)),
        };
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.PostAsJsonAsync(site.IndexNow.Endpoint, message, cancellationToken);
            var pause = answer.Headers.RetryAfter switch
            {
                { Delta: { } seconds } => seconds,
                { Date: { } date } => date - clock.GetUtcNow(),
                _ => TimeSpan.Zero,
            };
            return (answer.StatusCode, pause > TimeSpan.Zero ? pause : TimeSpan.Zero, $"it answers {(int)answer.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            return (null, TimeSpan.Zero, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, TimeSpan.Zero, "it does not answer in time");
        }

        string Address(string path) => new Uri(root, new PathString(path).ToUriComponent()).AbsoluteUri;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Search engines were told of {Count} changed addresses")]
        public static partial void Told(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Endpoint} refused {Count} changed addresses with {Status}; they are not announced again. It must be able to read the key at {KeyLocation}")]
        public static partial void Refused(ILogger logger, string endpoint, int count, int status, string keyLocation);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Endpoint} could not be told of {Count} changed addresses: {Trouble}. It is told again at {Next}")]
        public static partial void NotTold(ILogger logger, string endpoint, int count, string trouble, DateTimeOffset next);

        [LoggerMessage(Level = LogLevel.Error, Message = "Changed addresses could not be looked for; it is tried again in a moment")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
