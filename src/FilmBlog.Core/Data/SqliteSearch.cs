using System.Text.Json;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Data;

/// <summary>
/// Full-text search in SQLite. An entry of folded keys for each review, written with every change; over it an index of names, one of essays and
/// one of trigrams, which the database keeps in step by triggers. No part of EF's model: EF loses triggers when it rebuilds a table, so all of it
/// is compared with what it must be when the program starts, and made anew where it differs.
/// </summary>
internal static class SqliteSearch
{
    // Part of the schema, so that other keys make the index anew: raise it when they change.
    private const string Keys = "/* keys 2 */";

    // What matches no row: an expression of FTS5 may not be empty.
    private const string Nothing = "\"\"";

    // What one letter begins is half of all names: only for who is still typing.
    private const int ShortestPrefix = 2;
    private const int ShortestPrefixInEssays = 3;

    // Ranking costs more than a microsecond for each; who gets more adds a word.
    private const int MostRanked = 5000;
    private const int MostSuggested = 1000;

    // Of titles too many to be ranked: more than are shown, since some of them may not be visible yet.
    private const int MostNewest = 50;

    // With fewer hits the last word may not have been typed to its end.
    private const int Few = 3;

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

    /// <summary>What fits: whole titles before other names, names before essays. One command.</summary>
    public static async Task<SearchHits> FindAsync(FilmBlogContext db, SearchTerms terms, CancellationToken cancellationToken)
    {
        var columns = Columns(terms);
        var (title, names) = (Title(terms, columns), All(terms.Required.Select(Named).Concat(terms.Required.Count == 0 ? [] : columns)));
        var (essays, begun) = (All(terms.Required.Select(term => InEssay(term, ""))), Begun(terms));
        var (within, without) = (All(columns), Without(terms));
        // How many fit is counted for a fraction of what ranking them costs. What is not ranked comes as one value.
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            WITH "Named" AS MATERIALIZED (SELECT count(*) AS "Count" FROM (SELECT 1 FROM "SearchNames" WHERE "SearchNames" MATCH {names} LIMIT {MostRanked + 1})),
                "Told" AS MATERIALIZED (SELECT count(*) AS "Count" FROM (SELECT 1 FROM "SearchTexts" WHERE "SearchTexts" MATCH {essays} LIMIT {MostRanked + 1}))
            SELECT 0 AS "Part", rowid AS "ReviewId", bm25("SearchNames", 10, 8, 6, 6, 4, 4) AS "Rank", NULL AS "Ids" FROM "SearchNames" WHERE "SearchNames" MATCH {title}
            UNION ALL
            SELECT 1, rowid, bm25("SearchNames", 10, 8, 6, 6, 4, 4), NULL FROM "SearchNames" WHERE "SearchNames" MATCH {names} AND (SELECT "Count" FROM "Named") <= {MostRanked}
            UNION ALL
            SELECT 2, rowid, bm25("SearchTexts", 4, 1), NULL FROM "SearchTexts" WHERE "SearchTexts" MATCH {essays} AND (SELECT "Count" FROM "Told") <= {MostRanked}
            UNION ALL
            SELECT 3, NULL, NULL, json_group_array(rowid) FROM "SearchNames" WHERE "SearchNames" MATCH {names} AND (SELECT "Count" FROM "Named") > {MostRanked}
            UNION ALL
            SELECT 3, NULL, NULL, json_group_array(rowid) FROM "SearchTexts" WHERE "SearchTexts" MATCH {essays} AND (SELECT "Count" FROM "Told") > {MostRanked}
            UNION ALL
            SELECT 3, NULL, NULL, json_group_array(rowid) FROM "SearchTexts" WHERE "SearchTexts" MATCH {begun} AND (SELECT "Named"."Count" + "Told"."Count" FROM "Named", "Told") < {Few}
            UNION ALL
            SELECT 3, NULL, NULL, json_group_array("ReviewId") FROM "SearchEntries" WHERE {terms.Required.Count + columns.Count} = 0
            UNION ALL
            SELECT 4, NULL, NULL, json_group_array(rowid) FROM "SearchNames" WHERE "SearchNames" MATCH {within}
            UNION ALL
            SELECT 5, NULL, NULL, json_group_array(rowid) FROM "SearchTexts" WHERE "SearchTexts" MATCH {without}
            """).ToListAsync(cancellationToken);
        var found = new HashSet<int>();
        if (terms.Excluded.Count > 0)
        {
            found.UnionWith(Ids(rows, Part.Without));
        }

        var narrowed = columns.Count == 0 ? null : Ids(rows, Part.Within).ToHashSet();
        // What was found already, or is excluded, is not found again.
        bool IsNew(int id) => (narrowed is null || narrowed.Contains(id)) && found.Add(id);
        return new SearchHits(
            [.. Ranked(rows.Where(row => row.Part is Part.Title or Part.Name)).Where(IsNew)],
            [.. Ranked(rows.Where(row => row.Part is Part.Essay)).Where(IsNew)],
            [.. (terms.Required.Count == 0 && narrowed is not null ? narrowed : Ids(rows, Part.Other)).Where(IsNew)]);
    }

    /// <summary>The best of what titles, people and themes begin with; where that is nearly everything, the newest titles that do. One command.</summary>
    public static async Task<SearchHits> SuggestAsync(FilmBlogContext db, SearchTerms terms, CancellationToken cancellationToken)
    {
        var columns = Columns(terms);
        var names = All(terms.Required.Select(Folded).Concat(columns));
        var begun = All(Titled(terms.Titles, "", " *"));
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            WITH "Named" AS MATERIALIZED (SELECT count(*) AS "Count" FROM (SELECT 1 FROM "SearchNames" WHERE "SearchNames" MATCH {names} LIMIT {MostSuggested + 1}))
            SELECT 0 AS "Part", rowid AS "ReviewId", bm25("SearchNames", 10, 8, 6, 6, 4, 4) AS "Rank", NULL AS "Ids" FROM "SearchNames" WHERE "SearchNames" MATCH {Title(terms, columns)}
            UNION ALL
            SELECT 1, rowid, bm25("SearchNames", 10, 8, 6, 6, 4, 4), NULL FROM "SearchNames" WHERE "SearchNames" MATCH {names} AND (SELECT "Count" FROM "Named") <= {MostSuggested}
            UNION ALL
            SELECT * FROM (SELECT 1, rowid, -rowid, NULL FROM "SearchNames" WHERE "SearchNames" MATCH {begun} AND (SELECT "Count" FROM "Named") > {MostSuggested} ORDER BY rowid DESC LIMIT {MostNewest})
            UNION ALL
            SELECT * FROM (SELECT 2, rowid, -rowid, NULL FROM "SearchNames" WHERE "SearchNames" MATCH {names} AND (SELECT "Count" FROM "Named") > {MostSuggested} ORDER BY rowid DESC LIMIT {MostNewest})
            """).ToListAsync(cancellationToken);
        return new SearchHits([.. Ranked(rows).Distinct()], [], []);
    }

    /// <summary>What shares the most groups of three letters with a text, rare ones counting for more. Two commands.</summary>
    public static async Task<IReadOnlyList<NamedReview>> NearAsync(FilmBlogContext db, string text, int most, CancellationToken cancellationToken)
    {
        var trigrams = Enumerable.Range(0, Math.Max(0, text.Length - 2)).Select(at => text.Substring(at, 3))
            .Where(three => !three.Any(char.IsSurrogate)).Distinct(StringComparer.Ordinal).Select(Quoted);
        // Counted here: the index itself would look up each review anew for each group of letters.
        var lists = (await db.Database.SqlQuery<string>(
            $"""
            SELECT (SELECT json_group_array(rowid) FROM "SearchNear" WHERE "SearchNear" MATCH "three".value) AS "Value" FROM json_each({JsonSerializer.Serialize(trigrams)}) AS "three"
            """).ToListAsync(cancellationToken)).Select(Ids).Where(ids => ids.Length > 0).ToList();
        if (lists.Count == 0)
        {
            return [];
        }

        var likest = Likest(lists, most);
        var sources = (await SourcesAsync(db, likest, cancellationToken)).ToDictionary(source => source.ReviewId);
        return [.. likest.Where(sources.ContainsKey).Select(id => new NamedReview(id, [.. sources[id].Names()]))];
    }

    // Of ascending ids those that stand in the most lists, short lists counting for more.
    private static List<int> Likest(List<int[]> lists, int most)
    {
        var highest = lists.Max(ids => ids[^1]);
        var shared = new float[highest + 1];
        foreach (var ids in lists)
        {
            var weight = MathF.Log(1 + ((float)highest / ids.Length));
            foreach (var id in ids)
            {
                shared[id] += weight;
            }
        }

        var likest = new PriorityQueue<int, (float Shared, int Before)>(most + 1);
        for (var id = 0; id < shared.Length; id++)
        {
            if (shared[id] > 0 && (likest.Count < most || (likest.TryPeek(out _, out var least) && shared[id] > least.Shared)))
            {
                likest.Enqueue(id, (shared[id], -id));
                if (likest.Count > most)
                {
                    likest.Dequeue();
                }
            }
        }

        var ascending = new List<int>(likest.Count);
        while (likest.TryDequeue(out var id, out _))
        {
            ascending.Add(id);
        }

        ascending.Reverse();
        return ascending;
    }

    private static List<string> Columns(SearchTerms terms) =>
    [
        .. terms.Directors.Select(director => $"\"Directors\" : {Folded(director)}"),
        .. terms.Themes.Select(theme => $"\"Themes\" : {Folded(theme)}"),
    ];

    // Reviews of which a title is nothing else.
    private static string Title(SearchTerms terms, List<string> columns) =>
        terms.Titles.Count == 0 ? Nothing : All([Any(Titled(terms.Titles, $" {SearchText.Edge}", "")), .. columns]);

    private static IEnumerable<string> Titled(IEnumerable<string> titles, string end, string star) =>
        titles.Select(title => $"{{\"Title\" \"Titles\"}} : {Quoted($"{SearchText.Edge} {title}{end}")}{star}");

    // What the last word begins, where it is long enough: less begins hundreds of words, and the index of essays has none of prefixes: it would
    // double in size.
    private static string Begun(SearchTerms terms) => terms.Required is [.., { IsPrefix: true, Folded.Length: >= ShortestPrefixInEssays }]
        ? All(terms.Required.Select(term => InEssay(term, Star(term))))
        : Nothing;

    // What is excluded of what may be found: half of all reviews may have a word that is excluded.
    private static string Without(SearchTerms terms)
    {
        if (terms.Excluded.Count == 0)
        {
            return Nothing;
        }

        var excluded = Any(terms.Excluded.Select(term => InEssay(term, "")));
        return terms.Required is [] or [.., { IsPrefix: true, Folded.Length: < ShortestPrefixInEssays }]
            ? excluded
            : All(terms.Required.Select(term => InEssay(term, Star(term))).Append(excluded));
    }

    private static IEnumerable<int> Ranked(IEnumerable<Row> rows) =>
        rows.Where(row => row.ReviewId is not null).OrderBy(row => row.Part).ThenBy(row => row.Rank).ThenByDescending(row => row.ReviewId).Select(row => row.ReviewId!.Value);

    private static IEnumerable<int> Ids(List<Row> rows, Part part) => rows.Where(row => row.Part == part).SelectMany(row => Ids(row.Ids!));

    private static int[] Ids(string json) => JsonSerializer.Deserialize<int[]>(json) ?? [];

    private static string Any(IEnumerable<string> expressions) => $"({string.Join(" OR ", expressions.DefaultIfEmpty(Nothing))})";

    private static string All(IEnumerable<string> expressions) => string.Join(" AND ", expressions.DefaultIfEmpty(Nothing));

    private static string Named(SearchTerm term) => Folded(term with { IsPrefix = term.IsPrefix && term.Folded.Length >= ShortestPrefix });

    private static string Folded(SearchTerm term) => Quoted(term.Folded) + Star(term);

    // Essays are not folded as names are: both ways of writing a word.
    private static string InEssay(SearchTerm term, string star) => term.Plain.Length == 0 || term.Plain == term.Folded
        ? Quoted(term.Folded) + star
        : $"({Quoted(term.Folded)}{star} OR {Quoted(term.Plain)}{star})";

    private static string Star(SearchTerm term) => term.IsPrefix ? " *" : "";

    private static string Quoted(string words) => $"\"{words.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Text of our own: nothing in it comes from outside.
    private static Task<int> RunAsync(FilmBlogContext db, string sql, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(sql, [], cancellationToken);

    private enum Part
    {
        Title,
        Name,
        Essay,
        Other,
        Within,
        Without,
    }

    // A review with its rank, or many in a JSON array.
    private sealed record Row(Part Part, int? ReviewId, double? Rank, string? Ids);
}
