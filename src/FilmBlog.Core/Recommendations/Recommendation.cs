namespace FilmBlog.Core.Recommendations;

/// <summary>One row of "you will also enjoy": a review, and why it is there.</summary>
/// <param name="ReviewId">The recommended review: the newest visible one of its film.</param>
/// <param name="Score">
/// What it was ranked by: 3 × shared directors + shared themes + 10 / (5 + years between the films) + IMDb rating / 4, where a film without
/// a rating counts as 6.5. A pin has one too, though it is not ranked.
/// </param>
/// <param name="Directors">Ids of the directors that both films have, in the recommended film's order of credit.</param>
/// <param name="Themes">Ids of the themes that both reviews carry, in the order of the review asked for.</param>
/// <param name="Pinned">Whether the author chose it.</param>
public sealed record Recommendation(int ReviewId, double Score, IReadOnlyList<int> Directors, IReadOnlyList<int> Themes, bool Pinned);
