using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FilmBlog.Web.Tests.Support;

/// <summary>A review as an author writes it: a Markdown file with front matter. Published, of a film of 1970, where nothing else is said.</summary>
internal sealed record Story(string Film)
{
    public string? Headline { get; init; }

    public string? Slug { get; init; }

    public string? OriginalTitle { get; init; }

    public string[] AlsoKnownAs { get; init; } = [];

    public int Year { get; init; } = 1970;

    public string[] Directors { get; init; } = ["Ada Ash"];

    public string[] Languages { get; init; } = [];

    public string[] Countries { get; init; } = [];

    public string[] Cast { get; init; } = [];

    public decimal? ImdbRating { get; init; }

    public string? Imdb { get; init; }

    public string[] Themes { get; init; } = [];

    public decimal? Rating { get; init; }

    public string? Verdict { get; init; }

    public string? Excerpt { get; init; }

    /// <summary>Null: a draft.</summary>
    public string? Published { get; init; } = "2026-10-01T09:00:00Z";

    public string? Watched { get; init; }

    public bool Spoilers { get; init; }

    public string[] Pinned { get; init; } = [];

    public string[] Aliases { get; init; } = [];

    public string? Author { get; init; }

    public string? Cover { get; init; }

    public string? CoverAlt { get; init; }

    public string Body { get; init; } = "It rains for an hour, and nobody minds.";

    /// <summary>The file's text.</summary>
    public override string ToString()
    {
        var yaml = new StringBuilder("---\n");
        Line(yaml, "title", Headline);
        Line(yaml, "slug", Slug);
        yaml.Append("film:\n");
        Line(yaml, "  title", Film);
        Line(yaml, "  original_title", OriginalTitle);
        Line(yaml, "  also_known_as", AlsoKnownAs);
        yaml.Append(CultureInfo.InvariantCulture, $"  year: {Year}\n");
        Line(yaml, "  directors", Directors);
        Line(yaml, "  countries", Countries);
        Line(yaml, "  languages", Languages);
        Line(yaml, "  cast", Cast);
        Line(yaml, "  imdb", Imdb);
        Line(yaml, "  imdb_rating", ImdbRating?.ToString(CultureInfo.InvariantCulture));
        Line(yaml, "themes", Themes);
        Line(yaml, "rating", Rating?.ToString(CultureInfo.InvariantCulture));
        Line(yaml, "verdict", Verdict);
        Line(yaml, "excerpt", Excerpt);
        Line(yaml, "published", Published);
        Line(yaml, "watched", Watched);
        Line(yaml, "spoilers", Spoilers ? "true" : null);
        Line(yaml, "pinned", Pinned);
        Line(yaml, "aliases", Aliases);
        Line(yaml, "author", Author);
        Line(yaml, "cover", Cover);
        Line(yaml, "cover_alt", CoverAlt);
        return yaml.Append("---\n\n").Append(Body).Append('\n').ToString();
    }

    // A JSON string is a YAML one.
    private static void Line(StringBuilder yaml, string key, string? value)
    {
        if (value is not null)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{key}: {JsonSerializer.Serialize(value)}\n");
        }
    }

    private static void Line(StringBuilder yaml, string key, string[] values)
    {
        if (values.Length > 0)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{key}: {JsonSerializer.Serialize(values)}\n");
        }
    }
}

/// <summary>Reviews for tests that need some, no matter which.</summary>
internal static class Stories
{
    private static readonly string[] Subjects = ["rain", "trains", "sisters", "debt", "winter", "a city at night"];

    /// <summary>So many reviews of different films, one a day backwards from October 2026, over forty years of film.</summary>
    public static IEnumerable<Story> Many(int count) => Enumerable.Range(0, count).Select(number => new Story($"Film {Name(number)}")
    {
        Slug = $"film-{Name(number)}",
        Year = 1960 + (number * 7 % 40),
        Directors = [$"Director {Name(number % 17)}"],
        Themes = [Subjects[number % 6], Subjects[(number + 1 + (number % 4)) % 6]],
        ImdbRating = 5 + (number % 40 / 10m),
        Rating = number % 5 == 0 ? null : (1 + (number % 9)) / 2m,
        Published = new DateTimeOffset(2026, 10, 1, 9, 0, 0, TimeSpan.Zero).AddDays(-number).ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
    });

    private static string Name(int number) => number.ToString("000", CultureInfo.InvariantCulture);
}
