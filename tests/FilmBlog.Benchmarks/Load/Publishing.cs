using System.Diagnostics;
using FilmBlog.Core.Content;

namespace FilmBlog.Benchmarks.Load;

/// <summary>What it takes to publish a review: from the button to a reader who finds it, on its page and on the front page.</summary>
internal static class Publishing
{
    private const int Times = 20;

    // The first few are those of a program that has just started.
    private const int Warming = 5;

    public static async Task RunAsync(ServerProcess site, DeskEditor editor, SyntheticBlog blog, Report report, CancellationToken cancellationToken)
    {
        var (walls, cpu) = (new List<(double Saved, double Seen)>(), TimeSpan.Zero);
        for (var number = 0; number < Warming + Times; number++)
        {
            var title = FormattableString.Invariant($"The {number + 1}th Film of This Morning");
            var model = blog.Review(blog.Count - 1 - (number % blog.Count));
            var review = await editor.BeginAsync(
                new Manuscript
                {
                    FilmTitle = title,
                    Year = "2026",
                    Directors = [.. model.Directors.Select(SyntheticBlog.DirectorName)],
                    Themes = [.. model.Themes.Select(SyntheticBlog.ThemeName)],
                    Body = blog.Body(number),
                },
                cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);

            var (before, started) = (site.Cpu, Stopwatch.GetTimestamp());
            await editor.PublishAsync(review, cancellationToken);
            var saved = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (!await editor.IsVisibleAsync($"/reviews/{Core.Domain.Slug.From(title)}", title, cancellationToken) || !await editor.IsVisibleAsync("/", title, cancellationToken))
            {
                report.Line($"wrong: what was published is not visible at once: {title}");
            }

            if (number >= Warming)
            {
                walls.Add((saved, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
                cpu += site.Cpu - before;
            }
        }

        report.Line($"");
        report.Line($"publishing one review among {blog.Count}: {cpu.TotalMilliseconds / Times:0} ms CPU; answered after {Median(walls.Select(w => w.Saved)):0} ms, seen by a reader after {Median(walls.Select(w => w.Seen)):0} ms (slowest {walls.Max(w => w.Seen):0} ms)");
    }

    private static double Median(IEnumerable<double> times) => times.Order().ElementAt(Times / 2);
}
