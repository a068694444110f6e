using System.Globalization;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Content;

/// <summary>Reads a review from the text of a Markdown file.</summary>
public static class ReviewReader
{
    /// <summary>The most themes of a review.</summary>
    public const int MaxThemes = 12;

    /// <summary>The most directors of a film.</summary>
    public const int MaxDirectors = 5;

    /// <summary>The most bytes of a body in UTF-8.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    internal const int MaxTitle = 300;
    internal const int MaxName = 150;
    internal const int MaxNames = 60;
    internal const int MaxLinks = 100;
    internal const int MaxVerdict = 1000;
    internal const int MaxExcerpt = 2000;
    internal const int MaxCover = 1000;
    internal const int MaxLanguageTag = 35;

    private static readonly string[] LocalTimes =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    private static readonly string[] ZonedTimes =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss K"];

    /// <summary>Reads a file's text. Null when something in it is wrong; <paramref name="problems"/> then says what, warnings included.</summary>
    /// <param name="path">The file as its author named it, for messages.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="zone">The zone of dates that name none.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static ReviewDocument? Read(string path, string text, TimeZoneInfo zone, ICollection<ContentProblem> problems)
    {
        if (FrontMatter.Split(text, out var missing) is not { } parts)
        {
            problems.Add(new ContentProblem(path, 1, missing));
            return null;
        }

        YamlMap yaml;
        try
        {
            yaml = YamlTree.Read(parts.Yaml);
        }
        catch (YamlProblemException broken)
        {
            problems.Add(new ContentProblem(path, 1 + broken.Line, broken.Message));
            return null;
        }

        var failed = false;
        // The YAML begins on the file's second line.
        var top = new Fields(yaml, "", 1, (line, message, warning) =>
        {
            failed |= !warning;
            problems.Add(new ContentProblem(path, line, message, warning));
        });
        var document = Document(top, parts, zone);
        return failed ? null : document;
    }

    private static ReviewDocument? Document(Fields top, FrontMatter parts, TimeZoneInfo zone)
    {
        var film = Film(top);
        var headline = top.Text("title", MaxTitle);
        var document = new ReviewDocument
        {
            Slug = top.Parsed<Slug>("slug", "a slug: small letters a to z, digits and single hyphens, at most 80", text => Slug.TryParse(text, out var slug) ? slug : null),
            Film = film ?? new FilmFacts { Title = "", Year = 0, Directors = [] },
            Themes = top.Texts("themes", MaxName, MaxThemes),
            Facts = new ReviewFacts
            {
                Headline = headline == film?.Title ? null : headline,
                Rating = top.Parsed<Rating>("rating", "a rating: 0.5 to 5 in steps of a half", text => Rating.TryParse(text, out var rating) ? rating : null),
                Verdict = top.Text("verdict", MaxVerdict),
                Excerpt = top.Text("excerpt", MaxExcerpt),
                PublishedAt = Instant(top, "published", zone),
                UpdatedAt = Instant(top, "updated", zone),
                WatchedOn = top.Parsed<PartialDate>("watched", "a date: 2026-10-30, 2026-10 or 2026", text => PartialDate.TryParse(text, out var date) ? date : null),
                HasSpoilers = top.Parsed<bool>("spoilers", "true or false", Boolean) ?? false,
                Pinned = top.Texts("pinned", Slug.MaxLength, MaxLinks),
                Banned = top.Texts("banned", Slug.MaxLength, MaxLinks),
                Byline = top.Text("author", MaxName),
            },
            Aliases = Aliases(top),
            Cover = top.Text("cover", MaxCover),
            CoverAlt = top.Text("cover_alt", MaxCover),
            Body = parts.Body,
            Lines = new DocumentLines
            {
                Body = parts.BodyLine,
                Slug = top.LineOf("slug"),
                Film = top.LineOf("film"),
                Pinned = top.LineOf("pinned"),
                Banned = top.LineOf("banned"),
                Aliases = top.LineOf("aliases"),
                Cover = top.LineOf("cover"),
            },
        };
        top.WarnOfUnknown();
        return film is null ? null : document;
    }

    private static FilmFacts? Film(Fields top)
    {
        if (top.Nested("film", "is missing: a review needs film.title, film.year and film.directors") is not { } film)
        {
            return null;
        }

        var title = film.RequiredText("title", MaxTitle);
        var yearText = film.RequiredText("year", 100);
        var year = yearText is null ? null : film.Parsed<int>("year", "a year", text => Number(text, 1888, 2100));
        var directors = film.RequiredTexts("directors", MaxName, MaxDirectors);
        var facts = new FilmFacts
        {
            Title = title ?? "",
            OriginalTitle = film.Text("original_title", MaxTitle),
            AlsoKnownAs = film.Texts("also_known_as", MaxTitle, MaxNames),
            Year = year ?? 0,
            Directors = directors,
            Countries = film.Texts("countries", MaxName, MaxNames),
            Languages = film.Texts(
                "languages", MaxLanguageTag, MaxNames, text => IsLanguageTag(text) ? null : $"\"{text}\" is not a language tag, such as ru or pt-BR"),
            Runtime = film.Parsed<int>("runtime", "a number of minutes", text => Number(text, 1, 6000)),
            Cinematography = film.Texts("cinematography", MaxName, MaxNames),
            Cast = film.Texts("cast", MaxName, MaxNames),
            Music = film.Texts("music", MaxName, MaxNames),
            AspectRatio = film.Parsed<decimal>("aspect_ratio", "an aspect ratio from 1 to 4, such as 1.37", text => Decimal(text, 1m, 4m, 1000)),
            ImdbId = film.Parsed<ImdbId>("imdb", "an IMDb id, such as tt0072443", ImdbId.Read)?.Text,
            ImdbRating = film.Parsed<decimal>("imdb_rating", "a rating from 1.0 to 10.0 with one decimal", text => Decimal(text, 1m, 10m, 10)),
        };
        film.WarnOfUnknown();
        return facts;
    }

    private static bool IsLanguageTag(string text)
    {
        var parts = text.Split('-');
        return parts[0].Length is >= 2 and <= 8 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }

    private static IReadOnlyList<string> Aliases(Fields top) =>
        [.. top.Texts("aliases", 500, MaxLinks, NoPath).Select(alias => Redirect.NormalPath(alias)!).Distinct()];

    private static string? NoPath(string text) =>
        Redirect.NormalPath(text) is null ? $"\"{text}\" is not a path on this site, such as /2019/03/zerkalo" : null;

    private static DateTimeOffset? Instant(Fields top, string key, TimeZoneInfo zone) =>
        top.Parsed<DateTimeOffset>(key, "a date and time, such as 2026-11-02T09:00:00Z", text =>
        {
            if (DateTime.TryParseExact(text, LocalTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                // An hour that the clocks skip is read as the one after it; where the date line moved, that is a day.
                while (zone.IsInvalidTime(local))
                {
                    local = local.AddHours(1);
                }

                return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone));
            }

            return DateTimeOffset.TryParseExact(text, ZonedTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                ? at.ToUniversalTime()
                : null;
        });

    private static bool? Boolean(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" => true,
        "false" or "no" => false,
        _ => null,
    };

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static decimal? Decimal(string text, decimal least, decimal most, int steps) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most && number * steps == decimal.Truncate(number * steps) ? number : null;

    private readonly record struct ImdbId(string Text)
    {
        public static ImdbId? Read(string text) =>
            text.Length is >= 9 and <= 12 && text.StartsWith("tt", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0
                ? new ImdbId(text)
                : null;
    }
}
