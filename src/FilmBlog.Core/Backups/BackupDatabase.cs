using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Backups;

/// <summary>
/// A database from a backup, before it is let in: a stranger's until it is shown to have this program's schema and nothing else. A backup that
/// is being taken is held against the same rules, so that none is kept that would be refused. Everything here throws
/// <see cref="BackupException"/> with a sentence where it is not so.
/// </summary>
internal static class BackupDatabase
{
    /// <summary>Looks at all of it, brings it to the present schema, makes its search anew and ends the sign-ins in it.</summary>
    /// <param name="path">The database; nothing else has it open.</param>
    /// <param name="manifest">What the backup says of it.</param>
    /// <param name="render">Renders all texts anew; returns a sentence for each that cannot be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AdmittedDatabase> AdmitAsync(
        string path, BackupManifest manifest, Func<FilmBlogContext, CancellationToken, Task<IReadOnlyList<string>>> render, CancellationToken cancellationToken)
    {
        try
        {
            bool isCurrent;
            await using (var db = Open(path, SqliteOpenMode.ReadOnly))
            {
                isCurrent = await CheckFormAsync(db, manifest, cancellationToken);
                if (await SqliteIntegrity.DamageAsync(db, cancellationToken) is [var damage, ..])
                {
                    throw new BackupException($"The database in the backup is damaged: {damage}. Take another one.");
                }
            }

            await using (var db = Open(path, SqliteOpenMode.ReadWrite))
            {
                await DatabaseMigrator.MigrateAloneAsync(db, cancellationToken);
                // A migration may have made rows of its own.
                await CheckContentAsync(db, isCurrent ? manifest.Counts : null, cancellationToken);
                await db.Sessions.ExecuteDeleteAsync(cancellationToken);
                var problems = await render(db, cancellationToken);
                return new AdmittedDatabase(
                    await db.Images.Select(i => i.Hash).ToListAsync(cancellationToken), await BackupCounts.OfAsync(db, cancellationToken), problems);
            }
        }
        catch (SqliteException damaged)
        {
            throw new BackupException($"The database in the backup is damaged: {damaged.Message}. Take another one.");
        }
    }

    /// <summary>The same for a database of the present schema whose pages were found whole, without changing it.</summary>
    public static async Task CheckAsync(FilmBlogContext db, BackupManifest manifest, CancellationToken cancellationToken)
    {
        await CheckFormAsync(db, manifest, cancellationToken);
        await CheckContentAsync(db, manifest.Counts, cancellationToken);
    }

    // Whether it has the present schema.
    private static async Task<bool> CheckFormAsync(FilmBlogContext db, BackupManifest manifest, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"PRAGMA trusted_schema = OFF", cancellationToken);
        await db.Database.ExecuteSqlAsync($"PRAGMA cell_size_check = ON", cancellationToken);
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.AppliedMigrationsAsync(cancellationToken)).Order(StringComparer.Ordinal).ToList();
        if (applied.Count == 0)
        {
            throw new BackupException("The database in the backup is none of FilmBlog.");
        }

        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
        {
            throw new BackupException(
                $"The backup was written by a newer FilmBlog ({BackupEntries.Shown(manifest.Program)}; it has the migration {BackupEntries.Shown(unknown)}). Restore it with that version.");
        }

        if (!known.Take(applied.Count).SequenceEqual(applied) || applied[^1] != manifest.Schema)
        {
            throw new BackupException("The database in the backup does not have the schema that its manifest names.");
        }

        var (foreign, differing) = await SqliteSchema.CompareAsync(db, applied[^1], cancellationToken);
        if (foreign.Concat(differing).FirstOrDefault() is { } part)
        {
            throw new BackupException($"The database in the backup is not made as this program makes it: {BackupEntries.Shown(part)} is missing, differs, or does not belong there.");
        }

        if (await SqliteIntegrity.DanglingAsync(db, cancellationToken) is [var dangling, ..])
        {
            throw new BackupException($"The database in the backup is not whole: {dangling}.");
        }

        return applied.Count == known.Count;
    }

    private static async Task CheckContentAsync(FilmBlogContext db, IReadOnlyDictionary<string, int>? counts, CancellationToken cancellationToken)
    {
        if ((await db.Images.Select(i => i.Hash).ToListAsync(cancellationToken)).Find(hash => !Image.IsHash(hash)) is { } foreign)
        {
            throw new BackupException($"The database in the backup names a picture as no picture is named: {BackupEntries.Shown(foreign)}.");
        }

        if (await TextDigests.AlteredAsync(db, cancellationToken) is { } altered)
        {
            throw new BackupException($"The database in the backup is damaged or was changed: the text of {altered} is not what was saved. Take another one.");
        }

        var found = await BackupCounts.OfAsync(db, cancellationToken);
        if (counts is not null && found.Keys.FirstOrDefault(name => counts.TryGetValue(name, out var count) && count != found[name]) is { } wrong)
        {
            throw new BackupException($"The backup is damaged or was changed: it has {found[wrong]} {wrong}, and its manifest says {counts[wrong]}.");
        }
    }

    private static SqliteFilmBlogContext Open(string path, SqliteOpenMode mode)
    {
        // Not pooled: the file is free as soon as this is closed.
        var file = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        return new SqliteFilmBlogContext(new DbContextOptionsBuilder<SqliteFilmBlogContext>().UseSqlite(file.ToString())
            .ConfigureWarnings(warnings => warnings.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.NonTransactionalMigrationOperationWarning)).Options);
    }
}

/// <summary>A database that may be let in.</summary>
/// <param name="Images">The hashes of the images that it names.</param>
/// <param name="Counts">How many rows its tables have.</param>
/// <param name="Problems">What could not be rendered anew, a sentence each.</param>
internal sealed record AdmittedDatabase(IReadOnlyList<string> Images, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<string> Problems);
