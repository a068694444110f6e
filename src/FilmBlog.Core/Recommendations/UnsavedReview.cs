namespace FilmBlog.Core.Recommendations;

/// <summary>What recommendations need to know of a review that is being written.</summary>
/// <param name="Year">The film's year.</param>
/// <param name="Directors">Names, in the order of credit.</param>
/// <param name="Themes">Names, in the review's order.</param>
/// <param name="FilmTitle">The film's title.</param>
/// <param name="ImdbId">IMDb's id of the film, where it is known.</param>
/// <param name="Pinned">Slugs that the author wants first.</param>
/// <param name="Banned">Slugs that the author does not want.</param>
/// <param name="ReviewId">The review, where there is one already.</param>
public sealed record UnsavedReview(
    int Year,
    IReadOnlyList<string> Directors,
    IReadOnlyList<string> Themes,
    string FilmTitle,
    string? ImdbId,
    IReadOnlyList<string> Pinned,
    IReadOnlyList<string> Banned,
    int? ReviewId);
