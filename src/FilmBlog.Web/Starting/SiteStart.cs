using FilmBlog.Web.Desk;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FilmBlog.Web.Starting;

/// <summary>
/// What happens once the site listens: the first import, then the catalogue, then both are kept up: every few seconds it looks whether
/// another process (an import beside the running site) changed something.
/// </summary>
internal sealed partial class SiteStart(
    StartState state, FirstImport firstImport, SiteProfile profile, Shown shown, IServer server, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<SiteStart> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the thread that starts the host: it has a server to start.
        await Task.Yield();
        try
        {
            await profile.RefreshAsync(stoppingToken);
            await firstImport.RunAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
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
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await shown.NowAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The next round may do better; meanwhile pages show what was known.
                Log.RefreshFailed(log, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The site is ready at {Address}")]
        public static partial void Serving(ILogger logger, string address);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The first import failed: the site stays closed. Mend the cause and start again")]
        public static partial void FirstImportFailed(ILogger logger, Exception failure);

        [LoggerMessage(Level = LogLevel.Error, Message = "The catalogue could not be brought up to date")]
        public static partial void RefreshFailed(ILogger logger, Exception failure);
    }
}
