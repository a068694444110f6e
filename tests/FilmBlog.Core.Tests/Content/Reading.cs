using FilmBlog.Core.Content;

namespace FilmBlog.Core.Tests.Content;

/// <summary>Front matter for tests, and what the reader makes of it.</summary>
internal static class Reading
{
    public const string Path = "content/reviews/solaris.md";

    public static (ReviewDocument? Document, IReadOnlyList<string> Problems) Of(string text, TimeZoneInfo? zone = null)
    {
        var problems = new List<ContentProblem>();
        var document = ReviewReader.Read(Path, text, zone ?? TimeZoneInfo.Utc, problems);
        return (document, problems.ConvertAll(p => p.ToString()));
    }

    /// <summary>
    /// A review of Solaris: <c>film:</c> on line 2, its title, year and directors on 3 to 5, further fields of the film (<c>film.x: …</c>)
    /// in their place or below, all others from line 6 on (or after those).
    /// </summary>
    public static string Review(params IEnumerable<string> fields)
    {
        var film = new List<string> { "title: Solaris", "year: 1972", "directors: [Andrei Tarkovsky]" };
        var top = new List<string>();
        foreach (var field in fields)
        {
            if (!field.StartsWith("film.", StringComparison.Ordinal))
            {
                top.Add(field);
                continue;
            }

            var line = field["film.".Length..];
            var place = film.FindIndex(f => f[..f.IndexOf(':', StringComparison.Ordinal)] == line[..line.IndexOf(':', StringComparison.Ordinal)]);
            film.RemoveRange(Math.Max(place, 0), place < 0 ? 0 : 1);
            film.Insert(place < 0 ? film.Count : place, line);
        }

        return string.Join('\n', ["---", "film:", .. film.Select(f => "  " + f), .. top, "---", ""]);
    }
}
