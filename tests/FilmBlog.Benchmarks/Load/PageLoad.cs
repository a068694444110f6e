namespace FilmBlog.Benchmarks.Load;

/// <summary>
/// Each kind of page as a reader gets it, as it costs when it must be made, and when the browser has it already; beside it servers that send the
/// same bytes as files. In turns, so that what else the machine does falls on all of them.
/// </summary>
internal sealed class PageLoad(ServerProcess site, LoadGenerator generator, LoadSettings settings, Report report)
{
    // Whoever may be signed in gets pages made for them alone.
    private const string MayBeSignedIn = "desk=nobody";

    private const int MostWarming = 12;
    private const int LeastWarming = 3;
    private const double Brief = 0.1;

    /// <summary>Measures and prints it.</summary>
    public async Task<Dictionary<string, PageFigures>> RunAsync(SentPages pages, CancellationToken cancellationToken)
    {
        await WarmAsync(pages, cancellationToken);
        await using var nginx = await Nginx.StartAsync(pages.Files, keepsOpen: false, report, cancellationToken);
        var loads = pages.Kinds.ToDictionary(kind => kind.Kind.Name, kind => new PageFigures(kind));
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var kind in pages.Kinds)
            {
                var figures = loads[kind.Kind.Name];
                if (nginx is not null)
                {
                    figures.Nginx.Add(await generator.MeasureAsync(nginx, FromFiles(nginx, kind), cancellationToken));
                }

                figures.Kept.Add(await generator.MeasureAsync(site, Kept(kind), cancellationToken));
                figures.Made.Add(await generator.MeasureAsync(site, Made(kind), cancellationToken));
                if (kind.Tags is not null)
                {
                    figures.Known.Add(await generator.MeasureAsync(site, Known(kind), cancellationToken));
                }
            }
        }

        Print(loads);
        return loads;
    }

    /// <summary>The review pages once more beside what ASP.NET Core itself needs for the same bytes, and prints that.</summary>
    public async Task CompareWithYardsticksAsync(SentPages pages, CancellationToken cancellationToken)
    {
        if (pages.Kinds.FirstOrDefault(kind => kind.Kind.Name == "review") is not { } review)
        {
            return;
        }

        await using var memory = await Yardstick.StartAsync(Yardstick.Memory, pages.Files, cancellationToken);
        await using var cache = await Yardstick.StartAsync(Yardstick.OutputCache, pages.Files, cancellationToken);
        await using var nginx = await Nginx.StartAsync(pages.Files, keepsOpen: false, report, cancellationToken);
        await using var fastest = nginx is null ? null : await Nginx.StartAsync(pages.Files, keepsOpen: true, report, cancellationToken);
        List<(string Name, ServerProcess Server, Order Order, Series Series)> servers =
        [
            ("Kestrel, bytes from memory", memory, FromFiles(memory, review), []),
            ("Kestrel, its output cache", cache, FromFiles(cache, review), []),
            ("the site, kept", site, Kept(review), []),
        ];
        if (fastest is not null)
        {
            servers.Insert(0, ("nginx, files kept open", fastest, FromFiles(fastest, review), []));
        }

        if (nginx is not null)
        {
            servers.Insert(0, ("nginx, files", nginx, FromFiles(nginx, review), []));
        }

        // They too are compiled while they run.
        foreach (var (_, server, order, _) in servers)
        {
            await UntilFlatAsync(async () => (await generator.MeasureAsync(server, order, cancellationToken)).Cpu);
        }

        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var (_, server, order, series) in servers)
            {
                series.Add(await generator.MeasureAsync(server, order, cancellationToken));
            }
        }

        report.Line($"");
        report.Line($"{"a review's bytes",-28} {"CPU µs",7} {"spread",13} {"ratio",6} {"req/s",8} {"p50 ms",8} {"p99 ms",8} {"MB",6}");
        foreach (var (name, server, _, series) in servers)
        {
            report.Line($"{name,-28} {series.Cpu,7:0.0} {series.Spread,13} {series.Cpu / servers[0].Series.Cpu,6:0.00} {series.PerSecond,8:0} {series.Median,8:0.00} {series.P99,8:0.00} {server.Resident / 1e6,6:0}");
        }
    }

    // Until a round over all pages costs what the one before did: until the JIT has done its work.
    private Task WarmAsync(SentPages pages, CancellationToken cancellationToken) => UntilFlatAsync(async () =>
    {
        var sum = 0.0;
        foreach (var order in pages.Kinds.SelectMany(kind => new[] { Kept(kind), Made(kind) }))
        {
            sum += (await generator.MeasureAsync(site, order with { Seconds = Brief }, cancellationToken)).Cpu;
        }

        return sum;
    });

    private static async Task UntilFlatAsync(Func<Task<double>> measure)
    {
        var (before, flat) = (double.MaxValue, 0);
        for (var round = 0; round < MostWarming && flat < 2; round++)
        {
            var cpu = await measure();
            flat = round >= LeastWarming && cpu > 0.95 * before ? flat + 1 : 0;
            before = Math.Min(cpu, before);
        }
    }

    private Order Kept(SentKind kind) => new(site.Address, kind.Kind.Paths, settings.Connections) { Status = kind.Status, Seconds = settings.Seconds };

    private Order Made(SentKind kind) => Kept(kind) with { Cookie = MayBeSignedIn };

    private Order Known(SentKind kind) => Kept(kind) with { Tags = kind.Tags, Status = 304 };

    private Order FromFiles(ServerProcess server, SentKind kind) => new(server.Address, kind.Files, settings.Connections) { Seconds = settings.Seconds };

    private void Print(Dictionary<string, PageFigures> loads)
    {
        report.Line($"");
        report.Line($"{"",-22} {"",3} {"",6} | {"nginx",6} | {"as a reader gets it",50} | {"made",41} | {"known",12}");
        report.Line($"{"page",-22} {"",3} {"KB",6} | {"CPU µs",6} | {"CPU µs",6} {"spread",13} {"ratio",5} {"req/s",7} {"p50",6} {"p99 ms",7} | {"CPU µs",7} {"spread",13} {"req/s",6} {"p50",5} {"p99 ms",6} | {"CPU µs",6} {"ratio",5}");
        foreach (var (name, f) in loads)
        {
            report.Line($"{name,-22} {f.Sent.Status,3} {f.Sent.Bytes / 1e3,6:0.0} | {f.Nginx.Cpu,6:0.0} | {f.Kept.Cpu,6:0.0} {f.Kept.Spread,13} {f.Kept.Cpu / f.Nginx.Cpu,5:0.00} {f.Kept.PerSecond,7:0} {f.Kept.Median,6:0.0} {f.Kept.P99,7:0.0} | {f.Made.Cpu,7:0} {f.Made.Spread,13} {f.Made.PerSecond,6:0} {f.Made.Median,5:0.0} {f.Made.P99,6:0.0} | {f.Known.Cpu,6:0.0} {f.Known.Cpu / f.Kept.Cpu,5:0.00}");
        }

        foreach (var wrong in loads.SelectMany(f => f.Value.Problems.Select(problem => $"{f.Key}: {problem}")))
        {
            report.Line($"wrong: {wrong}");
        }

        report.Line($"memory of the site: {site.Resident / 1e6:0} MB resident, at most {site.MostResident / 1e6:0} MB");
    }
}

/// <summary>What a kind of page costs.</summary>
internal sealed class PageFigures(SentKind sent)
{
    public SentKind Sent => sent;

    /// <summary>From nginx; empty where there is none.</summary>
    public Series Nginx { get; } = [];

    /// <summary>As readers get it.</summary>
    public Series Kept { get; } = [];

    /// <summary>As those get it for whom nothing is kept.</summary>
    public Series Made { get; } = [];

    /// <summary>As those get it who have it already; empty where it has no entity tag.</summary>
    public Series Known { get; } = [];

    /// <summary>What was wrong.</summary>
    public IEnumerable<string> Problems => new[] { Nginx, Kept, Made, Known }.SelectMany(series => series.Problems).Distinct();
}
