using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FilmBlog.Benchmarks.Load;

namespace FilmBlog.Benchmarks.Faults;

/// <summary>The disk takes nothing any more: it is full, or was mounted for reading only. Readers notice nothing, authors hear it in a sentence, and nothing that was saved is lost.</summary>
internal static class Disks
{
    private const int Megabyte = 1024 * 1024;

    private static readonly string? Unshare = Programs.Find("unshare");

    /// <summary>Whether a process can be given a disk of its own here.</summary>
    public static bool CanBeMade { get; } = Unshare is not null && Succeeds(Unshare, "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", Path.GetTempPath());

    /// <summary>A small disk is filled, the author goes on saving, and room is made again.</summary>
    public static async Task<Finding> FullAsync(FaultBlog blog, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        var acknowledged = new Dictionary<int, string>();
        var refused = 0;
        await using (var site = await blog.ServeAsync(address, cancellationToken, OnOwnDisk(blog, megabytes: 24)))
        {
            // What the site sees at its data folder, from outside.
            var folder = $"/proc/{site.Id}/root{blog.Data.Path}";
            var ballast = Path.Combine(folder, "ballast");
            using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
            acknowledged[await desk.SaveAsync("before", 1, cancellationToken)] = FaultDesk.TextOf("before", 1);
            await FillAsync(ballast, cancellationToken);
            for (var number = 0; number < 200 && refused < 10; number++)
            {
                try
                {
                    acknowledged[await desk.SaveAsync("full", number, cancellationToken)] = FaultDesk.TextOf("full", number);
                }
                catch (RefusedException refusal)
                {
                    refused++;
                    wrong.AddRange(refusal.Status is 503 or 507 ? [] : [$"a full disk is answered {refusal.Message}"]);
                }
            }

            wrong.AddRange(refused == 10 ? [] : [$"the disk was never full: {refused} saves were refused"]);
            wrong.AddRange(await ReadersAsync(desk, cancellationToken));
            try
            {
                await desk.UploadAsync("full", 1, cancellationToken);
                wrong.Add("a picture was taken by a full disk");
            }
            catch (RefusedException refusal)
            {
                wrong.AddRange(refusal.Status is 503 or 507 ? [] : [$"an upload to a full disk is answered {refusal.Message}"]);
            }

            File.Delete(ballast);
            acknowledged[await desk.SaveAsync("after", 1, cancellationToken)] = FaultDesk.TextOf("after", 1);
            await desk.UploadAsync("after", 1, cancellationToken);
            Copy(folder, blog.Data.Path);
        }

        wrong.AddRange(await blog.LeftoversAsync(cancellationToken));
        var stored = await blog.EssaysAsync(cancellationToken);
        wrong.AddRange(acknowledged.Where(a => stored.GetValueOrDefault(a.Key) != a.Value).Select(a => $"review {a.Key} was acknowledged and is not there"));
        wrong.AddRange(await blog.DamagesAsync(cancellationToken));
        return new Finding("disk full", refused, acknowledged.Count, wrong);
    }

    /// <summary>The disk is full when the site is started: it serves, or ends with one plain sentence.</summary>
    public static async Task<Finding> FullFromTheStartAsync(FaultBlog blog, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        string[] command = [.. OnOwnDisk(blog, megabytes: 24, "(head -c 64M /dev/zero; true) > '{0}/ballast' 2>/dev/null"), blog.Program.Executable, blog.Setting, $"--urls={address}"];
        await using var site = ServerProcess.Start("The site", address, core: null, command[0], command[1..]);
        var exitCode = await site.EndedAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        var isPlain = exitCode == 1 && site.LastSaid().StartsWith("The disk is full", StringComparison.Ordinal) && !site.LastSaid().Contains('\n', StringComparison.Ordinal);
        return new Finding("disk full from the start", 1, 0, isPlain ? [] : [$"a start on a full disk ended with {exitCode}: {site.LastSaid()}"]);
    }

