using System.Diagnostics;
using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Recommendations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FilmBlog.Benchmarks.Recommendations;

/// <summary>The catalogue and the recommender at scale: percentiles and memory, which BenchmarkDotNet does not give.</summary>
internal static class RecommendationsBenchmark
{
    public static async Task<int> RunAsync(string[] options)
    {
        var count = options is ["--reviews", var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 100_000;
        Print($"{count} reviews, filling a database …");
        await using var database = await SyntheticDatabase.CreateAsync(new SyntheticBlog(count), withBodies: false);
        var services = database.Services;
        var catalogue = services.GetRequiredService<ReviewCatalogue>();
        var recommender = services.GetRequiredService<Recommender>();
        var ids = await AskAsync(services, db => db.Reviews.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync());
        var some = Sample(ids, 2000);

        // Loaded once before, so that neither EF's own caches nor the JIT are counted.
        using (var warm = new ReviewCatalogue(services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, NullLogger<ReviewCatalogue>.Instance))
        {
            await warm.RefreshAsync(CancellationToken.None);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var load = await TimeAsync(() => catalogue.RefreshAsync(CancellationToken.None));
        Print($"load                    {load.TotalMilliseconds,10:0} ms");
        Print($"memory of the catalogue {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6,10:0.0} MB");

        foreach (var round in Enumerable.Range(0, 3))
        {
            foreach (var id in some)
            {
                await recommender.ForAsync(id, CancellationToken.None);
            }
        }

        await PercentilesAsync("a table", some, id => recommender.ForAsync(id, CancellationToken.None).AsTask());
        var all = await TimeAsync(async () =>
        {
            foreach (var id in ids)
            {
                await recommender.ForAsync(id, CancellationToken.None);
            }
        });
        Print($"all tables              {all.TotalSeconds,10:0.0} s");
        await ListsAsync(catalogue, services);
        await JoinsAsync(services, Sample(ids, 100));
        await ChangesAsync(services, catalogue);
        return 0;
    }

    private static async Task ListsAsync(ReviewCatalogue catalogue, ServiceProvider services)
    {
        var theme = await AskAsync(services, db => db.ReviewThemes.GroupBy(t => t.ThemeId).OrderByDescending(t => t.Count()).Select(t => t.Key).FirstAsync());
        var filters = new Dictionary<string, ReviewFilter>
        {
            ["all"] = ReviewFilter.None,
            ["a decade"] = new() { FirstYear = 1990, LastYear = 1999 },
            ["the commonest theme"] = new() { ThemeId = theme },
            ["that, rated 4"] = new() { ThemeId = theme, Rating = Rating.OfHalves(8) },
        };
        foreach (var (name, filter) in filters)
        {
            foreach (var order in Enum.GetValues<ReviewOrder>())
            {
                await PercentilesAsync($"{name}, {order}", Enumerable.Repeat(0, 200), _ => catalogue.BrowseAsync(filter, order, 0, 60, default).AsTask());
            }

            await PercentilesAsync($"{name}, page 200", Enumerable.Repeat(11_940, 200), skip =>
                catalogue.BrowseAsync(filter, ReviewOrder.Newest, skip, 60, default).AsTask());
            await PercentilesAsync($"{name}, facets", Enumerable.Repeat(20, 200), top => catalogue.FacetsAsync(filter, top, default).AsTask());
        }
    }

    private static async Task JoinsAsync(ServiceProvider services, List<int> ids)
    {
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        using var unloaded = new ReviewCatalogue(scopes, TimeProvider.System, NullLogger<ReviewCatalogue>.Instance);
        var joining = new Recommender(unloaded, scopes, TimeProvider.System);
        await PercentilesAsync("by SQL self-join", ids, id => joining.ForAsync(id, CancellationToken.None).AsTask());
    }

    private static async Task ChangesAsync(ServiceProvider services, ReviewCatalogue catalogue)
    {
        await catalogue.RefreshAsync(CancellationToken.None);
        await PercentilesAsync("refresh, no change", Enumerable.Repeat(0, 50), _ => catalogue.RefreshAsync(CancellationToken.None));
        await PercentilesAsync(
            "refresh, one new review",
            Enumerable.Range(0, 50),
            _ => catalogue.RefreshAsync(CancellationToken.None),
            number => SaveAsync(services, async db =>
            {
                var film = new Film(
                    new FilmFacts { Title = "New", Year = 1975, Directors = ["Old"] }, [await db.Directors.OrderBy(d => d.Id).FirstAsync()]);
                var review = new Review(film, Slug.Parse("new").With(number));
                review.Publish(DateTimeOffset.UtcNow);
                review.CarryThemes(await db.Themes.OrderBy(t => t.Id).Take(5).ToListAsync());
                db.Add(review);
            }));
        await SaveAsync(services, async db =>
        {
            foreach (var film in await db.Films.Include(f => f.Directors).ThenInclude(d => d.Director).OrderBy(f => f.Id).Take(50_000).ToListAsync())
            {
                film.Correct(film.Facts() with { ImdbRating = 7.7m }, [.. film.Directors.OrderBy(d => d.Position).Select(d => d.Director)]);
            }
        });
        var mass = await TimeAsync(() => catalogue.RefreshAsync(CancellationToken.None));
        Print($"refresh, 50,000 ratings {mass.TotalMilliseconds,10:0} ms");
    }

    // What answers from memory, and SQLite too, stays on the thread that asks.
    private static async Task PercentilesAsync(string name, IEnumerable<int> inputs, Func<int, Task> measured, Func<int, Task>? prepare = null)
    {
        var times = new List<double>();
        foreach (var input in inputs)
        {
            await (prepare?.Invoke(input) ?? Task.CompletedTask);
            var started = ThreadTime.Microseconds();
            await measured(input);
            times.Add(ThreadTime.Microseconds() - started);
        }

        var first = times[0];
        times.Sort();
        Print($"{name,-34} p50 {times[times.Count / 2],9:0.0} µs   p99 {times[times.Count * 99 / 100],9:0.0} µs   first {first,9:0.0} µs");
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> measured)
    {
        using var process = Process.GetCurrentProcess();
        var started = process.TotalProcessorTime;
        await measured();
        process.Refresh();
        return process.TotalProcessorTime - started;
    }

    private static List<int> Sample(List<int> ids, int count) =>
        [.. Enumerable.Range(0, Math.Min(count, ids.Count)).Select(n => ids[(int)((long)n * ids.Count / Math.Min(count, ids.Count))])];

    private static async Task<T> AskAsync<T>(ServiceProvider services, Func<FilmBlogContext, Task<T>> ask)
    {
        await using var scope = services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<FilmBlogContext>());
    }

    private static Task<int> SaveAsync(ServiceProvider services, Func<FilmBlogContext, Task> work) => AskAsync(services, async db =>
    {
        await work(db);
        return await db.SaveChangesAsync();
    });

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
