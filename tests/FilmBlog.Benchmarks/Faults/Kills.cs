using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FilmBlog.Benchmarks.Load;
using FilmBlog.Core.Backups;

namespace FilmBlog.Benchmarks.Faults;

/// <summary>The process is killed, at random or at each step of what it does. Whatever it acknowledged is there afterwards, and nothing is half made.</summary>
internal static partial class Kills
{
    // strace ends as what it traced did.
    private const int Killed = 128 + 9;

    // As many files as an import saves at once.
    private const int Batch = 100;

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

    /// <summary>While the verb imports; what its progress said is acknowledged. In the end it is run to its end, and finds everything there.</summary>
    public static async Task<Finding> DuringImportsAsync(FaultBlog blog, int files, int times, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var wrong = new List<string>();
        var (acknowledged, kills) = (0, 0);
        var (round, before) = (0, await blog.CountAsync(cancellationToken));
        string[] verb = [.. blog.WriteReviews("import 0", files), blog.Setting];
        for (var time = 0; time < times; time++)
        {
            var (said, ended) = await CutOffAsync(blog, verb, random.Next(400), (import, _) =>
            {
                import.Kill();
                return Task.CompletedTask;
            }, cancellationToken);
            acknowledged += said.Last;
            kills += ended ? 0 : 1;
            var stored = await blog.CountAsync(cancellationToken) - before;
            wrong.AddRange(stored >= said.Last ? [] : [$"kill {time}: {said.Last} files were said to be imported and {stored} are there"]);
            wrong.AddRange(await blog.DamagesAsync(cancellationToken));
            if (ended)
            {
                // Nothing is left to be killed in: further files.
                wrong.AddRange(stored == files ? [] : [$"an import ended with {stored} of {files} files"]);
                (round, before) = (round + 1, before + stored);
                verb = [.. blog.WriteReviews(string.Create(CultureInfo.InvariantCulture, $"import {round}"), files), blog.Setting];
            }
        }

        await blog.Program.RunAsync(input: null, cancellationToken, verb);
        wrong.AddRange(await blog.CountAsync(cancellationToken) - before == files ? [] : ["an import that is run again does not end what was begun"]);
        wrong.AddRange(await AllTheSameAsync(blog, verb, files, cancellationToken));
        wrong.AddRange(await blog.DamagesAsync(cancellationToken));
        return new Finding("killed during imports", kills, acknowledged, wrong);
    }

    /// <summary>The verb imports, and is asked twice to end: it does at the end of a batch, says so, and goes on when it is run again.</summary>
    public static async Task<Finding> StoppedImportAsync(FaultBlog blog, int files, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        var before = await blog.CountAsync(cancellationToken);
        string[] verb = [.. blog.WriteReviews(FormattableString.Invariant($"stopped {before}"), files), blog.Setting];
        var exitCode = -1;
        var (said, _) = await CutOffAsync(blog, verb, delay: 0, async (import, _) =>
        {
            ServerProcess.AskToEnd(import.Id);
            await Task.Delay(20, cancellationToken);
            ServerProcess.AskToEnd(import.Id);
            await import.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(25), cancellationToken);
            exitCode = import.ExitCode;
        }, cancellationToken);
        var stored = await blog.CountAsync(cancellationToken) - before;
        if (stored == files)
        {
            // It had ended before: this says nothing.
            return new Finding("an import that is asked to end", 0, stored, wrong);
        }

