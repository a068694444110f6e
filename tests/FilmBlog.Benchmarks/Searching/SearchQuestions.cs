using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Searching;

/// <summary>What readers of a synthetic blog look for, by kind: words by how many reviews have them.</summary>
/// <param name="Searches">What is asked of the page.</param>
/// <param name="Suggestions">What is asked while somebody types.</param>
internal sealed record SearchQuestions(
    IReadOnlyList<(string Kind, IReadOnlyList<string> Queries)> Searches, IReadOnlyList<(string Kind, IReadOnlyList<string> Queries)> Suggestions)
{
    private const int OfAKind = 40;

    // Shares of all reviews.
    private const double Medium = 0.005;
    private const double Common = 0.03;
    private const double Commonest = 0.5;

    // Letters typed when suggestions are asked for.
    private static readonly int[] Typed = [1, 2, 3, 5];
    private static readonly char[] Separators = [' ', '\n', '.', '*', '|', '#'];

    /// <summary>Picks them. The same for the same blog.</summary>
    public static async Task<SearchQuestions> OfAsync(SyntheticBlog blog, ServiceProvider services)
    {
        var random = new Random(7);
        var essays = Enumerable.Range(0, 300).Select(_ => blog.Body(random.Next(blog.Count)).Split(Separators, StringSplitOptions.RemoveEmptyEntries)).ToList();
        var counts = await CountsAsync(services, [.. essays.SelectMany(words => words).Distinct(StringComparer.Ordinal)]);
        double Share(string word) => (double)counts.GetValueOrDefault(word) / blog.Count;
        bool IsMedium(string word) => Share(word) is >= Medium and < Common;
        List<string> Words(Func<string, bool> passes) => [.. counts.Keys.Where(passes).Order(StringComparer.Ordinal).Take(OfAKind)];
        List<string> Pairs(Func<string, string, bool> pass) =>
            [.. essays.SelectMany(words => words.Zip(words.Skip(1))).Where(pair => pass(pair.First, pair.Second)).Select(pair => $"{pair.First} {pair.Second}").Distinct().Take(OfAKind)];

        var films = Enumerable.Range(0, OfAKind).Select(_ => blog.Review(random.Next(blog.Count))).ToList();
        var titles = films.Select(film => film.Title).ToList();
        var directors = films.Select(film => SyntheticBlog.DirectorName(film.Directors[0])).ToList();
        var medium = Pairs((a, b) => IsMedium(a) && IsMedium(b));
        return new SearchQuestions(
            [
                ("rare words", Words(word => counts[word] is > 0 and <= 10)),
                ("medium words (0.5–3 %)", Words(IsMedium)),
                ("two medium words", medium),
                ("a medium and a common word", Pairs((a, b) => Share(a) >= Commonest && IsMedium(b))),
                ("phrases of medium words", [.. medium.Select(Quoted)]),
                ("phrases with a common word", [.. Pairs((a, b) => Share(a) >= Commonest && Share(b) is >= Medium and < Commonest).Select(Quoted)]),
                ("frequent words (3–50 %)", Words(word => Share(word) is >= Common and < Commonest)),
                ("the commonest words", Words(word => Share(word) >= Commonest)),
                ("two of the commonest", Pairs((a, b) => Share(a) >= Commonest && Share(b) >= Commonest)),
                ("titles", titles),
                ("directors", directors),
                ("directors, by operator", [.. directors.Select(name => $"director:\"{name}\"")]),
                ("medium words, narrowed", [.. Words(IsMedium).Select(word => $"{word} year:1990..2015 rating:>=3")]),
                ("medium words, one excluded", [.. Words(IsMedium).Select(word => $"{word} -camera")]),
                ("titles, mistyped", [.. titles.Select(Mistyped)]),
                ("directors, mistyped", [.. directors.Select(Mistyped)]),
                ("what nobody wrote", [.. titles.Select(title => $"qx{title.Split(' ')[0]}xq")]),
            ],
            [
                .. Typed.Select(length => ($"suggestions, {length} letters", (IReadOnlyList<string>)[.. titles.Select(title => title[..length]).Distinct()])),
                ("suggestions, whole titles", titles),
                ("suggestions, directors", directors),
            ]);
    }

    private static string Quoted(string words) => $"\"{words}\"";

    // Two letters of the first word change places.
    private static string Mistyped(string name) => $"{name[0]}{name[2]}{name[1]}{name[3..]}";

    private static async Task<Dictionary<string, int>> CountsAsync(ServiceProvider services, IReadOnlyList<string> words)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await using var maintenance = await db.BeginMaintenanceAsync(CancellationToken.None);
        await db.Database.ExecuteSqlAsync($"CREATE VIRTUAL TABLE temp.\"Vocabulary\" USING fts5vocab('main', 'SearchTexts', 'row')");
        var folded = words.ToLookup(word => string.Concat(SearchText.Words(word)));
        var counts = await db.Database.SqlQuery<TermCount>(
            $"""
            SELECT t.value AS "Term", (SELECT v.doc FROM temp."Vocabulary" AS v WHERE v.term = t.value) AS "Count"
            FROM json_each({System.Text.Json.JsonSerializer.Serialize(folded.Select(f => f.Key))}) AS t
            """).ToListAsync();
        await db.Database.ExecuteSqlAsync($"DROP TABLE temp.\"Vocabulary\"");
        return counts.Where(c => c.Count > 0).SelectMany(c => folded[c.Term].Select(word => (Word: word, c.Count))).ToDictionary(c => c.Word, c => c.Count!.Value);
    }

    private sealed record TermCount(string Term, int? Count);
}
