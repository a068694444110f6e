namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>What the fields are called at the desk.</summary>
public static class WritingLabels
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["title"] = "Headline",
        ["film"] = "Film",
        ["film.title"] = "Title of the film",
        ["film.original_title"] = "Original title",
        ["film.also_known_as"] = "Also known as",
        ["film.year"] = "Year",
        ["film.directors"] = "Directors",
        ["film.countries"] = "Countries",
        ["film.languages"] = "Languages",
        ["film.runtime"] = "Running time in minutes",
        ["film.cinematography"] = "Cinematography",
        ["film.cast"] = "Cast",
        ["film.music"] = "Music",
        ["film.aspect_ratio"] = "Aspect ratio",
        ["film.imdb"] = "IMDb id",
        ["film.imdb_rating"] = "IMDb rating",
        ["themes"] = "Themes",
        ["rating"] = "Rating",
        ["verdict"] = "Verdict",
        ["excerpt"] = "Excerpt",
        ["watched"] = "Seen on",
        ["spoilers"] = "The whole review gives the film away",
        ["pinned"] = "Recommended first",
        ["banned"] = "Never recommended",
        ["author"] = "Byline",
        ["cover"] = "Cover",
        ["cover_alt"] = "What the cover shows",
        ["body"] = "Essay",
    };

    /// <summary>The label of a field; empty for none.</summary>
    public static string For(string field) => Labels.GetValueOrDefault(field, "");

    /// <summary>The label as the beginning of a sentence about the field.</summary>
    public static string Of(string field) => For(field) is { Length: > 0 } label ? label + ": " : "";
}