        wrong.AddRange(exitCode == 1 ? [] : [$"an import that was stopped ended with {exitCode}"]);
        wrong.AddRange(said.Text.Contains("The import was stopped. What was saved by then stays", StringComparison.Ordinal) ? [] : [$"an import that was stopped said: {said.Text}"]);
        wrong.AddRange(stored % Batch == 0 && stored < files ? [] : [$"{stored} of {files} files are there"]);
        await blog.Program.RunAsync(input: null, cancellationToken, verb);
        wrong.AddRange(await AllTheSameAsync(blog, verb, files, cancellationToken));
        wrong.AddRange(await blog.DamagesAsync(cancellationToken));
        return new Finding("an import that is asked to end", 1, stored, wrong);
    }

    /// <summary>An import at the desk is cut off, by a kill or by being asked twice to end; the page says so, and from there it goes on.</summary>
    public static async Task<Finding> DuringAnImportAtTheDeskAsync(FaultBlog blog, int files, bool isAsked, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        var before = await blog.CountAsync(cancellationToken);
        string waiting;
        int? answer = null;
        FaultDesk desk;
        await using (var site = await blog.ServeAsync(address, cancellationToken))
        {
            desk = await FaultDesk.SignInAsync(address, cancellationToken);
            waiting = await desk.UploadContentAsync(FaultBlog.PackReviews(FormattableString.Invariant($"desk {before}"), files), cancellationToken);
            var importing = desk.ImportAsync(waiting, cancellationToken);
            while (await blog.CountAsync(cancellationToken) == before && !importing.IsCompleted)
            {
                await Task.Delay(5, cancellationToken);
            }

            if (isAsked)
            {
                ServerProcess.AskToEnd(site.Id);
                await Task.Delay(20, cancellationToken);
                ServerProcess.AskToEnd(site.Id);
                var exitCode = await site.EndedAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
                wrong.AddRange(exitCode == 0 ? [] : [$"it ended with {exitCode}: {site.LastSaid()}"]);
                answer = await importing;
            }
            else
            {
                await site.KillAsync(cancellationToken);
                await importing;
            }
        }

        var stored = await blog.CountAsync(cancellationToken) - before;
        var what = isAsked ? "asked to end during an import at the desk" : "killed during an import at the desk";
        if (stored == files)
        {
            // The import had ended before: this says nothing.
            desk.Dispose();
            return new Finding(what, 0, stored, wrong);
        }

        wrong.AddRange(isAsked && answer is not 503 ? [$"who imported was answered {answer}"] : []);
        wrong.AddRange(stored % Batch == 0 ? [] : [$"{stored} of {files} reviews are there: no whole batches"]);
        wrong.AddRange(await blog.DamagesAsync(cancellationToken));
        using (desk)
        {
            await using var again = await blog.ServeAsync(address, cancellationToken);
            var page = await desk.TextOfPageAsync(waiting, cancellationToken);
            var sentence = isAsked ? FormattableString.Invariant($"An import of it was cut off after {stored:N0} of {files:N0} reviews.") : "An import of it was cut off";
            wrong.AddRange(page.Contains(sentence, StringComparison.Ordinal) ? [] : [$"its page does not say that it was cut off: {page}"]);
            wrong.AddRange(await desk.ImportAsync(waiting, cancellationToken) is 302 ? [] : ["it cannot be begun again"]);
            page = await desk.TextOfPageAsync(waiting, cancellationToken);
            wrong.AddRange(page.Contains("What the import did", StringComparison.Ordinal) && page.Contains(FormattableString.Invariant($"The same as here</dt><dd>{stored:N0}</dd>"), StringComparison.Ordinal)
                ? [] : [$"its page does not say what it did: {page}"]);
        }

        wrong.AddRange(await blog.CountAsync(cancellationToken) - before == files ? [] : ["not all of it is there"]);
        wrong.AddRange(await blog.DamagesAsync(cancellationToken));
        return new Finding(what, 1, stored, wrong);
    }

    /// <summary>At each step of saving, publishing, uploading, replacing and deleting pictures, until a step is not reached any more.</summary>
    public static async Task<Finding> AtStepsOfTheDeskAsync(FaultBlog blog, Func<int, int> next, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        var acknowledged = new Dictionary<int, string>();
        var pictures = new FaultPictures();
        var (kills, isKilled) = (0, true);
        FaultDesk? desk = null;
        for (var step = 1; isKilled; step = next(step), kills++)
        {
            await using var site = await blog.ServeAsync(address, cancellationToken, Strace.OneThread);
            desk ??= await FaultDesk.SignInAsync(address, cancellationToken);
            await using (await Strace.AttachAsync(site.Id, step, cancellationToken))
            {
                try
                {
                    await ActAsync(desk, step);
                    isKilled = false;
                }
                catch (HttpRequestException)
                {
                    // The step was reached.
                    await site.EndedAsync(cancellationToken);
                }
            }

            var (stored, kept) = (await blog.EssaysAsync(cancellationToken), await blog.PicturesAsync(cancellationToken));
            wrong.AddRange(acknowledged.Where(a => stored.GetValueOrDefault(a.Key) != a.Value).Select(a => $"step {step}: review {a.Key} was acknowledged and is not there"));
            wrong.AddRange(pictures.Wrong(kept).Select(what => $"step {step}: {what}"));
            wrong.AddRange((await blog.DamagesAsync(cancellationToken)).Select(damage => $"step {step}: {damage}"));
        }

        desk?.Dispose();
        return new Finding("killed at steps of saving, publishing, uploading, replacing, deleting", kills - 1, acknowledged.Count + pictures.Acknowledged, wrong);

        async Task ActAsync(FaultDesk desk, int step)
        {
            var review = await desk.SaveAsync("step", step, cancellationToken);
            acknowledged[review] = FaultDesk.TextOf("step", step);
            await desk.PublishAsync(review, cancellationToken);
            var name = await desk.UploadAsync($"step-{step}", step, cancellationToken);
            pictures.There.Add(name);
            var (id, hash) = (await blog.PicturesAsync(cancellationToken))[name];
            await desk.ReplaceAsync(id, 10_000 + step, cancellationToken);
            pictures.Former.Add(hash);
            // Until it is acknowledged it may be the one or the other.
            pictures.There.Remove(name);
            await desk.DeletePictureAsync(id, cancellationToken);
            pictures.Gone.Add(name);
        }
    }

    /// <summary>At steps of a backup, its last ones among them: what bears the name of a backup is a whole one, and the last can be restored.</summary>
    public static async Task<Finding> AtStepsOfABackupAsync(FaultBlog blog, Func<int, IEnumerable<int>> which, CancellationToken cancellationToken)
    {
        string PathOf(int step) => Path.Combine(blog.Folder, FormattableString.Invariant($"backup-{step}.zip"));
        var finding = await AtStepsOfAsync(blog, "backup", step => ["backup", PathOf(step)], which, cancellationToken);
        var wrong = finding.Wrong.ToList();
        // Its own copy of the database is taken away once everything is written; it takes its place; that is made to last.
        foreach (var (number, (call, path)) in new (string, string?)[] { ("rmdir", null), ("rename", null), ("fsync", blog.Folder) }.Index())
        {
            var exitCode = await RunAsync(blog, "backup", Strace.BeforeCall(call, path), ["backup", PathOf(-1 - number)], cancellationToken);
            wrong.AddRange(exitCode == Killed ? [] : [$"it was not killed at {call}, but ended with {exitCode}"]);
            wrong.AddRange(File.Exists(PathOf(-1 - number)) == (call == "fsync") ? [] : [$"killed at {call} it left the wrong thing"]);
            wrong.AddRange(await blog.DamagesAsync(cancellationToken));
        }

        foreach (var file in Directory.EnumerateFiles(blog.Folder, "backup-*.zip"))
        {
            await using var archive = await BackupArchive.OpenAsync(file, cancellationToken);
            await archive.VerifyAsync(read: null, cancellationToken);
        }

        await blog.Program.RunAsync(input: null, cancellationToken, "restore", PathOf(0), blog.Setting);
        return finding with { Times = finding.Times + 3, Wrong = [.. wrong, .. await blog.DamagesAsync(cancellationToken)] };
    }

    /// <summary>
    /// At steps of a verb, chosen by how many it takes when nobody disturbs it (which is step 0); its exit code is 0 where a step is not reached.
    /// </summary>
    public static async Task<Finding> AtStepsOfAsync(
        FaultBlog blog, string what, Func<int, string[]> verb, Func<int, IEnumerable<int>> which, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        var notes = Path.Combine(blog.Folder, "steps");
        var exitCode = await RunAsync(blog, what, Strace.Noting(notes), verb(0), cancellationToken);
        wrong.AddRange(exitCode == 0 ? [] : [$"{what} ended with {exitCode}"]);
        var kills = 0;
        foreach (var step in which(Strace.StepsIn(notes)))
        {
            exitCode = await RunAsync(blog, what, Strace.Before(step), verb(step), cancellationToken);
            wrong.AddRange((await blog.DamagesAsync(cancellationToken)).Select(damage => $"step {step}: {damage}"));
            if (exitCode == Killed)
            {
                kills++;
            }
            else if (exitCode != 0)
            {
                wrong.Add($"step {step}: {what} ended with {exitCode}");
            }
        }

        return new Finding($"killed at steps of {what}", kills, 0, wrong);
    }

    /// <summary>Of so many steps a few.</summary>
    public static IEnumerable<int> SomeOf(int steps) => [steps / 4, steps * 2 / 3, steps - 8];

    /// <summary>Every so many of them.</summary>
    public static Func<int, IEnumerable<int>> Every(int stride) => steps => Enumerable.Range(0, ((steps - 1) / stride) + 1).Select(number => 1 + (number * stride));

    private static async Task<int> RunAsync(FaultBlog blog, string what, string[] before, string[] verb, CancellationToken cancellationToken)
    {
        string[] command = [.. before, blog.Program.Executable, .. verb, blog.Setting];
        await using var process = ServerProcess.Start(what, ServerProcess.FreeAddress(), core: null, command[0], command[1..]);
        return await process.EndedAsync(cancellationToken);
    }

    private static async Task<(Progress Said, bool Ended)> CutOffAsync(
        FaultBlog blog, string[] verb, int delay, Func<Process, CancellationToken, Task> cutOff, CancellationToken cancellationToken)
    {
        using var import = blog.Program.Start(verb);
        var said = new Progress(import.StandardError);
        // Not before it has said how far it is, lest only the start be cut off.
        while (!import.HasExited && said.Last == 0)
        {
            await Task.Delay(5, cancellationToken);
        }

        await Task.Delay(delay, cancellationToken);
        var ended = import.HasExited;
        await cutOff(import, cancellationToken);
        await import.WaitForExitAsync(cancellationToken);
        await said.Heard;
        return (said, ended);
    }

    private static async Task<IEnumerable<string>> AllTheSameAsync(FaultBlog blog, string[] verb, int files, CancellationToken cancellationToken)
    {
        var said = await blog.Program.ReadAsync(cancellationToken, verb);
        return said.Contains(FormattableString.Invariant($"new 0, changed 0, same {files}, failed 0"), StringComparison.Ordinal) ? [] : [$"an import of what is there says {said}"];
    }

    /// <summary>What was acknowledged of pictures.</summary>
    private sealed class FaultPictures
    {
        /// <summary>Names of those that must be there.</summary>
        public HashSet<string> There { get; } = new(StringComparer.Ordinal);

        /// <summary>Names of those that must not.</summary>
        public HashSet<string> Gone { get; } = new(StringComparer.Ordinal);

        /// <summary>Hashes of those in whose place another was put.</summary>
        public HashSet<string> Former { get; } = new(StringComparer.Ordinal);

        public int Acknowledged => There.Count + Gone.Count + Former.Count;

        public IEnumerable<string> Wrong(IReadOnlyDictionary<string, (int Id, string Hash)> kept) =>
        [
            .. There.Where(name => !kept.ContainsKey(name)).Select(name => $"picture {name} was acknowledged and is not there"),
            .. Gone.Where(kept.ContainsKey).Select(name => $"picture {name} was deleted and is there"),
            .. kept.Where(picture => Former.Contains(picture.Value.Hash)).Select(picture => $"picture {picture.Key} was replaced and is the former one"),
        ];
    }

    // Progress may be written over itself, without line ends.
    private sealed partial class Progress
    {
        private volatile int last;
        private volatile string text = "";

        public Progress(StreamReader errors) => Heard = Task.Run(async () =>
        {
            var buffer = new char[256];
            while (await errors.ReadAsync(buffer) is > 0 and var count)
            {
                text += new string(buffer, 0, count);
                last = Number().Matches(text).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).LastOrDefault(last);
            }
        });

        public int Last => last;

        public string Text => text;

        public Task Heard { get; }

        [GeneratedRegex(@"imported (\d+) of", RegexOptions.NonBacktracking)]
        private static partial Regex Number();
    }
}
