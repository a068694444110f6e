using System.Diagnostics;
using System.Text.Json;

namespace FilmBlog.Benchmarks.Load;

/// <summary>Asks servers for pages, as fast as they answer, from a process of its own on a processor of its own.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    private readonly Process process;

    private LoadGenerator(Process process) => this.process = process;

    public static LoadGenerator Start()
    {
        var (file, arguments) = OwnProgram.Command("drive");
        var start = Cores.Start(Cores.Client, file, arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        // What has arrived is read where it was noticed: twice the requests for the same time.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        return new LoadGenerator(Process.Start(start)!);
    }

    /// <summary>Does what is ordered.</summary>
    public async Task<Outcome> RunAsync(Order order, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The load generator has ended.");
        return JsonSerializer.Deserialize<Outcome>(line)!;
    }

    /// <summary>Does what is ordered, and says what that cost the server.</summary>
    public async Task<Load> MeasureAsync(ServerProcess server, Order order, CancellationToken cancellationToken)
    {
        var before = server.Cpu;
        var outcome = await RunAsync(order, cancellationToken);
        return new Load((server.Cpu - before).TotalMicroseconds / Math.Max(1, outcome.All.Count), outcome);
    }

    public async ValueTask DisposeAsync()
    {
        // In the middle of an order it does not listen.
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

/// <summary>What came of an order, and its price.</summary>
/// <param name="Cpu">Microseconds of the server's whole process, for each request.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record Load(double Cpu, Outcome Outcome);
