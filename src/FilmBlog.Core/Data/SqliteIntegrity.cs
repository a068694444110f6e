using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace FilmBlog.Core.Data;

/// <summary>Whether a SQLite database is what it was: its pages, its references, its full-text index.</summary>
internal static class SqliteIntegrity
{
    private const int Most = 20;
    private const int Batch = 500;

    /// <summary>
    /// Looks for damage for as long as there is time; what is not reached then, a longer check finds. A sentence; null where nothing was found.
    /// </summary>
    public static async Task<string?> QuickAsync(FilmBlogContext db, TimeSpan time, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        raw.sqlite3_progress_handler(handle, 10_000, _ => Stopwatch.GetElapsedTime(started) > time ? 1 : 0, null);
        try
        {
            var found = await db.Database.SqlQuery<string>($"SELECT quick_check AS Value FROM pragma_quick_check LIMIT 1").ToListAsync(cancellationToken);
            return found.FirstOrDefault(line => line != "ok");
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            return null;
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode == raw.SQLITE_CORRUPT)
        {
            return damaged.Message;
        }
        finally
        {
            raw.sqlite3_progress_handler(handle, 0, null, null);
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Damage in pages, indexes and constraints, a sentence each, the first twenty. Others read and write meanwhile.</summary>
    public static async Task<IReadOnlyList<string>> DamageAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        try
        {
            var lines = await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check LIMIT {Most}").ToListAsync(cancellationToken);
            return [.. lines.Where(line => line != "ok")];
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return [damaged.Message];
        }
    }

    /// <summary>Whether damage that was found is only an index's, the full-text ones among them: those are made of what the tables hold.</summary>
    public static bool IsOfIndex(string damage) => damage.Contains("index", StringComparison.OrdinalIgnoreCase) || damage.Contains("fts5", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes all indexes anew, and the search. Throws <see cref="SqliteException"/> where more is damaged.</summary>
    public static async Task MakeIndexesAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"REINDEX", cancellationToken), cancellationToken);
        await db.MakeSearchAsync(cancellationToken);
    }

    /// <summary>Makes indexes anew where nothing but indexes is damaged: nobody has to go without a start, or a backup, for their sake.</summary>
    /// <returns>What is damaged still, as of <see cref="DamageAsync"/>.</returns>
    public static async Task<IReadOnlyList<string>> MendIndexesAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var damage = await DamageAsync(db, cancellationToken);
        if (damage.Count == 0 || !damage.All(IsOfIndex))
        {
            return damage;
        }

        try
        {
            await MakeIndexesAsync(db, cancellationToken);
        }
        catch (SqliteException)
        {
            // More is damaged than indexes: it is told below.
        }

        return await DamageAsync(db, cancellationToken);
    }

    /// <summary>Rows that refer to others that are not there, a sentence each table.</summary>
    public static async Task<IReadOnlyList<string>> DanglingAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var found = await db.Database.SqlQuery<Dangling>($"""SELECT "table" AS "Table", "parent" AS "Parent", count(*) AS "Rows" FROM pragma_foreign_key_check GROUP BY 1, 2""")
            .ToListAsync(cancellationToken);
        return [.. found.Select(d => $"{d.Rows} rows of {d.Table} refer to {d.Parent} that are not there")];
    }

    /// <summary>Where the full-text index of a copy, which may be written, does not say what the copy's reviews say; a sentence each.</summary>
    public static async Task<IReadOnlyList<string>> SearchAsync(FilmBlogContext copy, CancellationToken cancellationToken)
    {
        if (!await SqliteSearchIndex.IsReadyAsync(copy, cancellationToken))
        {
            return ["the index is missing, or not of this program"];
        }

        var found = new List<string>();
        var inside = new (string What, FormattableString Check)[]
        {
            ("names", $"""INSERT INTO "SearchNames" ("SearchNames", rank) VALUES ('integrity-check', 1)"""),
            ("similar names", $"""INSERT INTO "SearchNear" ("SearchNear", rank) VALUES ('integrity-check', 1)"""),
            ("texts", $"""INSERT INTO "SearchTexts" ("SearchTexts", rank) VALUES ('integrity-check', 1)"""),
        };
        foreach (var (what, check) in inside)
        {
            try
            {
                await copy.Database.ExecuteSqlAsync(check, cancellationToken);
            }
            catch (SqliteException wrong) when (wrong.SqliteErrorCode is raw.SQLITE_CORRUPT)
            {
                found.Add($"the index of {what} differs from what it is made of");
            }
        }

        var differing = await DifferingAsync(copy, cancellationToken);
        if (differing > 0)
        {
            found.Add($"{differing} entries are missing, left over, or differ from what their reviews say");
        }

        return found;
    }

    /// <summary>Drops what a killed migration was about to put in the place of a table that is still there: it would keep the next one from ending.</summary>
    public static async Task DropHalfMadeTablesAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        var halfMade = await db.Database.SqlQuery<string>(
            $"SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name GLOB 'ef_temp_*' AND substr(name, 9) IN (SELECT name FROM sqlite_master WHERE type = 'table')").ToListAsync(cancellationToken);
        foreach (var name in halfMade)
        {
            // A name cannot be a parameter; it is delimited.
            var drop = "DROP TABLE " + sql.DelimitIdentifier(name);
            await db.Database.ExecuteSqlRawAsync(drop, [], cancellationToken);
        }
    }

    private static async Task<int> DifferingAsync(FilmBlogContext copy, CancellationToken cancellationToken)
    {
        var differing = await copy.Database.SqlQuery<int>($"""SELECT count(*) AS "Value" FROM "SearchEntries" WHERE "ReviewId" NOT IN (SELECT "Id" FROM "Reviews")""")
            .SingleAsync(cancellationToken);
        var all = await copy.Reviews.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancellationToken);
        foreach (var some in all.Chunk(Batch))
        {
            var entries = (await SqliteSearchIndex.SourcesAsync(copy, some, cancellationToken)).Select(source => source.Entry());
            differing += await copy.Database.SqlQuery<int>(
                $"""
                SELECT count(*) AS "Value" FROM json_each({JsonSerializer.Serialize(entries)}) AS "now" LEFT JOIN "SearchEntries" AS e ON e."ReviewId" = "now".value ->> 0
                WHERE (e."Title", e."Titles", e."Directors", e."Cast", e."Themes", e."Year", e."Near")
                    IS NOT ("now".value ->> 1, "now".value ->> 2, "now".value ->> 3, "now".value ->> 4, "now".value ->> 5, "now".value ->> 6, "now".value ->> 7)
                """).SingleAsync(cancellationToken);
        }

        return differing;
    }

    private sealed record Dangling(string Table, string Parent, int Rows);
}
