using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace FilmBlog.Benchmarks.Load;

/// <summary>A server in a process of its own, on loopback: what it costs, until it is stopped.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int LastWords = 20;
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly Queue<string> said = new();
    private readonly string name;

    private ServerProcess(string name, Process process, Uri address)
    {
        (this.name, this.process, Address) = (name, process, address);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>The id of the process.</summary>
    public int Id => process.Id;

    /// <summary>Time that all of its threads spent on a processor, for itself and in the kernel.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of it in memory.</summary>
    public long Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The most bytes that it ever had in memory.</summary>
    public long MostResident
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>An address of loopback at which nobody listens.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    /// <summary>Starts a program that is going to listen at an address. What it writes to its standard output goes nowhere.</summary>
    public static ServerProcess Start(string name, Uri address, int? core, string file, params IEnumerable<string> arguments)
    {
        // By the shell: whoever reads a line for each request takes time from who asks.
        var start = File.Exists("/bin/sh") ? Cores.Start(core, "/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null", file, .. arguments]) : Cores.Start(core, file, arguments);
        start.RedirectStandardError = true;
        // What ends when its input does, ends with this program.
        start.RedirectStandardInput = true;
        start.WorkingDirectory = Path.GetTempPath();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return new ServerProcess(name, Process.Start(start)!, address);
    }

    /// <summary>Waits until a path is answered with 200; throws with its last words when the program ends instead, or has not answered in half a minute.</summary>
    public async Task UntilAnswersAsync(string path, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = Patience };
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(http, path, cancellationToken))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"{name} does not answer at {Address}. {LastSaid()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(3), cancellationToken);
        }
    }

    /// <summary>Waits until it has nothing to do of its own, for a few minutes at most.</summary>
    public async Task UntilQuietAsync(CancellationToken cancellationToken)
    {
        var interval = TimeSpan.FromMilliseconds(500);
        for (var (round, quiet) = (0, 0); round < 600 && quiet < 3; round++)
        {
            var before = Cpu;
            await Task.Delay(interval, cancellationToken);
            quiet = Cpu - before < interval / 20 ? quiet + 1 : 0;
        }
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Asks a process to end, as a service manager does. False where it has ended.</summary>
    public static bool AskToEnd(int process) => Signal(process, Terminate) == 0;

    /// <summary>Asks it to end, as a service manager does, and waits; its exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        if (!AskToEnd(process.Id))
        {
            throw new InvalidOperationException($"{name} cannot be asked to end. {LastSaid()}");
        }

        return await EndedAsync(cancellationToken);
    }

    /// <summary>Waits until it has ended by itself; its exit code.</summary>
    public async Task<int> EndedAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Asks it to end, and ends it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process.HasExited)
        {
            process.Dispose();
            return;
        }

        if (OperatingSystem.IsWindows() || Signal(process.Id, Terminate) != 0)
        {
            process.Kill(entireProcessTree: true);
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Hear(string? line)
    {
        lock (said)
        {
            if (line is not null)
            {
                said.Enqueue(line);
            }

            if (said.Count > LastWords)
            {
                said.Dequeue();
            }
        }
    }

    /// <summary>The last lines of its standard error.</summary>
    public string LastSaid()
    {
        lock (said)
        {
            return string.Join(Environment.NewLine, said);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
