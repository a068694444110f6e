using System.Globalization;

namespace FilmBlog.Benchmarks.Pages;

/// <summary>What each kind of page costs the site, uncached, and whether that grows with the number of reviews.</summary>
internal static class PagesBenchmark
{
    private const int MostWarming = 40;

    // What a visitor costs is measured on a process that has served for a while.
    private const int LeastWarming = 4;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new Options(arguments);
        var sizes = (options.List("--reviews") ?? ["1000", "100000"]).Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
        var only = options.List("--pages");
        var (rounds, requests) = (options.Number("--rounds", 3), options.Number("--requests", 400));
        // The site logs each request: that is made, and goes nowhere.
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        var found = new List<Dictionary<string, Figures>>();
        foreach (var size in sizes)
        {
            await Print(output, $"{size} reviews, filling a database …");
            var figures = await MeasureAsync(new SyntheticBlog(size), only, rounds, requests);
            await Print(output, $"{"page",-18} {"status",6} {"CPU µs",8} {"spread",12} {"KB allocated",13} {"commands",9} {"KB sent",8}");
            foreach (var (name, f) in figures)
            {
                await Print(output, $"{name,-18} {f.Status,6} {f.Cpu,8:0} {f.Least,6:0}–{f.Most,-5:0} {f.Allocated / 1e3,13:0.0} {f.Commands,9} {f.Sent / 1e3,8:0.0}");
            }

            found.Add(figures);
        }

        if (found is [var small, .., var large])
        {
            await Print(output, $"{sizes[^1]} : {sizes[0]}     {"CPU",8} {"allocated",10}");
            foreach (var name in large.Keys.Where(small.ContainsKey))
            {
                await Print(output, $"{name,-18} {large[name].Cpu / small[name].Cpu,8:0.00} {large[name].Allocated / small[name].Allocated,10:0.00}");
            }
        }

        return 0;
    }

    private static async Task<Dictionary<string, Figures>> MeasureAsync(SyntheticBlog blog, string[]? only, int rounds, int requests)
    {
        await using var database = await SyntheticDatabase.CreateAsync(blog, withBodies: true);
        var pages = (await PageKinds.OfAsync(blog, database.Services)).Where(page => only is null || only.Any(name => page.Name.StartsWith(name, StringComparison.Ordinal))).ToList();
        await using var site = await RunningSite.StartAsync(database);
        await WarmAsync(site, pages, requests);

        var costs = pages.ToDictionary(page => page.Name, _ => new List<Cost>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, paths) in pages)
            {
                costs[name].Add(await site.AskAsync(requests, paths));
            }
        }

        using var counter = new CommandCounter();
        // EF remembers for a second that nobody listens.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        var figures = new Dictionary<string, Figures>();
        foreach (var (name, paths) in pages)
        {
            figures.Add(name, new Figures(costs[name], await CommandsAsync(site, counter, paths)));
        }

        return figures;
    }

    // Until a round over all pages costs what the one before did: until the JIT has done its work.
    private static async Task WarmAsync(RunningSite site, List<PageKind> pages, int requests)
    {
        var (before, flat) = (double.MaxValue, 0);
        for (var round = 0; round < MostWarming && flat < 2; round++)
        {
            var sum = 0.0;
            foreach (var (_, paths) in pages)
            {
                sum += (await site.AskAsync(requests, paths)).Cpu;
            }

            flat = round >= LeastWarming && sum > 0.95 * before ? flat + 1 : 0;
            before = Math.Min(sum, before);
        }
    }

    // The smallest of a few: now and then the site looks for changes between.
    private static async Task<int> CommandsAsync(RunningSite site, CommandCounter counter, IReadOnlyList<string> paths)
    {
        const int Requests = 10;
        var least = int.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = counter.Count;
            await site.AskAsync(Requests, paths);
            least = Math.Min(least, counter.Count - before);
        }

        return least / Requests;
    }

    private static Task Print(TextWriter output, FormattableString line) => output.WriteLineAsync(FormattableString.Invariant(line));

    private sealed class Figures(List<Cost> costs, int commands)
    {
        private readonly List<Cost> byCpu = [.. costs.OrderBy(cost => cost.Cpu)];

        public int Status => byCpu[0].Status;

        public double Cpu => byCpu[byCpu.Count / 2].Cpu;

        public double Least => byCpu[0].Cpu;

        public double Most => byCpu[^1].Cpu;

        public double Allocated => byCpu.Select(cost => cost.Allocated).Order().ElementAt(byCpu.Count / 2);

        public double Sent => byCpu[0].Sent;

        public int Commands => commands;
    }
}
