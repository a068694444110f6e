using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Checking;

/// <summary>
/// Verifies everything that the data folder holds, while others read and write: the database's pages and references, every text and picture
/// against what was noted when it was saved, the full-text index against the texts, files that belong to nothing. What can be made anew from
/// the rest is mended where that is asked for.
/// </summary>
public sealed class DataCheck(IServiceScopeFactory scopes, DataFolder folder, Rerenderer rerenderer, TimeProvider clock)
{
    private const string Database = DataFolder.DatabaseName;

    internal const string OnlyABackup = "only a backup can mend it";
    internal const string RepairMends = "filmblog check --repair mends it";

    /// <summary>Checks all of it.</summary>
    /// <param name="repair">Whether to mend what can be mended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<CheckReport> RunAsync(bool repair, CancellationToken cancellationToken) => RunAsync(repair, progress: null, cancellationToken);

    /// <summary>The same, and tells how far it has come.</summary>
    /// <param name="repair">Whether to mend what can be mended.</param>
    /// <param name="progress">Told of the texts of reviews and of pictures: how many were looked at, of how many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CheckReport> RunAsync(bool repair, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        var findings = new List<CheckFinding>();
        var (reviews, images, done) = (0, 0, 0);
        void Looked(int more) => progress?.Report((done += more, reviews + images));
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            if (await OtherSchemaAsync(db, cancellationToken) is { } other)
            {
                return new CheckReport(0, 0, [other]);
            }

            findings.AddRange(await PartsAsync(db, cancellationToken));
            await CheckPagesAsync(db, repair, findings, cancellationToken);
            (reviews, images) = (await db.Reviews.CountAsync(cancellationToken), await db.Images.CountAsync(cancellationToken));
            Looked(0);
            findings.AddRange((await SqliteIntegrity.DanglingAsync(db, cancellationToken)).Select(wrong => new CheckFinding(Database, wrong, OnlyABackup)));
            findings.AddRange(await new TextCheck(db, rerenderer).RunAsync(repair, Looked, cancellationToken));
            findings.AddRange(await new FileCheck(db, folder, clock.GetUtcNow()).RunAsync(repair, Looked, cancellationToken));
            await CheckSearchAsync(db, repair, findings, cancellationToken);
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            findings.Add(new CheckFinding(Database, $"it is damaged where the rest cannot be read: {damaged.Message}", OnlyABackup));
        }

        return new CheckReport(reviews, images, findings);
    }

    private static async Task<CheckFinding?> OtherSchemaAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var (known, applied) = (db.Database.GetMigrations().ToList(), (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList());
        return applied.Count == 0 ? new CheckFinding(Database, "it is missing or empty", OnlyABackup)
            : applied.Exists(migration => !known.Contains(migration)) ? new CheckFinding(Database, $"it was written by a newer FilmBlog ({applied[^1]})", "check it with that version")
            : applied.Count < known.Count ? new CheckFinding(Database, $"it has the schema of an older FilmBlog ({applied[^1]})", "filmblog migrate brings it to this one")
            : null;
    }

    // What is another's is left out of backups; what of ours is missing or changed makes that there are none.
    private static async Task<IEnumerable<CheckFinding>> PartsAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var (foreign, differing) = await SqliteSchema.CompareAsync(db, db.Database.GetMigrations().Last(), cancellationToken);
        return foreign.Where(part => !SqliteSchema.IsGuest(part) && !SqliteSchema.IsOfSqlite(part)).Select(part => new CheckFinding(Database, $"{part} is no part of a blog",
                SqliteSchema.ChangesData(part) ? "it may change what is saved: drop it" : "backups are without it; drop it unless you mean it to be there", IsNote: !SqliteSchema.ChangesData(part)))
            .Concat(differing.Select(part => new CheckFinding(Database, $"{part} is missing, or not as this program makes it", OnlyABackup)));
    }

    private static async Task CheckPagesAsync(FilmBlogContext db, bool repair, List<CheckFinding> findings, CancellationToken cancellationToken)
    {
        var damage = await SqliteIntegrity.DamageAsync(db, cancellationToken);
        if (damage.Count > 0 && repair)
        {
            try
            {
                await SqliteIntegrity.MakeIndexesAsync(db, cancellationToken);
            }
            catch (SqliteException)
            {
                // More is damaged than indexes: it is told below.
            }
        }

        var left = repair && damage.Count > 0 ? await SqliteIntegrity.DamageAsync(db, cancellationToken) : damage;
        findings.AddRange(damage.Select(wrong => left.Contains(wrong)
            ? new CheckFinding(Database, wrong, SqliteIntegrity.IsOfIndex(wrong) && !repair ? RepairMends : OnlyABackup)
            : new CheckFinding(Database, wrong, "the index was made anew", IsMended: true)));
    }

    // In a copy: to compare an index with its texts it has to be written to.
    private async Task CheckSearchAsync(FilmBlogContext db, bool repair, List<CheckFinding> findings, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> found, left;
        try
        {
            found = await SearchAsync(db, cancellationToken);
            if (found.Count > 0 && repair)
            {
                await db.MakeSearchAsync(cancellationToken);
            }

            left = found.Count > 0 && repair ? await SearchAsync(db, cancellationToken) : found;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_FULL })
        {
            findings.Add(new CheckFinding("search", $"it was not compared with the texts, for want of a copy of the database: {refused.Message}", "make room, and check once more"));
            return;
        }

        findings.AddRange(found.Select(wrong => left.Contains(wrong)
            ? new CheckFinding("search", wrong, repair ? OnlyABackup : RepairMends)
            : new CheckFinding("search", wrong, "the index was made anew", IsMended: true)));
    }

    private async Task<IReadOnlyList<string>> SearchAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        using var outbox = folder.Outbox();
        if (DiskSpace.Lack(2 * new FileInfo(db.Database.GetDbConnection().DataSource).Length, outbox.Path, "The copy") is { } lack)
        {
            throw new IOException(lack);
        }

        await using var copy = await db.CopyToAsync(Path.Combine(outbox.Path, Database), cancellationToken);
        return await SqliteIntegrity.SearchAsync(copy, cancellationToken);
    }
}
