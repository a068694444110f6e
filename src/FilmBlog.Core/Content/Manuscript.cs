using System.Globalization;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Content;

/// <summary>
/// A review as somebody writes it: every field as text, right or wrong, finished or not. Nothing that was typed is lost in it: it is stored
/// as a Markdown file and read back field by field. Dates of publication are no part of it; <see cref="ReviewReader"/> tells what is wrong.
/// </summary>
public sealed record Manuscript
{
    /// <summary>The headline; empty: the film's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The slug, where the text tells one.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The film's title.</summary>
    public string FilmTitle { get; init; } = "";

    /// <summary>The film's title in its own language.</summary>
    public string OriginalTitle { get; init; } = "";

    /// <summary>Titles in other languages.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>Year of release.</summary>
    public string Year { get; init; } = "";

    /// <summary>Names of the directors.</summary>
    public IReadOnlyList<string> Directors { get; init; } = [];

    /// <summary>Countries of production.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Language tags, the main one first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Minutes.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Directors of photography.</summary>
    public IReadOnlyList<string> Cinematography { get; init; } = [];

    /// <summary>Actors.</summary>
    public IReadOnlyList<string> Cast { get; init; } = [];

    /// <summary>Composers.</summary>
    public IReadOnlyList<string> Music { get; init; } = [];

    /// <summary>Width of the frame over its height.</summary>
    public string AspectRatio { get; init; } = "";

    /// <summary>IMDb's id.</summary>
    public string Imdb { get; init; } = "";

    /// <summary>IMDb's figure.</summary>
    public string ImdbRating { get; init; } = "";

    /// <summary>Names of the themes.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>The author's rating.</summary>
    public string Rating { get; init; } = "";

    /// <summary>The conclusion in one line.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>The author's words for lists.</summary>
    public string Excerpt { get; init; } = "";

    /// <summary>When the author saw the film.</summary>
    public string Watched { get; init; } = "";

    /// <summary>Whether the whole review gives the film away.</summary>
    public bool Spoilers { get; init; }

    /// <summary>Slugs of reviews recommended first.</summary>
    public IReadOnlyList<string> Pinned { get; init; } = [];

    /// <summary>Slugs of reviews never recommended.</summary>
    public IReadOnlyList<string> Banned { get; init; } = [];

    /// <summary>Old addresses.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Who wrote it; empty: the site's author.</summary>
    public string Author { get; init; } = "";

    /// <summary>The cover's path: <c>../images/name.webp</c>.</summary>
    public string Cover { get; init; } = "";

    /// <summary>What the cover shows.</summary>
    public string CoverAlt { get; init; } = "";

    /// <summary>The essay, with line feeds, without empty lines before and after.</summary>
    public string Body { get; init; } = "";

    /// <summary>What it is called in lists: the headline, or the film's title; empty while there is neither.</summary>
    public string Name => Title.Trim() is { Length: > 0 } title ? title : FilmTitle.Trim();

    /// <summary>
    /// As much of it as a review can have, to be shown before it is right: what is more is left out here and stays in the manuscript itself,
    /// and <see cref="ReviewReader"/> says what is too much. Whatever was typed, a page made of it has a size.
    /// </summary>
    public Manuscript WithinLimits() => this with
    {
        Title = Most(Title, ReviewReader.MaxTitle),
        FilmTitle = Most(FilmTitle, ReviewReader.MaxTitle),
        OriginalTitle = Most(OriginalTitle, ReviewReader.MaxTitle),
        AlsoKnownAs = Most(AlsoKnownAs, ReviewReader.MaxNames, ReviewReader.MaxTitle),
        Directors = Most(Directors, ReviewReader.MaxDirectors, ReviewReader.MaxName),
        Countries = Most(Countries, ReviewReader.MaxNames, ReviewReader.MaxName),
        Languages = Most(Languages, ReviewReader.MaxNames, ReviewReader.MaxLanguageTag),
        Cinematography = Most(Cinematography, ReviewReader.MaxNames, ReviewReader.MaxName),
        Cast = Most(Cast, ReviewReader.MaxNames, ReviewReader.MaxName),
        Music = Most(Music, ReviewReader.MaxNames, ReviewReader.MaxName),
        Imdb = Most(Imdb, ReviewReader.MaxName),
        Themes = Most(Themes, ReviewReader.MaxThemes, ReviewReader.MaxName),
        Verdict = Most(Verdict, ReviewReader.MaxVerdict),
        Excerpt = Most(Excerpt, ReviewReader.MaxExcerpt),
        Pinned = Most(Pinned, ReviewReader.MaxLinks, Domain.Slug.MaxLength),
        Banned = Most(Banned, ReviewReader.MaxLinks, Domain.Slug.MaxLength),
        Author = Most(Author, ReviewReader.MaxName),
        Cover = Most(Cover, ReviewReader.MaxCover),
        CoverAlt = Most(CoverAlt, ReviewReader.MaxCover),
    };

