using System.Globalization;
using FilmBlog.Benchmarks.Load;

namespace FilmBlog.Benchmarks.Faults;

/// <summary>What can go wrong, made to go wrong: the published site is killed, stopped, locked out and starved, and everything that it acknowledged must be there.</summary>
internal static class FaultsBenchmark
{
    private static readonly string[] AllParts = ["saves", "imports", "steps", "disks", "locked", "importing", "stopped", "killed", "leaving", "handles", "logs"];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new Options(arguments);
        var parts = options.List("--only") ?? AllParts;
        if (parts.Except(AllParts).FirstOrDefault() is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no part {unknown}; there are {string.Join(", ", AllParts)}.");
            return 2;
        }

        var report = new Report(Console.Out);
        var (kills, seed, stride) = (options.Number("--kills", 200), options.Number("--seed", 1), options.Number("--stride", 1));
        report.Line($"{(options.Text("--site") is { } site ? $"the site in {site}" : "publishing the site …")}; seed {seed}");
        using var program = options.Text("--site") is { } folder ? Publication.In(folder) : await Publication.MakeAsync(CancellationToken.None);
        var wrong = 0;
        foreach (var part in parts)
        {
            foreach (var run in Findings(part, kills, seed, stride))
            {
                await using var blog = await FaultBlog.CreateAsync(program, CancellationToken.None);
                var finding = await run(blog);
                wrong += finding.Wrong.Count;
                report.Line($"{finding}");
            }
        }

        report.Line($"{(wrong == 0 ? "Nothing was lost, nothing half made." : string.Create(CultureInfo.InvariantCulture, $"{wrong} wrong."))}");
        return wrong == 0 ? 0 : 1;
    }

    private static IEnumerable<Func<FaultBlog, Task<Finding>>> Findings(string part, int kills, int seed, int stride)
    {
        var none = CancellationToken.None;
        return part switch
        {
            "saves" => [blog => Kills.DuringSavesAsync(blog, kills / 2, seed, none)],
            "imports" =>
            [
                blog => Kills.DuringImportsAsync(blog, 1500, kills - (kills / 2), seed, none),
                blog => Kills.StoppedImportAsync(blog, 3000, none),
                blog => Kills.DuringAnImportAtTheDeskAsync(blog, 3000, isAsked: false, none),
                blog => Kills.DuringAnImportAtTheDeskAsync(blog, 3000, isAsked: true, none),
            ],
            "steps" =>
            [
                blog => Kills.AtStepsOfTheDeskAsync(blog, step => step + stride, none),
                blog => Kills.AtStepsOfAsync(blog, "import", step => blog.WriteReviews(string.Create(CultureInfo.InvariantCulture, $"step {step}"), 3), Kills.Every(stride), none),
                blog => Kills.AtStepsOfABackupAsync(blog, Kills.Every(stride), none),
            ],
            "disks" => [blog => Disks.FullAsync(blog, none), blog => Disks.FullFromTheStartAsync(blog, none), blog => Disks.ReadOnlyAsync(blog, none)],
            "logs" => [blog => Disks.FullOfLogsAsync(blog, none)],
            "locked" => [blog => Crowds.LockedAsync(blog, 100, none)],
            "importing" => [blog => Crowds.ImportingAsync(blog, 5000, none)],
            "stopped" => [blog => Crowds.StoppedAsync(blog, 64, none)],
            "killed" => [blog => Crowds.KilledAsync(blog, TimeSpan.FromSeconds(60), 64, none)],
            "leaving" => [blog => Crowds.LeavingAsync(blog, 1000, none), blog => Crowds.LeavingPicturesAsync(blog, 1000, none)],
            "handles" => [blog => Crowds.FewHandlesAsync(blog, 1024, none)],
            _ => [],
        };
    }
}
