using System.Diagnostics;
using FilmBlog.Core.Data;

namespace FilmBlog.Benchmarks.Load;

/// <summary>What it takes from the start of the published site to its first page, on as many processors as there are.</summary>
internal static class ColdStart
{
    private const int Times = 5;

    public static async Task RunAsync(Publication publication, DataFolder data, int reviews, Report report, CancellationToken cancellationToken)
    {
        var starts = new List<(double Wall, double Cpu)>();
        for (var number = 0; number < Times; number++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var site = PublishedSite.Start(publication, data, core: null, logsRequests: true);
            await site.UntilAnswersAsync("/", cancellationToken);
            starts.Add((Stopwatch.GetElapsedTime(started).TotalSeconds, site.Cpu.TotalSeconds));
            // It ends when it has nothing left to do, as one does that was started a while ago.
            await site.UntilQuietAsync(cancellationToken);
        }

        report.Line($"");
        report.Line($"cold start to the first page with {reviews} reviews, median of {Times}: {Median(starts.Select(s => s.Wall)):0.00} s ({starts.Min(s => s.Wall):0.00}–{starts.Max(s => s.Wall):0.00}), {Median(starts.Select(s => s.Cpu)):0.00} s CPU ({starts.Min(s => s.Cpu):0.00}–{starts.Max(s => s.Cpu):0.00})");
    }

    private static double Median(IEnumerable<double> times) => times.Order().ElementAt(Times / 2);
}
