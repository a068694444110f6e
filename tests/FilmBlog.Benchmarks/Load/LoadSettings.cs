namespace FilmBlog.Benchmarks.Load;

/// <summary>How much is measured.</summary>
/// <param name="Seconds">Each figure of a page is taken for so long.</param>
/// <param name="Rounds">So often.</param>
/// <param name="Connections">By so many readers at once.</param>
/// <param name="MixedSeconds">How long the mixed load lasts.</param>
/// <param name="Pages">Only pages whose names begin so; null: all.</param>
/// <param name="Parts">Only these; null: all.</param>
/// <param name="LogsRequests">Whether the site writes its log as it comes: a line for each request.</param>
/// <param name="Site">The folder of a site that is published already; null: it is published now.</param>
internal sealed record LoadSettings(double Seconds, int Rounds, int Connections, double MixedSeconds, IReadOnlyList<string>? Pages, IReadOnlyList<string>? Parts, bool LogsRequests, string? Site)
{
    /// <summary>The parts by name.</summary>
    public static IReadOnlyList<string> AllParts { get; } = ["pages", "yardsticks", "mixed", "junk", "publish", "start", "crowd"];

    public static LoadSettings Of(Options options) => new(
        options.Amount("--seconds", 1),
        options.Number("--rounds", 3),
        options.Number("--connections", 64),
        options.Amount("--mixed", 60),
        options.List("--pages"),
        options.List("--only"),
        options.Text("--request-log") != "off",
        options.Text("--site"));

    public bool Has(string part) => Parts?.Contains(part) ?? true;

    public bool HasPage(string name) => Pages?.Any(page => name.StartsWith(page, StringComparison.Ordinal)) ?? true;
}
