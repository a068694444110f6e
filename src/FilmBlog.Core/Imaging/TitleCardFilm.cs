namespace FilmBlog.Core.Imaging;

/// <summary>What a title card needs to know of a film.</summary>
/// <param name="Title">The title the site gives the film; set largest on the card.</param>
/// <param name="OriginalTitle">The title in its own script, or null; left out where it only repeats <paramref name="Title"/>.</param>
/// <param name="OriginalLanguage">BCP 47 tag of the original title ("ru", "zh-Hant"), or null where unknown.</param>
/// <param name="Year">Year of release; 0 or less where unknown, and then not shown.</param>
/// <param name="Directors">Names in the order of the credits; may be empty.</param>
/// <param name="Countries">English country names; they choose the palette together with the decade. Unknown names are welcome.</param>
/// <param name="Themes">The film's themes in any order; they choose the motif.</param>
/// <param name="AspectRatio">Width by height of the film's frame, or null where unknown.</param>
public sealed record TitleCardFilm(
    string Title,
    string? OriginalTitle,
    string? OriginalLanguage,
    int Year,
    IReadOnlyList<string> Directors,
    IReadOnlyList<string> Countries,
    IReadOnlyList<string> Themes,
    decimal? AspectRatio);
