namespace FilmBlog.Benchmarks.Load;

/// <summary>Addresses that do not exist, and queries that mean nothing: no two alike.</summary>
internal static class Junk
{
    private const int Many = 10_000;
    private const int Connections = 16;

    /// <summary>The addresses.</summary>
    public static IReadOnlyList<string> Paths(SyntheticBlog blog) =>
    [
        .. Enumerable.Range(0, Many).Select(number => (number % 8) switch
        {
            0 => FormattableString.Invariant($"/reviews/there-is-none-{number}"),
            1 => FormattableString.Invariant($"/directors/nobody-{number}"),
            2 => FormattableString.Invariant($"/wp-content/{number}.php"),
            3 => FormattableString.Invariant($"/?utm_source={number}"),
            4 => FormattableString.Invariant($"/reviews/{blog.Review(number % blog.Count).Slug}?fbclid={number}"),
            5 => FormattableString.Invariant($"/reviews?page={number + 1_000_000}"),
            6 => FormattableString.Invariant($"/reviews?theme=junk-{number}"),
            _ => FormattableString.Invariant($"/themes?letter={number}&x={number}"),
        }),
    ];

    /// <summary>Real pages that readers keep asking for.</summary>
    public static IReadOnlyList<string> RealPaths(SyntheticBlog blog) =>
        [.. Enumerable.Range(0, Math.Min(1000, blog.Count)).Select(back => $"/reviews/{blog.Review(blog.Count - 1 - back).Slug}")];

    /// <summary>Asks for all of it, and prints what that does to the memory of the site and to its real pages.</summary>
    public static async Task RunAsync(ServerProcess site, LoadGenerator generator, SyntheticBlog blog, Report report, CancellationToken cancellationToken)
    {
        var (junk, real) = (Paths(blog), RealPaths(blog));
        var pages = new Order(site.Address, real, Connections) { Seconds = 60, Requests = 3 * real.Count };
        await generator.RunAsync(pages, cancellationToken);
        await site.UntilQuietAsync(cancellationToken);
        var before = await generator.MeasureAsync(site, pages, cancellationToken);
        var memory = site.Resident;
        var asked = await generator.MeasureAsync(site, new Order(site.Address, junk, Connections) { Seconds = 300, Requests = junk.Count, Status = 0 }, cancellationToken);
        var grown = site.Resident - memory;
        var after = await generator.MeasureAsync(site, pages, cancellationToken);
        report.Line($"");
        report.Line($"{asked.Outcome.All.Count} junk addresses: {asked.Cpu:0} µs CPU each, failures {asked.Outcome.All.Wrong}{(asked.Outcome.Problem is { } problem ? $" ({problem})" : "")}; memory grew by {grown / 1e6:0.0} MB to {site.Resident / 1e6:0} MB");
        report.Line($"  {real.Count} real pages: {before.Cpu:0.0} µs each before, {after.Cpu:0.0} µs after");
    }
}
