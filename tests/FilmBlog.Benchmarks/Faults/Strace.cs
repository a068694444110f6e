using System.Diagnostics;
using System.Globalization;
using FilmBlog.Benchmarks.Load;

namespace FilmBlog.Benchmarks.Faults;

/// <summary>
/// Ends a process at its n-th step of writing to the disk, or refuses what it writes: <c>strace</c> counts the calls to the system and kills it
/// before one is done. Calls are counted for each thread.
/// </summary>
internal static class Strace
{
    // A name that a machine does not have is passed over.
    private const string Steps = "?pwrite64,?fsync,?fdatasync,?ftruncate,?rename,?renameat,?renameat2,?unlink,?unlinkat";

    private static readonly string? Program = Programs.Find("strace");

    /// <summary>Whether the machine has it.</summary>
    public static bool IsThere { get; } = Program is not null && Ends(Process.Start(new ProcessStartInfo(Program, ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!);

    /// <summary>The words before a command that is to be ended at a step.</summary>
    public static string[] Before(int step) => [Program!, "-f", "-o", "/dev/null", "-e", $"trace={Steps}", "-e", Injection(step)];

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
