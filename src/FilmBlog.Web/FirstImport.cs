using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web;

/// <summary>
/// Imports the content folder into a database that serving has just created. Done once: what the database remembers says so, and an import
/// that was killed is done again at the next start.
/// </summary>
internal sealed partial class FirstImport(IServiceScopeFactory scopes, ContentImporter importer, SiteOptions options, SiteProfile profile, ILogger<FirstImport> log)
{
    /// <summary>The setting that says it has ended, or that there is none to do.</summary>
    public const string Done = "first-import";

    /// <summary>Notes that it has ended, or that there is none to do, unless that is known.</summary>
    public static async Task EndAsync(IServiceScopeFactory scopes, string how, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        if (await db.Settings.ValueOfAsync(Done, cancellationToken) is null)
        {
            db.Settings.Add(new Setting(Done, how));
            await db.SaveChangesAsync(cancellationToken);
            await writing.CommitAsync();
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await HasEndedAsync(cancellationToken))
        {
            return;
        }

        var folder = Installation.PathOf(options.ContentPath);
        try
        {
            var report = await importer.ImportAsync(new ImportRequest(folder, profile.Zone), progress: null, cancellationToken);
            foreach (var problem in report.Problems)
            {
                Log.Problem(log, problem);
            }

            Log.Imported(log, folder, report);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Log.NoContent(log, folder, unreadable.Message);
        }
        catch (ImportTakenBackException)
        {
            Log.TakenBack(log, folder);
        }

        await EndAsync(scopes, "done", cancellationToken);
    }

    private async Task<bool> HasEndedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FilmBlogContext>().Settings.ValueOfAsync(Done, cancellationToken) is not null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Imported {Folder}: {Report}")]
        public static partial void Imported(ILogger logger, string folder, ImportReport report);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
        public static partial void Problem(ILogger logger, ContentProblem problem);

        [LoggerMessage(Level = LogLevel.Information, Message = "The import of {Folder} was taken back while it ran; nothing more of it is imported")]
        public static partial void TakenBack(ILogger logger, string folder);

        [LoggerMessage(Level = LogLevel.Warning, Message = "There is nothing to begin with: the content folder {Folder} cannot be read ({Reason}). Import reviews with filmblog import PATH, or write at the desk")]
        public static partial void NoContent(ILogger logger, string folder, string reason);
    }
}
