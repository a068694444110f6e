using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Data;

/// <summary>
/// What full-text search in SQLite looks in. An entry of folded keys for each review, written with every change; over it an index of names, one
/// of essays and one of trigrams, which the database keeps in step by triggers. No part of EF's model: EF loses triggers when it rebuilds a table,
/// so all of it is compared with what it must be when the program starts, and made anew where it differs.
/// </summary>
internal static class SqliteSearchIndex
{
    // Part of the schema, so that other keys make the index anew: raise it when they change.
    private const string Keys = "/* keys 2 */";

    private const int Batch = 500;

    private const string Learn = """
        INSERT INTO "SearchNames" (rowid, "Title", "Titles", "Directors", "Cast", "Themes", "Year") SELECT "ReviewId", "Title", "Titles", "Directors", "Cast", "Themes", "Year" FROM "SearchEntries" WHERE "ReviewId" = new."ReviewId";
        INSERT INTO "SearchNear" (rowid, "Near") SELECT "ReviewId", "Near" FROM "SearchEntries" WHERE "ReviewId" = new."ReviewId";
        INSERT INTO "SearchTexts" (rowid, "Names", "Text") SELECT "ReviewId", "Names", "Text" FROM "SearchSources" WHERE "ReviewId" = new."ReviewId";
        """;

    private const string Forget = """
        INSERT INTO "SearchNames" ("SearchNames", rowid, "Title", "Titles", "Directors", "Cast", "Themes", "Year") SELECT 'delete', "ReviewId", "Title", "Titles", "Directors", "Cast", "Themes", "Year" FROM "SearchEntries" WHERE "ReviewId" = old."ReviewId";
        INSERT INTO "SearchNear" ("SearchNear", rowid, "Near") SELECT 'delete', "ReviewId", "Near" FROM "SearchEntries" WHERE "ReviewId" = old."ReviewId";
        INSERT INTO "SearchTexts" ("SearchTexts", rowid, "Names", "Text") SELECT 'delete', "ReviewId", "Names", "Text" FROM "SearchSources" WHERE "ReviewId" = old."ReviewId";
        """;

    // In the order in which they are made. What an index forgets must be what it learnt, so it is read before the row changes.
    private static readonly (string Kind, string Name, string Sql)[] Schema =
    [
        ("TABLE", "SearchEntries", $"""CREATE TABLE "SearchEntries" ("ReviewId" INTEGER NOT NULL PRIMARY KEY, "Title" TEXT NOT NULL, "Titles" TEXT NOT NULL, "Directors" TEXT NOT NULL, "Cast" TEXT NOT NULL, "Themes" TEXT NOT NULL, "Year" INTEGER NOT NULL, "Near" TEXT NOT NULL {Keys})"""),
        ("VIEW", "SearchSources", """CREATE VIEW "SearchSources" AS SELECT e."ReviewId", e."Title" || ' ' || e."Titles" || ' ' || e."Directors" || ' ' || e."Cast" || ' ' || e."Themes" || ' ' || e."Year" AS "Names", b."PlainText" AS "Text" FROM "SearchEntries" AS e JOIN "ReviewBodies" AS b ON b."ReviewId" = e."ReviewId" """.TrimEnd()),
        // Words come separated by spaces: whatever stands between two of them is one.
        ("TABLE", "SearchNames", """CREATE VIRTUAL TABLE "SearchNames" USING fts5("Title", "Titles", "Directors", "Cast", "Themes", "Year", content='SearchEntries', content_rowid='ReviewId', prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* S* P* Co'")"""),
        ("TABLE", "SearchTexts", """CREATE VIRTUAL TABLE "SearchTexts" USING fts5("Names", "Text", content='SearchSources', content_rowid='ReviewId', tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'")"""),
        ("TABLE", "SearchNear", """CREATE VIRTUAL TABLE "SearchNear" USING fts5("Near", content='SearchEntries', content_rowid='ReviewId', detail=none, tokenize='trigram')"""),
        ("TRIGGER", "SearchEntries_added", $"""CREATE TRIGGER "SearchEntries_added" AFTER INSERT ON "SearchEntries" BEGIN {Learn} END"""),
        ("TRIGGER", "SearchEntries_changing", $"""CREATE TRIGGER "SearchEntries_changing" BEFORE UPDATE ON "SearchEntries" BEGIN {Forget} END"""),
        ("TRIGGER", "SearchEntries_changed", $"""CREATE TRIGGER "SearchEntries_changed" AFTER UPDATE ON "SearchEntries" BEGIN {Learn} END"""),
        ("TRIGGER", "SearchEntries_deleting", $"""CREATE TRIGGER "SearchEntries_deleting" BEFORE DELETE ON "SearchEntries" BEGIN {Forget} END"""),
        ("TRIGGER", "ReviewBodies_rewriting", """CREATE TRIGGER "ReviewBodies_rewriting" BEFORE UPDATE OF "PlainText" ON "ReviewBodies" BEGIN INSERT INTO "SearchTexts" ("SearchTexts", rowid, "Names", "Text") SELECT 'delete', "ReviewId", "Names", "Text" FROM "SearchSources" WHERE "ReviewId" = old."ReviewId"; END"""),
        ("TRIGGER", "ReviewBodies_rewritten", """CREATE TRIGGER "ReviewBodies_rewritten" AFTER UPDATE OF "PlainText" ON "ReviewBodies" BEGIN INSERT INTO "SearchTexts" (rowid, "Names", "Text") SELECT "ReviewId", "Names", "Text" FROM "SearchSources" WHERE "ReviewId" = new."ReviewId"; END"""),
        // Before the essay goes with it: the index of essays must know what it forgets.
        ("TRIGGER", "Reviews_deleting", """CREATE TRIGGER "Reviews_deleting" BEFORE DELETE ON "Reviews" BEGIN DELETE FROM "SearchEntries" WHERE "ReviewId" = old."Id"; END"""),
    ];