    /// <summary>The manuscript of a document.</summary>
    public static Manuscript Of(ReviewDocument document)
    {
        var (film, facts) = (document.Film, document.Facts);
        return new Manuscript
        {
            Title = facts.Headline ?? "",
            Slug = document.Slug?.Value ?? "",
            FilmTitle = film.Title,
            OriginalTitle = film.OriginalTitle ?? "",
            AlsoKnownAs = film.AlsoKnownAs,
            Year = Text(film.Year),
            Directors = film.Directors,
            Countries = film.Countries,
            Languages = film.Languages,
            Runtime = film.Runtime is { } runtime ? Text(runtime) : "",
            Cinematography = film.Cinematography,
            Cast = film.Cast,
            Music = film.Music,
            AspectRatio = film.AspectRatio?.ToString("0.0##", CultureInfo.InvariantCulture) ?? "",
            Imdb = film.ImdbId ?? "",
            ImdbRating = film.ImdbRating?.ToString("0.0", CultureInfo.InvariantCulture) ?? "",
            Themes = document.Themes,
            Rating = facts.Rating?.ToString() ?? "",
            Verdict = facts.Verdict ?? "",
            Excerpt = facts.Excerpt ?? "",
            Watched = facts.WatchedOn?.ToString() ?? "",
            Spoilers = facts.HasSpoilers,
            Pinned = facts.Pinned,
            Banned = facts.Banned,
            Aliases = document.Aliases,
            Author = facts.Byline ?? "",
            Cover = document.Cover ?? "",
            CoverAlt = document.CoverAlt ?? "",
            Body = Essay(document.Body),
        };
    }

    /// <summary>
    /// Reads back what <see cref="Write"/> wrote, and the texts of imports and exports: what is there, as text, whether it is right or not.
    /// A text without readable front matter is all body.
    /// </summary>
    public static Manuscript Read(string text)
    {
        if (FrontMatter.Split(text, out _, int.MaxValue) is not { } parts)
        {
            return new Manuscript { Body = Essay(text) };
        }

        try
        {
            var top = YamlTree.Read(parts.Yaml, int.MaxValue);
            var film = top.Fields.GetValueOrDefault("film").Value as YamlMap ?? new YamlMap(new Dictionary<string, (YamlNode, int)>(), 1);
            return new Manuscript
            {
                Title = One(top, "title"),
                Slug = One(top, "slug"),
                FilmTitle = One(film, "title"),
                OriginalTitle = One(film, "original_title"),
                AlsoKnownAs = Many(film, "also_known_as"),
                Year = One(film, "year"),
                Directors = Many(film, "directors"),
                Countries = Many(film, "countries"),
                Languages = Many(film, "languages"),
                Runtime = One(film, "runtime"),
                Cinematography = Many(film, "cinematography"),
                Cast = Many(film, "cast"),
                Music = Many(film, "music"),
                AspectRatio = One(film, "aspect_ratio"),
                Imdb = One(film, "imdb"),
                ImdbRating = One(film, "imdb_rating"),
                Themes = Many(top, "themes"),
                Rating = One(top, "rating"),
                Verdict = One(top, "verdict"),
                Excerpt = One(top, "excerpt"),
                Watched = One(top, "watched"),
                Spoilers = One(top, "spoilers") is "true" or "yes",
                Pinned = Many(top, "pinned"),
                Banned = Many(top, "banned"),
                Aliases = Many(top, "aliases"),
                Author = One(top, "author"),
                Cover = One(top, "cover"),
                CoverAlt = One(top, "cover_alt"),
                Body = Essay(parts.Body),
            };
        }
        catch (YamlProblemException)
        {
            return new Manuscript { Body = Essay(text) };
        }
    }

    /// <summary>The manuscript as a Markdown file: front matter and body.</summary>
    public string Write() => $"---\n{ReviewWriter.FrontMatterOf(this, published: null, updated: null)}---\n{FileBody}";

    /// <summary>The body as a file has it: an empty line before, a line end after.</summary>
    internal string FileBody => Body.Length == 0 ? "" : $"\n{Body}\n";

    private static string Essay(string body) => body.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n');

    // Never half of a letter that takes two places.
    private static string Most(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static IReadOnlyList<string> Most(IReadOnlyList<string> texts, int count, int length) => [.. texts.Take(count).Select(text => Most(text, length))];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string One(YamlMap map, string key) => map.Fields.GetValueOrDefault(key).Value is YamlText { IsNull: false } text ? text.Value : "";

    private static IReadOnlyList<string> Many(YamlMap map, string key) => map.Fields.GetValueOrDefault(key).Value switch
    {
        YamlText { IsNull: false } single => [single.Value],
        YamlList list => [.. list.Items.OfType<YamlText>().Select(item => item.Value)],
        _ => [],
    };
}
