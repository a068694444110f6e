using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FilmBlog.Core.Data;

/// <summary>
/// Brings the database to the schema that this program knows. What was cut off before (a restore, a migration) is ended or undone first; a
/// migration begins with a copy, which is put back where it does not end.
/// </summary>
public sealed partial class DatabaseMigrator(IServiceScopeFactory scopes, DataFolder folder, TimeProvider clock, ILogger<DatabaseMigrator> log)
{
    // 3.53.2 closes a heap overflow reachable from a crafted file, 3.51.3 a corruption under concurrent checkpoints.
    private static readonly Version OldestEngine = new(3, 53, 2);

    // A start does not wait longer for damage to be found; each night all of it is looked at.
    private static readonly TimeSpan TimeToLook = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Creates or migrates the database for a process that has claimed the data folder. Throws <see cref="NewerDatabaseException"/> when it
    /// was made by a newer program, <see cref="DatabaseMissingException"/> when it is gone or empty, <see cref="DatabaseDamagedException"/>
    /// when more of it is damaged than indexes, <see cref="MigrationFailedException"/> when it cannot be migrated, and leaves it as it is.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await ApplyAsync(() => null, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var db = Context(scope);
        if (await SqliteIntegrity.QuickAsync(db, TimeToLook, cancellationToken) is { } damage)
        {
            if (await SqliteIntegrity.MendIndexesAsync(db, cancellationToken) is [var left, ..])
            {
                throw new DatabaseDamagedException(left);
            }

            Log.IndexesMended(log, damage);
        }
    }

    /// <summary>
    /// As <see cref="MigrateAsync"/>, for a verb, which may run beside a serving process: throws <see cref="DataFolderInUseException"/> where
    /// there is something to end or to migrate and the folder is claimed. Nobody replaces the database until the result is disposed.
    /// </summary>
    public async Task<IDisposable> ShareAsync(CancellationToken cancellationToken)
    {
        await ApplyAsync(folder.Claim, cancellationToken);
        var shared = folder.Share();
        // It may have been replaced just before: a connection from then would write into a file that nobody looks at any more.
        SqliteConnection.ClearAllPools();
        return shared;
    }

    private async Task ApplyAsync(Func<IDisposable?> claim, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = Context(scope);
        await RecoverAsync(db, claim);
        RefuseLoss(db);
        Begin(db);
        await ApplyAsync(db, claim, cancellationToken);
        if (!File.Exists(folder.Marker))
        {
            await DurableFile.WriteTextAsync(
                folder.Marker, "This folder holds the data of a blog. While this file is here, a missing database stops the start. To begin anew, delete the folder.\n", cancellationToken);
        }
    }

    private async Task ApplyAsync(FilmBlogContext db, Func<IDisposable?> claim, CancellationToken cancellationToken)
    {
        RefuseOldEngine(db);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await db.AppliedMigrationsAsync(cancellationToken);
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
        {
            throw new NewerDatabaseException(unknown);
        }

        if (applied.Count == 0 && File.Exists(folder.Marker))
        {
            throw new DatabaseMissingException(PathOf(db), "is empty");
        }

        var pending = known.Where(migration => !applied.Contains(migration)).ToList();
        if (pending.Count == 0 && await db.IsSearchReadyAsync(cancellationToken))
        {
            return;
        }

        using var claimed = claim();
        using var alone = folder.Seize();
        if (pending.Count > 0)
        {
            Log.Migrating(log, pending.Count);
            await MigrateGuardedAsync(db, applied.Count == 0 ? null : pending[0], cancellationToken);
        }
        else
        {
            Log.MakingSearch(log);
            await db.MakeSearchAsync(cancellationToken);
        }
    }

    /// <summary>Migrates a database that belongs to the caller alone, such as a copy, and makes its search anew.</summary>
    internal static async Task MigrateAloneAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        await using var maintenance = await db.BeginMaintenanceAsync(cancellationToken);
        await db.ForgetAbandonedMigrationAsync(cancellationToken);
        await SqliteIntegrity.DropHalfMadeTablesAsync(db, cancellationToken);
        await db.DetachSearchAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await db.MakeSearchAsync(cancellationToken);
        await TextDigests.NoteAsync(db, cancellationToken);
    }

    // Without a first migration to name there is nothing in the database yet that could be lost.
    private async Task MigrateGuardedAsync(FilmBlogContext db, string? first, CancellationToken cancellationToken)
    {
        if (first is null)
        {
            await MigrateAloneAsync(db, cancellationToken);
            return;
        }

        string copy;
        try
        {
            copy = await MigrationCopy.MakeAsync(db, folder, first, clock.GetUtcNow(), cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: 10 or 13 })
        {
            throw new MigrationFailedException($"The copy that is made before the database is brought to this program's schema cannot be written: {refused.Message}", refused);
        }

        try
        {
            await MigrateAloneAsync(db, cancellationToken);
        }
        catch (Exception failure)
        {
            MigrationCopy.Close(db);
            try
            {
                await MigrationCopy.PutBackAsync(folder, PathOf(db));
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException or DatabaseDamagedException)
            {
                throw new MigrationFailedException(
                    $"The database cannot be brought to this program's schema: {failure.Message} Nor could the copy from before ({copy}) be put back: {second.Message} The next start tries that again.", failure);
            }

            throw new MigrationFailedException(
                $"The database cannot be brought to this program's schema: {failure.Message} It is as it was before (a copy is {copy}). Start the former version of the program.", failure);
        }

        MigrationCopy.Done(folder);
    }

    private async Task RecoverAsync(FilmBlogContext db, Func<IDisposable?> claim)
    {
        if (!FolderSwap.IsUnfinished(folder) && !MigrationCopy.IsWanted(folder))
        {
            return;
        }

        using var claimed = claim();
        using var alone = folder.Seize();
        FolderSwap.Recover(folder);
        if (MigrationCopy.IsWanted(folder))
        {
            Log.PuttingBack(log);
            await MigrationCopy.PutBackAsync(folder, PathOf(db));
        }
    }

    private void RefuseLoss(FilmBlogContext db)
    {
        if (DatabaseMissingException.Of(folder, PathOf(db)) is { } lost)
        {
            throw lost;
        }
    }

    // An empty file is an empty database. Nobody else creates one: a site whose database goes while it serves would go on with nothing.
    private static void Begin(FilmBlogContext db)
    {
        if (!File.Exists(PathOf(db)))
        {
            using var file = new FileStream(PathOf(db), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        }
    }

    private static FilmBlogContext Context(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<FilmBlogContext>();

    private static string PathOf(FilmBlogContext db) => Path.GetFullPath(db.Database.GetDbConnection().DataSource);

    private static void RefuseOldEngine(FilmBlogContext db)
    {
        var engine = db.Database.GetDbConnection().ServerVersion;
        if (Version.Parse(engine) < OldestEngine)
        {
            throw new InvalidOperationException($"The SQLite engine is {engine}; at least {OldestEngine} is needed to open the database safely.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Preparing the database: {Count} migrations to apply")]
        public static partial void Migrating(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Indexes were damaged ({Damage}) and are made anew from what the tables hold; the disk may be failing")]
        public static partial void IndexesMended(ILogger logger, string damage);

        [LoggerMessage(Level = LogLevel.Information, Message = "Making the index of the search")]
        public static partial void MakingSearch(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A migration was cut off: the database from before it is put back")]
        public static partial void PuttingBack(ILogger logger);
    }
}

/// <summary>The database was made by a newer program than this one.</summary>
public sealed class NewerDatabaseException(string migration)
    : Exception($"The database was written by a newer FilmBlog (it has the migration {migration}). Start that version, or restore a backup.");

/// <summary>The data folder has had a database, and has none any more.</summary>
public sealed class DatabaseMissingException(string path, string how)
    : Exception($"The database {path} {how}, but this data folder has had one. Put it back, or restore a backup with filmblog restore FILE; to begin anew, delete the data folder.")
{
    /// <summary>What a start says of a database that is gone, or of which nothing is left; null: it is there, or the folder has never had one.</summary>
    /// <param name="folder">Where the data lies.</param>
    /// <param name="database">Path of the database.</param>
    public static DatabaseMissingException? Of(DataFolder folder, string database)
    {
        var file = new FileInfo(database);
        return File.Exists(folder.Marker) && file is not { Exists: true, Length: > 0 } ? new(file.FullName, file.Exists ? "is empty" : "is missing") : null;
    }
}

/// <summary>The database could not be migrated, and is as it was before.</summary>
public sealed class MigrationFailedException(string message, Exception inner) : Exception(message, inner);