    /// <summary>Whether the index is what it must be.</summary>
    public static async Task<bool> IsReadyAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var names = Schema.Select(part => part.Name).ToList();
        var there = await db.Database.SqlQuery<string>($"SELECT sql AS Value FROM sqlite_master WHERE name IN (SELECT value FROM json_each({JsonSerializer.Serialize(names)}))")
            .ToListAsync(cancellationToken);
        return there.ToHashSet(StringComparer.Ordinal).SetEquals(Schema.Select(part => part.Sql));
    }

    /// <summary>Takes away what hinders a migration: SQLite renames no table while a view or a trigger names one that is being rebuilt.</summary>
    public static async Task DetachAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        foreach (var (kind, name, _) in Schema.Where(part => part.Kind != "TABLE").Reverse())
        {
            await RunAsync(db, $"DROP {kind} IF EXISTS \"{name}\"", cancellationToken);
        }
    }

    /// <summary>Makes all of it anew, with every review in it.</summary>
    public static async Task MakeAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        await DetachAsync(db, cancellationToken);
        foreach (var (kind, name, _) in Schema.Where(part => part.Kind == "TABLE").Reverse())
        {
            await RunAsync(db, $"DROP {kind} IF EXISTS \"{name}\"", cancellationToken);
        }

        foreach (var part in Schema)
        {
            await RunAsync(db, part.Sql, cancellationToken);
        }

        var all = await db.Reviews.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancellationToken);
        foreach (var some in all.Chunk(Batch))
        {
            await KeepAsync(db, some, cancellationToken);
        }

        await writing.CommitAsync();
    }

    /// <summary>Writes the entries of these reviews anew, where they differ. Two commands, however many they are.</summary>
    public static async Task KeepAsync(FilmBlogContext db, IReadOnlyCollection<int> reviewIds, CancellationToken cancellationToken)
    {
        var entries = (await SourcesAsync(db, reviewIds, cancellationToken)).Select(source => source.Entry()).ToList();
        if (entries.Count == 0)
        {
            return;
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "SearchEntries" ("ReviewId", "Title", "Titles", "Directors", "Cast", "Themes", "Year", "Near")
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
            FROM json_each({JsonSerializer.Serialize(entries)}) WHERE true
            ON CONFLICT ("ReviewId") DO UPDATE SET "Title" = excluded."Title", "Titles" = excluded."Titles", "Directors" = excluded."Directors",
                "Cast" = excluded."Cast", "Themes" = excluded."Themes", "Year" = excluded."Year", "Near" = excluded."Near"
            WHERE ("Title", "Titles", "Directors", "Cast", "Themes", "Year", "Near")
                IS NOT (excluded."Title", excluded."Titles", excluded."Directors", excluded."Cast", excluded."Themes", excluded."Year", excluded."Near")
            """,
            cancellationToken);
    }

    /// <summary>What reviews are found by.</summary>
    public static Task<List<SearchSource>> SourcesAsync(FilmBlogContext db, IReadOnlyCollection<int> reviewIds, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<SearchSource>(
            $"""
            SELECT r."Id" AS "ReviewId", f."Title", r."Headline", f."OriginalTitle", f."AlsoKnownAs", f."Cast", f."Year",
                (SELECT json_group_array(d."Name") FROM "FilmDirectors" AS c JOIN "Directors" AS d ON d."Id" = c."DirectorId" WHERE c."FilmId" = f."Id") AS "Directors",
                (SELECT json_group_array(t."Name") FROM "ReviewThemes" AS c JOIN "Themes" AS t ON t."Id" = c."ThemeId" WHERE c."ReviewId" = r."Id") AS "Themes"
            FROM "Reviews" AS r JOIN "Films" AS f ON f."Id" = r."FilmId"
            WHERE r."Id" IN (SELECT value FROM json_each({JsonSerializer.Serialize(reviewIds)}))
            """).ToListAsync(cancellationToken);

    // Text of our own: nothing in it comes from outside.
    private static Task<int> RunAsync(FilmBlogContext db, string sql, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(sql, [], cancellationToken);
}
