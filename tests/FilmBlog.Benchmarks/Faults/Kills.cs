using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using FilmBlog.Benchmarks.Load;

namespace FilmBlog.Benchmarks.Faults;

/// <summary>The process is killed, at random or at each step of what it does. Whatever it acknowledged is there afterwards, and nothing is half made.</summary>
internal static partial class Kills
{
    private const int Files = 1500;

    /// <summary>While an author saves one review after the other.</summary>
    public static async Task<Finding> DuringSavesAsync(FaultBlog blog, int times, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        var acknowledged = new ConcurrentDictionary<int, string>();
        FaultDesk? desk = null;
        for (var time = 0; time < times; time++)
        {
            await using var site = await blog.ServeAsync(address, cancellationToken);
            desk ??= await FaultDesk.SignInAsync(address, cancellationToken);
            var saving = desk.SaveUntilItEndsAsync($"kill {time}", acknowledged, cancellationToken);
            // Not before the first: the start is not what is to be killed.
            for (var before = acknowledged.Count; acknowledged.Count == before && !saving.IsCompleted;)
            {
                await Task.Delay(1, cancellationToken);
            }

            await Task.Delay(random.Next(400), cancellationToken);
            await site.KillAsync(cancellationToken);
            await saving;
            var stored = await blog.EssaysAsync(cancellationToken);
            wrong.AddRange(acknowledged.Where(a => stored.GetValueOrDefault(a.Key) != a.Value).Select(a => $"kill {time}: review {a.Key} was acknowledged and is not there"));
            wrong.AddRange(await blog.DamagesAsync(cancellationToken));
        }

        desk?.Dispose();
        return new Finding("killed during saves", times, acknowledged.Count, wrong);
    }

    /// <summary>While the verb imports; what its progress said is acknowledged.</summary>
    public static async Task<Finding> DuringImportsAsync(FaultBlog blog, int times, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var wrong = new List<string>();
        var acknowledged = 0;
        var (round, before) = (0, (await blog.EssaysAsync(cancellationToken)).Count);
        string[] verb = [.. blog.WriteReviews("import 0", Files), blog.Setting];
        for (var time = 0; time < times; time++)
        {
            using var import = blog.Program.Start(verb);
            var said = new Progress(import.StandardError);
            while (!import.HasExited && said.Last == 0)
            {
                await Task.Delay(5, cancellationToken);
            }

            await Task.Delay(random.Next(400), cancellationToken);
            var ended = import.HasExited;
            import.Kill();
            await import.WaitForExitAsync(cancellationToken);
            await said.Heard;
            acknowledged += said.Last;
            var stored = (await blog.EssaysAsync(cancellationToken)).Count - before;
            wrong.AddRange(stored >= said.Last ? [] : [$"kill {time}: {said.Last} files were said to be imported and {stored} are there"]);
            wrong.AddRange(await blog.DamagesAsync(cancellationToken));
            if (ended)
            {
                // Nothing is left to be killed in: further files.
                wrong.AddRange(stored == Files ? [] : [$"an import ended with {stored} of {Files} files"]);
                (round, before) = (round + 1, before + stored);
                verb = [.. blog.WriteReviews(string.Create(CultureInfo.InvariantCulture, $"import {round}"), Files), blog.Setting];
            }
        }

        return new Finding("killed during imports", times, acknowledged, wrong);
    }

