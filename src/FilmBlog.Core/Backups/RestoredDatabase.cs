using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FilmBlog.Core.Backups;

/// <summary>
/// A database from a backup, before it is let in: a stranger's until it is shown to have this program's schema and nothing else. Everything
/// here throws <see cref="BackupException"/> with a sentence where it is not so.
/// </summary>
internal static class RestoredDatabase
{
    /// <summary>Looks at all of it, brings it to the present schema, makes its search anew and ends the sign-ins in it.</summary>
    /// <param name="path">The database; nothing else has it open.</param>
    /// <param name="scratch">A path at which a database may be made for comparison; deleted again.</param>
    /// <param name="manifest">What the backup says of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The hashes of the images that it names.</returns>
    public static async Task<IReadOnlyList<string>> AdmitAsync(string path, string scratch, BackupManifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            await using (var db = Open(path, SqliteOpenMode.ReadOnly))
            {
                await CheckAsync(db, scratch, manifest, cancellationToken);
            }

            await using (var db = Open(path, SqliteOpenMode.ReadWrite))
            {
                await DatabaseMigrator.MigrateAloneAsync(db, cancellationToken);
                await db.Sessions.ExecuteDeleteAsync(cancellationToken);
                return await db.Images.Select(i => i.Hash).ToListAsync(cancellationToken);
            }
        }
        catch (SqliteException damaged)
        {
            throw new BackupException($"The database in the backup is damaged: {damaged.Message}. Take another one.");
        }
    }

    private static async Task CheckAsync(FilmBlogContext db, string scratch, BackupManifest manifest, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"PRAGMA trusted_schema = OFF", cancellationToken);
        await db.Database.ExecuteSqlAsync($"PRAGMA cell_size_check = ON", cancellationToken);
        var known = db.Database.GetMigrations().ToList();
        var schema = await SqliteIntegrity.SchemaAsync(db, cancellationToken);
        if (!schema.ContainsKey($"table {HistoryRepository.DefaultTableName}"))
        {
            throw new BackupException("The database in the backup is none of FilmBlog.");
        }

        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
        {
            throw new BackupException($"The backup was written by a newer FilmBlog ({manifest.Program}; it has the migration {unknown}). Restore it with that version.");
        }

        if (applied.Count == 0 || !known.Take(applied.Count).SequenceEqual(applied) || applied[^1] != manifest.Schema)
        {
            throw new BackupException("The database in the backup does not have the schema that its manifest names.");
        }

        var (expected, dropped) = await ExpectedAsync(scratch, applied[^1], cancellationToken);
        if (schema.Keys.Where(part => !dropped.Contains(part)).Concat(expected.Keys).FirstOrDefault(part => schema.GetValueOrDefault(part) != expected.GetValueOrDefault(part)) is { } foreign)
        {
            throw new BackupException($"The database in the backup is not made as this program makes it: {Shown(foreign)} is missing, differs, or does not belong there.");
        }

        if (await SqliteIntegrity.DamageAsync(db, cancellationToken) is [var damage, ..])
        {
            throw new BackupException($"The database in the backup is damaged: {damage}. Take another one.");
        }

        if (await SqliteIntegrity.DanglingAsync(db, cancellationToken) is [var dangling, ..])
        {
            throw new BackupException($"The database in the backup is not whole: {dangling}.");
        }
    }

    // What a database of that schema is made of, and what of the search may be there beside, however it is made: it is dropped and made anew.
    private static async Task<(IReadOnlyDictionary<string, string> Parts, IReadOnlySet<string> Dropped)> ExpectedAsync(string scratch, string migration, CancellationToken cancellationToken)
    {
        try
        {
            await using var fresh = Open(scratch, SqliteOpenMode.ReadWriteCreate);
            await fresh.GetService<IMigrator>().MigrateAsync(migration, cancellationToken);
            var parts = await SqliteIntegrity.SchemaAsync(fresh, cancellationToken);
            await fresh.Database.MigrateAsync(cancellationToken);
            var withoutSearch = await SqliteIntegrity.SchemaAsync(fresh, cancellationToken);
            await fresh.MakeSearchAsync(cancellationToken);
            return (parts, (await SqliteIntegrity.SchemaAsync(fresh, cancellationToken)).Keys.Except(withoutSearch.Keys).ToHashSet(StringComparer.Ordinal));
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    private static string Shown(string name) => new([.. name.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);

    private static SqliteFilmBlogContext Open(string path, SqliteOpenMode mode)
    {
        // Not pooled: the file is free as soon as this is closed.
        var file = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        return new SqliteFilmBlogContext(new DbContextOptionsBuilder<SqliteFilmBlogContext>().UseSqlite(file.ToString())
            .ConfigureWarnings(warnings => warnings.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.NonTransactionalMigrationOperationWarning)).Options);
    }
}