    /// <summary>The disk of the log is full: nothing else notices, and a stop is a graceful one.</summary>
    public static async Task<Finding> FullOfLogsAsync(FaultBlog blog, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        var logs = Directory.CreateDirectory(blog.Data.Logs).FullName;
        string[] own = [Unshare!, "--map-root-user", "--mount", "/bin/sh", "-c", $"mount -t tmpfs -o size=16k tmpfs '{logs}' && (head -c 64K /dev/zero; true) > '{logs}/ballast' 2>/dev/null; exec \"$@\"", "sh"];
        await using (var site = await blog.ServeAsync(address, cancellationToken, own))
        {
            using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
            var saved = await desk.SaveAsync("full log", 1, cancellationToken);
            wrong.AddRange(await ReadersAsync(desk, cancellationToken));
            wrong.AddRange((await blog.EssaysAsync(cancellationToken)).ContainsKey(saved) ? [] : ["what was saved is not there"]);
            var exitCode = await site.TerminateAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            wrong.AddRange(exitCode == 0 ? [] : [$"it ended with {exitCode}: {site.LastSaid()}"]);
        }

        // Nor does it hide why a start failed.
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string[] command = [.. own, blog.Program.Executable, blog.Setting, $"--urls=http://{taken.LocalEndpoint}"];
        await using var failing = ServerProcess.Start("The site", address, core: null, command[0], command[1..]);
        var failed = await failing.EndedAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        wrong.AddRange(failed == 1 && failing.LastSaid().Contains("Another program listens there", StringComparison.Ordinal) ? [] : [$"a start that must fail ended with {failed}: {failing.LastSaid()}"]);
        return new Finding("the disk of the log is full", 2, 1, wrong);
    }

    /// <summary>The disk takes nothing any more while the site serves, and later from the start.</summary>
    public static async Task<Finding> ReadOnlyAsync(FaultBlog blog, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        await using (var site = await blog.ServeAsync(address, cancellationToken))
        {
            using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
            var saved = await desk.SaveAsync("before", 1, cancellationToken);
            await using (await Strace.RefuseWritesAsync(site.Id, "EROFS", cancellationToken))
            {
                wrong.AddRange(await ReadersAsync(desk, cancellationToken));
                try
                {
                    await desk.SaveAsync("read-only", 1, cancellationToken);
                    wrong.Add("a review was saved on a disk for reading only");
                }
                catch (RefusedException refusal)
                {
                    wrong.AddRange(refusal.Status is 503 or 507 ? [] : [$"a disk for reading only is answered {refusal.Message}"]);
                }
            }

            await desk.PublishAsync(saved, cancellationToken);
            wrong.AddRange(await blog.DamagesAsync(cancellationToken));
        }

        string[] command = [Unshare!, "--map-root-user", "--mount", "/bin/sh", "-c", $"mount --bind -o ro '{blog.Data.Path}' '{blog.Data.Path}' && exec \"$@\"", "sh", blog.Program.Executable, blog.Setting, $"--urls={address}"];
        await using var second = ServerProcess.Start("The site", address, core: null, command[0], command[1..]);
        var exitCode = await second.EndedAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        wrong.AddRange(exitCode == 1 && !second.LastSaid().Contains('\n', StringComparison.Ordinal) ? [] : [$"a start on a disk for reading only ended with {exitCode}: {second.LastSaid()}"]);
        return new Finding("disk for reading only", 2, 1, wrong);
    }

    private static async Task<List<string>> ReadersAsync(FaultDesk desk, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        foreach (var path in (string[])["/", "/reviews", "/reviews/beginning-1", "/search?q=rain", "/atom.xml", "/admin/reviews"])
        {
            wrong.AddRange(await desk.ReadAsync(path, cancellationToken) is 200 ? [] : [$"{path} cannot be read meanwhile"]);
        }

        return wrong;
    }

    // A file system in memory that only the site sees, with a copy of the data folder.
    private static string[] OnOwnDisk(FaultBlog blog, int megabytes, string then = "true") =>
    [
        Unshare!, "--map-root-user", "--mount", "/bin/sh", "-c",
        FormattableString.Invariant($"cp -r '{blog.Data.Path}' '{blog.Folder}/copy' && mount -t tmpfs -o size={megabytes}m tmpfs '{blog.Data.Path}' && cp -r '{blog.Folder}/copy/.' '{blog.Data.Path}' && {string.Format(CultureInfo.InvariantCulture, then, blog.Data.Path)}; exec \"$@\""),
        "sh",
    ];

    private static async Task FillAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[Megabyte];
        for (var size = Megabyte; size >= 4096; size /= 2)
        {
            try
            {
                while (true)
                {
                    await file.WriteAsync(block.AsMemory(0, size), cancellationToken);
                }
            }
            catch (IOException)
            {
                // Smaller pieces may still find room.
            }
        }
    }

    private static bool Succeeds(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is not (".lock" or ".db-shm")))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
