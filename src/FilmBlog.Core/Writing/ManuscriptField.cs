using FilmBlog.Core.Content;

namespace FilmBlog.Core.Writing;

/// <summary>
/// A field of a manuscript as text: what forms, comparisons and problems have in common. Its name is that of the front matter, so that a
/// <see cref="FieldProblem"/> finds its place. A list is text with one entry a line.
/// </summary>
public sealed class ManuscriptField
{
    private readonly Func<Manuscript, string> read;
    private readonly Func<Manuscript, string, Manuscript> write;

    private ManuscriptField(string name, Func<Manuscript, string> read, Func<Manuscript, string, Manuscript> write)
    {
        Name = name;
        this.read = read;
        this.write = write;
    }

    /// <summary>
    /// Every field that is written: all but the address and the old addresses, which are changed by an act of their own.
    /// </summary>
    public static IReadOnlyList<ManuscriptField> All { get; } =
    [
        Line("title", m => m.Title, (m, text) => m with { Title = text }),
        Line("film.title", m => m.FilmTitle, (m, text) => m with { FilmTitle = text }),
        Line("film.original_title", m => m.OriginalTitle, (m, text) => m with { OriginalTitle = text }),
        List("film.also_known_as", m => m.AlsoKnownAs, (m, names) => m with { AlsoKnownAs = names }),
        Line("film.year", m => m.Year, (m, text) => m with { Year = text }),
        List("film.directors", m => m.Directors, (m, names) => m with { Directors = names }),
        List("film.countries", m => m.Countries, (m, names) => m with { Countries = names }),
        List("film.languages", m => m.Languages, (m, names) => m with { Languages = names }),
        Line("film.runtime", m => m.Runtime, (m, text) => m with { Runtime = text }),
        List("film.cinematography", m => m.Cinematography, (m, names) => m with { Cinematography = names }),
        List("film.cast", m => m.Cast, (m, names) => m with { Cast = names }),
        List("film.music", m => m.Music, (m, names) => m with { Music = names }),
        Line("film.aspect_ratio", m => m.AspectRatio, (m, text) => m with { AspectRatio = text }),
        Line("film.imdb", m => m.Imdb, (m, text) => m with { Imdb = text }),
        Line("film.imdb_rating", m => m.ImdbRating, (m, text) => m with { ImdbRating = text }),
        List("themes", m => m.Themes, (m, names) => m with { Themes = names }),
        Line("rating", m => m.Rating, (m, text) => m with { Rating = text }),
        Line("verdict", m => m.Verdict, (m, text) => m with { Verdict = text }),
        Line("excerpt", m => m.Excerpt, (m, text) => m with { Excerpt = text }),
        Line("watched", m => m.Watched, (m, text) => m with { Watched = text }),
        Line("spoilers", m => m.Spoilers ? "true" : "", (m, text) => m with { Spoilers = text == "true" }),
        List("pinned", m => m.Pinned, (m, names) => m with { Pinned = names }),
        List("banned", m => m.Banned, (m, names) => m with { Banned = names }),
        Line("author", m => m.Author, (m, text) => m with { Author = text }),
        Line("cover", m => m.Cover, (m, text) => m with { Cover = text }),
        Line("cover_alt", m => m.CoverAlt, (m, text) => m with { CoverAlt = text }),
        new("body", m => m.Body, (m, text) => m with { Body = Unix(text).Trim('\n') }),
    ];

    /// <summary>As front matter names it: <c>film.year</c>; <c>body</c> for the essay.</summary>
    public string Name { get; }

    /// <summary>The field of that name.</summary>
    public static ManuscriptField Named(string name) => All.First(field => field.Name == name);

    /// <summary>What a manuscript says there.</summary>
    public string Of(Manuscript manuscript) => read(manuscript);

    /// <summary>The manuscript with something else there.</summary>
    public Manuscript With(Manuscript manuscript, string text) => write(manuscript, text);

    // Some browsers let line ends through into a field of one line; a file could not hold them there.
    private static ManuscriptField Line(string name, Func<Manuscript, string> read, Func<Manuscript, string, Manuscript> write) =>
        new(name, read, (manuscript, text) => write(manuscript, Unix(text).Replace('\n', ' ').Trim()));

    private static ManuscriptField List(string name, Func<Manuscript, IReadOnlyList<string>> read, Func<Manuscript, IReadOnlyList<string>, Manuscript> write) =>
        new(
            name,
            manuscript => string.Join('\n', read(manuscript)),
            (manuscript, text) => write(manuscript, Unix(text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));

    private static string Unix(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
