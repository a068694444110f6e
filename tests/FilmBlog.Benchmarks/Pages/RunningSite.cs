using System.Diagnostics;
using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web;
using FilmBlog.Web.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Pages;

/// <summary>The real site on the real Kestrel, as in production, in this process; who asks it is another process.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Process client;

    private RunningSite(WebApplication app, Process client)
    {
        this.app = app;
        this.client = client;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(app.Urls.Single());

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts it on a filled database and waits until the catalogue is loaded.</summary>
    public static async Task<RunningSite> StartAsync(SyntheticDatabase database)
    {
        await database.FurnishAsync();
        var app = FilmBlogSite.Build([
            "--urls=http://127.0.0.1:0", "--environment=Production", "--applicationName=filmblog", $"--FilmBlog:DataPath={database.Folder.Path}",
            "--FilmBlog:Limits:SearchBurst=1000000", "--FilmBlog:Limits:SearchPerSecond=1000000"]);
        await app.StartAsync();
        var (state, catalogue) = (app.Services.GetRequiredService<StartState>(), app.Services.GetRequiredService<ReviewCatalogue>());
        while (!state.IsReady || !catalogue.IsLoaded)
        {
            await Task.Delay(20);
        }

        var (file, arguments) = OwnProgram.Command("client", app.Urls.Single());
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new RunningSite(app, Process.Start(start)!);
    }

    /// <summary>Asks for pages in turn and says what that cost the site.</summary>
    public async Task<Cost> AskAsync(int requests, IReadOnlyList<string> paths)
    {
        var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        await client.StandardInput.WriteLineAsync(FormattableString.Invariant($"{requests} {string.Join(' ', paths)}"));
        var answer = await client.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The client has ended.");
        (cpu, allocated) = (Environment.CpuUsage.TotalTime - cpu, GC.GetTotalAllocatedBytes(precise: true) - allocated);
        var numbers = answer.Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new Cost((int)numbers[0], cpu.TotalMicroseconds / requests, allocated / (double)requests, numbers[1] / (double)requests);
    }

    public async ValueTask DisposeAsync()
    {
        client.StandardInput.Close();
        await client.WaitForExitAsync();
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>What requests cost the site, each.</summary>
/// <param name="Status">The status of the last.</param>
/// <param name="Cpu">Microseconds of the processor, the whole process.</param>
/// <param name="Allocated">Managed bytes allocated.</param>
/// <param name="Sent">Bytes of the body as sent, compressed.</param>
internal sealed record Cost(int Status, double Cpu, double Allocated, double Sent);