    /// <summary>At each step of saving, publishing and uploading, until a step is not reached any more.</summary>
    public static async Task<Finding> AtStepsOfTheDeskAsync(FaultBlog blog, Func<int, int> next, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        var acknowledged = new Dictionary<int, string>();
        var pictures = new List<string>();
        var (kills, isKilled) = (0, true);
        FaultDesk? desk = null;
        for (var step = 1; isKilled; step = next(step), kills++)
        {
            await using var site = await blog.ServeAsync(address, cancellationToken);
            desk ??= await FaultDesk.SignInAsync(address, cancellationToken);
            await using (await Strace.AttachAsync(site.Id, step, cancellationToken))
            {
                try
                {
                    var review = await desk.SaveAsync("step", step, cancellationToken);
                    acknowledged[review] = FaultDesk.TextOf("step", step);
                    await desk.PublishAsync(review, cancellationToken);
                    pictures.Add(await desk.UploadAsync($"step-{step}", step, cancellationToken));
                    isKilled = false;
                }
                catch (HttpRequestException)
                {
                    // The step was reached.
                    await site.EndedAsync(cancellationToken);
                }
            }

            var stored = await blog.EssaysAsync(cancellationToken);
            wrong.AddRange(acknowledged.Where(a => stored.GetValueOrDefault(a.Key) != a.Value).Select(a => $"step {step}: review {a.Key} was acknowledged and is not there"));
            wrong.AddRange(pictures.Except(await blog.PicturesAsync(cancellationToken)).Select(name => $"step {step}: picture {name} was acknowledged and is not there"));
            wrong.AddRange((await blog.DamagesAsync(cancellationToken)).Select(damage => $"step {step}: {damage}"));
        }

        desk?.Dispose();
        return new Finding("killed at steps of saving, publishing, uploading", kills - 1, acknowledged.Count + pictures.Count, wrong);
    }

    /// <summary>At each step of a backup, until a step is not reached any more: what bears the name of a backup is a whole one, which can be restored.</summary>
    public static async Task<Finding> AtStepsOfABackupAsync(FaultBlog blog, Func<int, int> next, CancellationToken cancellationToken)
    {
        var last = "";
        var finding = await AtStepsOfAsync(blog, "backup", step => ["backup", last = Path.Combine(blog.Folder, $"backup-{step}.zip")], next, cancellationToken);
        var halfMade = Directory.EnumerateFiles(blog.Folder, "backup-*").Where(file => file != last && file.EndsWith(".zip", StringComparison.Ordinal));
        await blog.Program.RunAsync(input: null, cancellationToken, "restore", last, blog.Setting);
        return finding with { Wrong = [.. finding.Wrong, .. halfMade.Select(file => $"{Path.GetFileName(file)} is left of a backup that was killed"), .. await blog.DamagesAsync(cancellationToken)] };
    }

    /// <summary>At each step of a verb, until a step is not reached any more; then its exit code is 0.</summary>
    public static async Task<Finding> AtStepsOfAsync(FaultBlog blog, string what, Func<int, string[]> verb, Func<int, int> next, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        var kills = 0;
        for (var step = 1; ; step = next(step), kills++)
        {
            string[] command = [.. Strace.Before(step), blog.Program.Executable, .. verb(step), blog.Setting];
            await using var process = ServerProcess.Start(what, ServerProcess.FreeAddress(), core: null, command[0], command[1..]);
            var exitCode = await process.EndedAsync(cancellationToken);
            wrong.AddRange((await blog.DamagesAsync(cancellationToken)).Select(damage => $"step {step}: {damage}"));
            if (exitCode == 0)
            {
                return new Finding($"killed at steps of {what}", kills, 0, wrong);
            }

            // strace ends as what it traced did.
            if (exitCode != 128 + 9)
            {
                wrong.Add($"step {step}: {what} ended with {exitCode}: {process.LastSaid()}");
                return new Finding($"killed at steps of {what}", kills, 0, wrong);
            }
        }
    }

    // Progress may be written over itself, without line ends.
    private sealed partial class Progress
    {
        private volatile int last;

        public Progress(StreamReader errors) => Heard = Task.Run(async () =>
        {
            var text = "";
            var buffer = new char[256];
            while (await errors.ReadAsync(buffer) is > 0 and var count)
            {
                text += new string(buffer, 0, count);
                last = Number().Matches(text).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).LastOrDefault(last);
            }
        });

        public int Last => last;

        public Task Heard { get; }

        [GeneratedRegex(@"imported (\d+) of", RegexOptions.NonBacktracking)]
        private static partial Regex Number();
    }
}
