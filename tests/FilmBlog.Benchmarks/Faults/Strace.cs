using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FilmBlog.Benchmarks.Load;

namespace FilmBlog.Benchmarks.Faults;

/// <summary>
/// Ends a process at its n-th step of writing to the disk, or refuses what it writes: <c>strace</c> counts the calls to the system and kills it
/// before one is done. It counts for each thread, so a site that is to be ended at a step has one thread that works, see <see cref="OneThread"/>;
/// of a verb the main thread works too, and what the other one does is named.
/// </summary>
internal static partial class Strace
{
    // A name that a machine does not have is passed over.
    private const string Steps = "?pwrite64,?fsync,?fdatasync,?ftruncate,?rename,?renameat,?renameat2,?unlink,?unlinkat";

    private static readonly string[] Settings = ["DOTNET_ThreadPool_ForceMinWorkerThreads=1", "DOTNET_ThreadPool_ForceMaxWorkerThreads=1"];

    private static readonly string? Program = Programs.Find("strace");

    /// <summary>Whether the machine has it.</summary>
    public static bool IsThere { get; } = Program is not null && Ends(Process.Start(new ProcessStartInfo(Program, ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!);

    /// <summary>The words before a command whose work is to be done by one thread.</summary>
    public static string[] OneThread { get; } = ["env", .. Settings];

    /// <summary>The words before a command of which each step is noted in a file.</summary>
    public static string[] Noting(string file) => [.. OneThread, Program!, "-f", "-o", file, "-e", $"trace={Steps}"];

    /// <summary>The words before a command that is to be ended when it first calls this, with this path where one is given.</summary>
    public static string[] BeforeCall(string call, string? path) =>
        [.. OneThread, Program!, "-f", "-o", "/dev/null", .. path is null ? Array.Empty<string>() : ["-P", path], "-e", $"trace={call}", "-e", $"inject={call}:signal=SIGKILL:when=1"];

    /// <summary>The same before one that is to be ended at a step.</summary>
    public static string[] Before(int step) => [.. Noting("/dev/null"), "-e", Injection(step)];

    /// <summary>How many steps the thread took that took most of them.</summary>
    public static int StepsIn(string file) => File.ReadLines(file).Where(line => Call().IsMatch(line)).CountBy(line => line.Split(' ', 2)[0]).Max(thread => thread.Value);

    /// <summary>Ends a running process at a step, counted from now; the result lets it go again.</summary>
    public static Task<IAsyncDisposable> AttachAsync(int process, int step, CancellationToken cancellationToken) => AttachAsync(process, Injection(step), cancellationToken);

    /// <summary>Has the system refuse each write of a running process with an error, until the result is disposed.</summary>
    public static Task<IAsyncDisposable> RefuseWritesAsync(int process, string error, CancellationToken cancellationToken) =>
        AttachAsync(process, $"inject={Steps}:error={error}", cancellationToken);

    private static async Task<IAsyncDisposable> AttachAsync(int process, string injection, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Program!, ["-f", "-o", "/dev/null", "-e", $"trace={Steps}", "-e", injection, "-p", process.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardError = true,
        };
        var tracer = Process.Start(start)!;
        var said = await tracer.StandardError.ReadLineAsync(cancellationToken);
        if (said?.Contains("attached", StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException($"strace could not attach: {said}");
        }

        return new Attached(tracer);
    }

    private static bool Ends(Process process)
    {
        using (process)
        {
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    [GeneratedRegex(@"^\d+ +[a-z0-9_]+\(", RegexOptions.NonBacktracking)]
    private static partial Regex Call();

    private static string Injection(int step) => string.Create(CultureInfo.InvariantCulture, $"inject={Steps}:signal=SIGKILL:when={step}");

    private sealed class Attached(Process tracer) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // It ends with what it traced, or lets that go.
            Ends(Process.Start(new ProcessStartInfo("kill", ["-INT", tracer.Id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!);
            await tracer.StandardError.ReadToEndAsync();
            await tracer.WaitForExitAsync();
            tracer.Dispose();
        }
    }
}
