using System.Diagnostics;
using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Searching;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Searching;

/// <summary>Searches at scale by kind: what they find, percentiles of the processor's time and of the time that passed. The first page with its quotations.</summary>
internal static class SearchBenchmark
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = new Options(arguments).Number("--reviews", 20_000);
        Print($"{count} reviews, filling a database …");
        var started = Stopwatch.GetTimestamp();
        var blog = new SyntheticBlog(count);
        await using var database = await SyntheticDatabase.CreateAsync(blog, SyntheticBodies.OwnText);
        Print($"filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {new FileInfo(database.Folder.Database).Length / 1e6:0} MB");
        await database.Services.GetRequiredService<ReviewCatalogue>().RefreshAsync(CancellationToken.None);

        Print($"{"",-32} {"found",8} {"CPU p50",8} {"p99",8}    {"wall p50",8} {"p99",8}   ms");
        var questions = await SearchQuestions.OfAsync(blog, database.Services);
        foreach (var (kind, queries) in questions.Searches)
        {
            await MeasureAsync(kind, queries, query => FindAsync(database.Services, query));
        }

        foreach (var (kind, queries) in questions.Suggestions)
        {
            await MeasureAsync(kind, queries, query => SuggestAsync(database.Services, query));
        }

        var rebuild = Stopwatch.GetTimestamp();
        await using (var scope = database.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<FilmBlogContext>().MakeSearchAsync(CancellationToken.None);
        }

        Print($"the whole index anew: {Stopwatch.GetElapsedTime(rebuild).TotalSeconds:0.0} s");
        return 0;
    }

    private static async Task MeasureAsync(string kind, IReadOnlyList<string> queries, Func<string, Task<int>> ask)
    {
        var (busy, passed, found) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var query in queries)
        {
            // Warms up what is the query's own.
            found.Add(await ask(query));
        }

        foreach (var query in Enumerable.Repeat(queries, Rounds).SelectMany(q => q))
        {
            var (started, worked) = (Stopwatch.GetTimestamp(), ThreadTime.Microseconds());
            await ask(query);
            busy.Add((ThreadTime.Microseconds() - worked) / 1e3);
            passed.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Print($"{kind,-32} {At(found, 50),8:0} {At(busy, 50),8:0.00} {At(busy, 99),8:0.00}    {At(passed, 50),8:0.00} {At(passed, 99),8:0.00}");
    }

    private static double At(List<double> values, int percent)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, values.Count * percent / 100)];
    }

    private static async Task<int> FindAsync(ServiceProvider services, string text)
    {
        await using var scope = services.CreateAsyncScope();
        var search = scope.ServiceProvider.GetRequiredService<ReviewSearch>();
        var query = SearchQuery.Read(text);
        var result = await search.FindAsync(query, 0, 20, 8, CancellationToken.None);
        await search.SnippetsAsync(query, result.Ids, CancellationToken.None);
        return result.Count + result.Near.Count;
    }

    private static async Task<int> SuggestAsync(ServiceProvider services, string query)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ReviewSearch>().SuggestAsync(SearchQuery.Read(query), 8, CancellationToken.None)).Count;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
