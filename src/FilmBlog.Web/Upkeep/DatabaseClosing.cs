using FilmBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Upkeep;

/// <summary>Once everything else has stopped, writes the database's log of changes into the database: what is left is one file.</summary>
internal sealed partial class DatabaseClosing(IServiceScopeFactory scopes, ILogger<DatabaseClosing> log) : IHostedLifecycleService
{
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<FilmBlogContext>().Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        }
        catch (Exception failure)
        {
            // Nothing is lost by it: the next start reads the log.
            Log.Failed(log, failure);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The log of changes stays beside the database")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
