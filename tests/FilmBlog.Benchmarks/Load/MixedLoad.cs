using System.Diagnostics;
using System.Globalization;
using FilmBlog.Core.Domain;

namespace FilmBlog.Benchmarks.Load;

/// <summary>Many readers at once, of all kinds of pages as blogs are read, while an editor saves a review every second.</summary>
internal sealed class MixedLoad(ServerProcess site, LoadGenerator generator, SyntheticBlog blog, Report report)
{
    private const int Connections = 256;
    private const int Draws = 200_000;
    private const int MostReviews = 100_000;

    // Of a hundred requests.
    private static readonly (string Name, int Share)[] Groups = [("reviews", 80), ("lists", 8), ("hubs", 7), ("feeds", 4), ("search", 1)];

    /// <summary>Drives it, and prints what came of it.</summary>
    public async Task RunAsync(DeskEditor editor, double seconds, CancellationToken cancellationToken)
    {
        var order = Order(seconds);
        // Caches are filled and the JIT has seen all of it; then what the readers alone cost.
        await generator.RunAsync(order with { Seconds = Math.Min(20, seconds) }, cancellationToken);
        var alone = await generator.MeasureAsync(site, order with { Seconds = Math.Min(10, seconds) }, cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var saving = SaveAsync(editor, ended.Token);
        Load load;
        Saves saves;
        try
        {
            load = await generator.MeasureAsync(site, order, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            saves = await saving;
        }

        var all = load.Outcome.All;
        report.Line($"");
        report.Line($"mixed load, {Connections} connections, {load.Outcome.Seconds:0} s: {all.Count / load.Outcome.Seconds:0} requests/s, {load.Cpu:0.0} µs CPU each, p50 {all.Median / 1e3:0.0} ms, p99 {all.P99 / 1e3:0.0} ms, slowest {all.Slowest / 1e3:0} ms, errors {all.Wrong}{(load.Outcome.Problem is { } problem ? $" ({problem})" : "")}");
        foreach (var ((name, share), answers) in Groups.Zip(load.Outcome.Groups))
        {
            report.Line($"  {name,-8} {share,3} % {answers.Count,9} p50 {answers.Median / 1e3,7:0.0} ms p99 {answers.P99 / 1e3,7:0.0} ms slowest {answers.Slowest / 1e3,6:0} ms errors {answers.Wrong}");
        }

        report.Line($"  without saves: {alone.Outcome.All.Count / alone.Outcome.Seconds:0} requests/s, {alone.Cpu:0.0} µs CPU each, p50 {alone.Outcome.All.Median / 1e3:0.0} ms, p99 {alone.Outcome.All.P99 / 1e3:0.0} ms, errors {alone.Outcome.All.Wrong}");
        report.Line($"  saves {saves.Done}, not visible at once {saves.NotVisible}, a save p50 {saves.Median:0} ms, slowest {saves.Slowest:0} ms{(saves.Problem is { } failed ? $" (failed: {failed})" : "")}");
        report.Line($"  memory of the site: {site.Resident / 1e6:0} MB resident, at most {site.MostResident / 1e6:0} MB");
    }

    // Until it is cancelled, which ends no save in the middle.
    private static async Task<Saves> SaveAsync(DeskEditor editor, CancellationToken cancellationToken)
    {
        var saves = new Saves();
        var reviews = await editor.NewestAsync(10, CancellationToken.None);
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            for (var number = 0; await second.WaitForNextTickAsync(cancellationToken); number++)
            {
                var (id, path) = reviews[number % reviews.Count];
                var text = string.Create(CultureInfo.InvariantCulture, $"Seen once more: number {number}.");
                var started = Stopwatch.GetTimestamp();
                await editor.ChangeAsync(id, text, CancellationToken.None);
                saves.Times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                if (!await editor.IsVisibleAsync(path, text, CancellationToken.None) || !await editor.IsVisibleAsync("/", text, CancellationToken.None))
                {
                    saves.NotVisible++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The readers have gone.
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException)
        {
            saves.Problem = failure.Message;
        }

        return saves;
    }

    private Order Order(double seconds)
    {
        var random = new Random(1);
        // The newest are read most.
        var readable = Math.Min(blog.Count, MostReviews);
        var newest = Enumerable.Range(0, readable).Select(back => blog.Review(blog.Count - 1 - back)).ToList();
        var read = newest.Take(2000).ToList();
        string[][] paths =
        [
            [.. newest.Select(review => $"/reviews/{review.Slug}")],
            [.. Enumerable.Range(1, Math.Min(20, blog.Count / 50)).SelectMany(page => new[] { $"/?page={page}", $"/reviews?page={page}", $"/reviews?sort=rating&page={page}" }).Prepend("/")],
            [.. read.SelectMany(review => review.Themes.Select(theme => $"/themes/{Address(SyntheticBlog.ThemeName(theme))}")
                .Concat(review.Directors.Select(director => $"/directors/{Address(SyntheticBlog.DirectorName(director))}"))).Distinct()],
            ["/atom.xml", "/rss.xml", "/feed.json", .. read.Take(20).Select(review => $"/themes/{Address(SyntheticBlog.ThemeName(review.Themes[0]))}/atom.xml").Distinct()],
            [.. read.Select(review => $"/search?q={Uri.EscapeDataString(review.Title)}")],
        ];
        var starts = paths.Select((_, group) => paths.Take(group).Sum(one => one.Length)).ToList();
        var sums = paths.Select(group => ZipfLaw.Sums(group.Length, 0.9)).ToList();
        var turns = new int[Draws];
        for (var turn = 0; turn < Draws; turn++)
        {
            var (left, group) = (random.Next(100), 0);
            while ((left -= Groups[group].Share) >= 0)
            {
                group++;
            }

            turns[turn] = starts[group] + ZipfLaw.Draw(random, sums[group]);
        }

        return new Order(site.Address, [.. paths.SelectMany(group => group)], Connections)
        {
            Turns = turns,
            Groups = [.. paths.SelectMany((group, number) => group.Select(_ => number))],
            Seconds = seconds,
        };
    }

    private static string Address(string name) => Slug.From(name)!.Value.Value;

    private sealed class Saves
    {
        public List<double> Times { get; } = [];

        public int Done => Times.Count;

        public int NotVisible { get; set; }

        public string? Problem { get; set; }

        public double Median => Times.Count == 0 ? double.NaN : Times.Order().ElementAt(Times.Count / 2);

        public double Slowest => Times.DefaultIfEmpty(double.NaN).Max();
    }
}
