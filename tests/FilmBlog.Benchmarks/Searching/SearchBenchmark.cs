using System.Diagnostics;
using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Searching;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Searching;

/// <summary>Searches at scale, each kind with what it finds: percentiles of the time until the ids and the facets are there.</summary>
internal static class SearchBenchmark
{
    // Of the synthetic blog: titles end in a number of their own, essays repeat few words, so that nearly every word is a common one.
    private static readonly (string Kind, string[] Queries)[] Kinds =
    [
        ("a title", ["mirror 17", "river 4711", "silence 1234", "horse 999", "winter 15000"]),
        ("a director", ["director17", "director 4", "director:\"memory light director210\""]),
        ("as one types, 2 letters", ["mi", "ri", "si", "wi"]),
        ("as one types, 3 letters", ["mir", "riv", "sil", "win"]),
        ("an uncommon word of essays", ["μνήμη", "corazón", "зеркало", "آینه"]),
        ("two of them", ["μνήμη χρόνος", "corazón mañana", "зеркало вода"]),
        ("a phrase", ["\"house remembers\"", "\"camera waits\""]),
        ("the commonest words", ["camera", "house remembers"]),
        ("narrowed", ["camera year:1990..1999 rating:>=4", "house theme:\"memory 0\""]),
        ("mistyped", ["mirorr 4711", "silense 1234", "dirctor4711"]),
    ];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = new Options(arguments).Number("--reviews", 20_000);
        Print($"{count} reviews, filling a database …");
        var started = Stopwatch.GetTimestamp();
        await using var database = await SyntheticDatabase.CreateAsync(new SyntheticBlog(count), withBodies: true);
        Print($"filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {new FileInfo(database.Folder.Database).Length / 1e6:0} MB");
        await database.Services.GetRequiredService<ReviewCatalogue>().RefreshAsync(CancellationToken.None);

        foreach (var (kind, queries) in Kinds)
        {
            await MeasureAsync(kind, queries, query => FindAsync(database.Services, query));
        }

        await MeasureAsync("suggestions", ["mi", "mir", "mirr", "mirror 4"], query => SuggestAsync(database.Services, query));
        var rebuild = Stopwatch.GetTimestamp();
        await using (var scope = database.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<FilmBlogContext>().MakeSearchAsync(CancellationToken.None);
        }

        Print($"the whole index anew     {Stopwatch.GetElapsedTime(rebuild).TotalSeconds,8:0.0} s");
        return 0;
    }

    private static async Task MeasureAsync(string kind, string[] queries, Func<string, Task<int>> ask)
    {
        var (times, found) = (new List<double>(), 0);
        foreach (var query in Enumerable.Repeat(queries, 21).SelectMany(q => q))
        {
            var started = Stopwatch.GetTimestamp();
            found = await ask(query);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        // The first round warms up.
        var sorted = times.Skip(queries.Length).Order().ToList();
        Print($"{kind,-28} p50 {sorted[sorted.Count / 2],8:0.00} ms   p99 {sorted[sorted.Count * 99 / 100],8:0.00} ms   the last finds {found}");
    }

    private static async Task<int> FindAsync(ServiceProvider services, string query)
    {
        await using var scope = services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<ReviewSearch>().FindAsync(SearchQuery.Read(query), 8, CancellationToken.None);
        return result.Ids.Count + result.Near.Count;
    }

    private static async Task<int> SuggestAsync(ServiceProvider services, string query)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ReviewSearch>().SuggestAsync(SearchQuery.Read(query), 8, CancellationToken.None)).Count;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
