using System.Text.Json;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Data;

/// <summary>Full-text search in SQLite, in what <see cref="SqliteSearchIndex"/> keeps.</summary>
internal static class SqliteSearch
{
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
        var sources = (await SqliteSearchIndex.SourcesAsync(db, likest, cancellationToken)).ToDictionary(source => source.ReviewId);
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
