using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Catalogue;

/// <summary>Reviews, visible or not, out of which those are taken that readers see.</summary>
public sealed record Sieve
{
    /// <summary>Those that come first, in this order.</summary>
    public IReadOnlyList<int> First { get; init; } = [];

    /// <summary>Those that come after them, the newest first; null: all others.</summary>
    public IReadOnlyList<int>? Rest { get; init; } = [];

    /// <summary>Only films of this year or later.</summary>
    public int? FirstYear { get; init; }

    /// <summary>Only films of this year or earlier.</summary>
    public int? LastYear { get; init; }

    /// <summary>Only what the author rated so; null: anything.</summary>
    public IReadOnlyList<Rating>? Ratings { get; init; }

    /// <summary>Whether a film of this year passes that has so many half stars, 0 for none.</summary>
    internal bool Admits(int year, int halves) =>
        year >= (FirstYear ?? int.MinValue) && year <= (LastYear ?? int.MaxValue)
        && (Ratings is null || (halves > 0 && Ratings.Contains(Rating.OfHalves(halves))));
}

/// <summary>What readers see of a <see cref="Sieve"/>.</summary>
/// <param name="Ids">The part that was asked for.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="Facets">By what all of them can be narrowed.</param>
public sealed record Sifted(IReadOnlyList<int> Ids, int Count, Facets Facets);
