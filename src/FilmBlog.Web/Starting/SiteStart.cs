using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Feeds;
using FilmBlog.Web.Health;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FilmBlog.Web.Starting;

/// <summary>
/// What happens once the site listens: the first import, then the catalogue, and texts that a former program rendered are rendered anew; then
/// it keeps up: every few seconds it looks whether another process (an import beside the running site) changed something.
/// </summary>
internal sealed partial class SiteStart(
    StartState state, FirstImport firstImport, SiteProfile profile, FeedAuthority feeds, DatabaseFile database, Shown shown, Rerenderer rerenderer, IServer server, IHostApplicationLifetime lifetime, SiteHealth health, TimeProvider time,
    ILogger<SiteStart> log)
    : BackgroundService
{
    private const string Following = "bringing pages up to date";
    private const string Rendering = "rendering texts anew";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the thread that starts the host: it has a server to start.
        await Task.Yield();
        database.Serve();
        try
        {
            await profile.RefreshAsync(stoppingToken);
            await firstImport.RunAsync(stoppingToken);
            await feeds.RememberAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            state.Failed();
            Log.FirstImportFailed(log, failure);
            return;
        }

        state.Ready();
        lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            {
                Log.Serving(log, address);
            }
        });
        var settling = Task.Run(() => SettleAsync(stoppingToken), stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await shown.NowAsync(stoppingToken);
                health.Worked(Following);
                if (rerenderer.IsBehind)
                {
                    await RenderOutdatedAsync(stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The next round may do better; meanwhile pages show what was known.
                health.Failed(Following, failure);
                Log.RefreshFailed(log, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
        await settling;
    }

    // What the first readers have not to wait for: they see the former rendering meanwhile.
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Interval, time, cancellationToken);
        await RenderOutdatedAsync(cancellationToken);
        // The start, and loading all reviews, left as much behind as they keep.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private async Task RenderOutdatedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (rendered, problems) = await rerenderer.RenderOutdatedAsync(cancellationToken);
            foreach (var problem in problems)
            {
                Log.NotRendered(log, problem);
            }

            health.Worked(Rendering);
            if (rendered > 0)
            {
                Log.Rendered(log, rendered);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            health.Failed(Rendering, failure);
            Log.RenderingFailed(log, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The site is ready at {Address}")]
        public static partial void Serving(ILogger logger, string address);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The first import failed: the site stays closed. Mend the cause and start again")]
        public static partial void FirstImportFailed(ILogger logger, Exception failure);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} texts were rendered anew, because the markup or a picture has changed")]
        public static partial void Rendered(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A text keeps its former rendering: {Problem}")]
        public static partial void NotRendered(ILogger logger, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "Texts could not be rendered anew; the next start tries again, or run the verb rerender")]
        public static partial void RenderingFailed(ILogger logger, Exception failure);

        [LoggerMessage(Level = LogLevel.Error, Message = "The catalogue could not be brought up to date")]
        public static partial void RefreshFailed(ILogger logger, Exception failure);
    }
}
