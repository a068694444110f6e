using System.Diagnostics.Metrics;
using FilmBlog.Benchmarks.Pages;
using FilmBlog.Core.Data;
using FilmBlog.Web.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Load;

/// <summary>
/// How often a page is made for a crowd that asks for it at once, just after it changed, and how many real pages are still kept after addresses
/// that nobody asks for twice. The site runs in this process, where it can be counted.
/// </summary>
internal static class Crowd
{
    private const int Visitors = 200;
    private const int Rounds = 20;

    public static async Task RunAsync(SyntheticDatabase database, SyntheticBlog blog, Report report, CancellationToken cancellationToken)
    {
        await using var site = await RunningSite.StartAsync(database);
        using var count = new PageCount();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = Visitors }) { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var page = Junk.RealPaths(blog)[0];
        // Each visitor has come before: connections are open.
        await AskAtOnceAsync(http, page, cancellationToken);
        var made = new List<long>();
        for (var round = 0; round < Rounds; round++)
        {
            await ChangeAsync(site, page, round, cancellationToken);
            count.Take();
            await AskAtOnceAsync(http, page, cancellationToken);
            made.Add(count.Take().Made);
        }

        report.Line($"");
        report.Line($"{Visitors} readers at once of a page that has just changed, {Rounds} times: made {made.Min()} to {made.Max()} times for them");

        var real = Junk.RealPaths(blog);
        await AskAllAsync(http, [.. real, .. real], cancellationToken);
        await AskAllAsync(http, Junk.Paths(blog), cancellationToken);
        var (_, junk) = count.Take();
        await AskAllAsync(http, real, cancellationToken);
        var (hits, again) = count.Take();
        report.Line($"after 10,000 junk addresses, {real.Count} real pages are answered from memory to {(double)hits / (hits + again):0.0 %} ({hits} kept, {again} made; before, with the junk: {junk} made)");
    }

    // Another figure of IMDb's, which its page shows.
    private static async Task ChangeAsync(RunningSite site, string path, int round, CancellationToken cancellationToken)
    {
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            var slug = Core.Domain.Slug.Parse(path["/reviews/".Length..]);
            var review = await db.Reviews.Include(r => r.Film).ThenInclude(f => f.Directors).ThenInclude(d => d.Director).SingleAsync(r => r.Slug == slug, cancellationToken);
            review.Film.Correct(review.Film.Facts() with { ImdbRating = 1.5m + (0.1m * round) }, [.. review.Film.Directors.OrderBy(d => d.Position).Select(d => d.Director)]);
            await db.SaveChangesAsync(cancellationToken);
        }

        await site.Services.GetRequiredService<Shown>().NowAsync(cancellationToken);
    }

    private static Task AskAtOnceAsync(HttpClient http, string path, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Visitors).Select(_ => AskAsync(http, path, cancellationToken)));

    private static Task AskAllAsync(HttpClient http, IEnumerable<string> paths, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (path, token) => await AskAsync(http, path, token));

    private static async Task AskAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    // What the site's own counters say.
    private sealed class PageCount : IDisposable
    {
        private readonly MeterListener listener = new();
        private long hits;
        private long made;

        public PageCount()
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "FilmBlog")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            {
                if (instrument.Name == "filmblog.pages.hits")
                {
                    Interlocked.Add(ref hits, value);
                }
                else if (instrument.Name == "filmblog.pages.rendered")
                {
                    Interlocked.Add(ref made, value);
                }
            });
            listener.Start();
        }

        /// <summary>Since the last call.</summary>
        public (long Hits, long Made) Take() => (Interlocked.Exchange(ref hits, 0), Interlocked.Exchange(ref made, 0));

        public void Dispose() => listener.Dispose();
    }
}
