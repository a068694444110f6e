using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Catalogue;

/// <summary>One page of a list.</summary>
/// <param name="Ids">The reviews' ids, in order.</param>
/// <param name="Facts">What is true of the whole list.</param>
public sealed record Listing(IReadOnlyList<int> Ids, HubFacts Facts);

/// <summary>What is true of all reviews that a filter lets pass.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="FirstYear">The earliest year of a film; 0 when there is none.</param>
/// <param name="LastYear">The latest year of a film; 0 when there is none.</param>
/// <param name="AverageRating">The mean of the author's ratings in stars, 0.5 to 5, not rounded; null when none is rated.</param>
/// <param name="Years">The years of the films that occur, ascending.</param>
public sealed record HubFacts(int Count, int FirstYear, int LastYear, decimal? AverageRating, IReadOnlyList<YearFacts> Years)
{
    /// <summary>The facts of an empty list.</summary>
    public static HubFacts Nothing { get; } = new(0, 0, 0, null, []);
}

/// <summary>The reviews of films of one year.</summary>
/// <param name="Year">The year of the films.</param>
/// <param name="Count">How many reviews, at least 1.</param>
/// <param name="AverageRating">The mean of the author's ratings in stars, not rounded; null when none is rated.</param>
public readonly record struct YearFacts(int Year, int Count, decimal? AverageRating);

/// <summary>By what a list can be narrowed further, counted within it.</summary>
/// <param name="Decades">The decades of the films that occur, ascending.</param>
/// <param name="Ratings">The ratings that occur, best first.</param>
/// <param name="Themes">The most frequent themes, then by id.</param>
/// <param name="Directors">The most frequent directors, then by id.</param>
public sealed record Facets(
    IReadOnlyList<DecadeCount> Decades,
    IReadOnlyList<RatingCount> Ratings,
    IReadOnlyList<HubCount> Themes,
    IReadOnlyList<HubCount> Directors);

/// <summary>Reviews of films of a decade.</summary>
/// <param name="Decade">Its first year: 1970.</param>
/// <param name="Count">How many, at least 1.</param>
public readonly record struct DecadeCount(int Decade, int Count);

/// <summary>Reviews that the author rated so.</summary>
/// <param name="Rating">The rating.</param>
/// <param name="Count">How many, at least 1.</param>
public readonly record struct RatingCount(Rating Rating, int Count);

/// <summary>Reviews of one director or theme.</summary>
/// <param name="Id">The director's or the theme's id.</param>
/// <param name="Count">How many, at least 1.</param>
public readonly record struct HubCount(int Id, int Count);

/// <summary>Directors or themes under a letter of the alphabetical index.</summary>
/// <param name="Letter">The letter; <see cref="IndexLetter.Other"/> for what begins with none.</param>
/// <param name="Count">How many with at least one visible review, at least 1.</param>
public readonly record struct LetterCount(string Letter, int Count);

/// <summary>The reviews beside one, in the order of publication.</summary>
/// <param name="Previous">The id of the one published before; null at the beginning, and for what is not visible.</param>
/// <param name="Next">The id of the one published after; null at the end, and for what is not visible.</param>
/// <param name="HasNewerOfFilm">Whether the same film has a newer visible review, to which recommendations lead.</param>
public readonly record struct Neighbours(int? Previous, int? Next, bool HasNewerOfFilm = false);
