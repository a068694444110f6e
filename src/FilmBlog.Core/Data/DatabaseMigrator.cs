using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FilmBlog.Core.Data;

/// <summary>Brings the database to the schema that this program knows.</summary>
public sealed partial class DatabaseMigrator(IServiceScopeFactory scopes, DataFolder folder, ILogger<DatabaseMigrator> log)
{
    // 3.53.2 closes a heap overflow reachable from a crafted file, 3.51.3 a corruption under concurrent checkpoints.
    private static readonly Version OldestEngine = new(3, 53, 2);

    /// <summary>
    /// Creates or migrates the database for a process that has claimed the data folder. Throws <see cref="NewerDatabaseException"/> when it
    /// was made by a newer program, and leaves it as it is.
    /// </summary>
    public Task MigrateAsync(CancellationToken cancellationToken) => ApplyAsync(() => null, cancellationToken);

    /// <summary>
    /// As <see cref="MigrateAsync"/>, for a process that may run beside a serving one: throws <see cref="DataFolderInUseException"/> where
    /// there is something to migrate and the folder is claimed.
    /// </summary>
    public Task MigrateUnclaimedAsync(CancellationToken cancellationToken) => ApplyAsync(folder.Claim, cancellationToken);

    private async Task ApplyAsync(Func<IDisposable?> claim, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        if (db is SqliteFilmBlogContext)
        {
            await RefuseOldEngineAsync(db, cancellationToken);
        }

        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
        {
            throw new NewerDatabaseException(unknown);
        }

        var pending = known.Count - applied.Count();
        if (pending == 0 && await db.IsSearchReadyAsync(cancellationToken))
        {
            return;
        }

        using var claimed = claim();
        await using var maintenance = await db.BeginMaintenanceAsync(cancellationToken);
        if (pending > 0)
        {
            Log.Migrating(log, pending);
            await db.ForgetAbandonedMigrationAsync(cancellationToken);
            await db.DetachSearchAsync(cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }

        Log.MakingSearch(log);
        await db.MakeSearchAsync(cancellationToken);
    }

    private static async Task RefuseOldEngineAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var engine = await db.Database.SqlQuery<string>($"SELECT sqlite_version() AS Value").SingleAsync(cancellationToken);
        if (Version.Parse(engine) < OldestEngine)
        {
            throw new InvalidOperationException($"The SQLite engine is {engine}; at least {OldestEngine} is needed to open the database safely.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Preparing the database: {Count} migrations to apply")]
        public static partial void Migrating(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "Making the index of the search")]
        public static partial void MakingSearch(ILogger logger);
    }
}

/// <summary>The database was made by a newer program than this one.</summary>
public sealed class NewerDatabaseException(string migration)
    : Exception($"The database was written by a newer FilmBlog (it has the migration {migration}). Start that version, or restore a backup.");
