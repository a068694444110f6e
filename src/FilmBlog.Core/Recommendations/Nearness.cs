namespace FilmBlog.Core.Recommendations;

/// <summary>
/// How well one film goes with another: <c>3 × shared directors + shared themes + 10 / (5 + years apart) + IMDb rating / 4</c>. Every term
/// depends on the two films alone, so that publishing a third changes no score. Computed in this order of operations and no other, since
/// equal scores must come out equal to the last bit.
/// </summary>
internal static class Nearness
{
    /// <summary>What a shared director counts for.</summary>
    public const int Director = 3;

    /// <summary>What a shared theme counts for.</summary>
    public const int Theme = 1;

    /// <summary>The most that <see cref="Apart"/> gives: the same year, and 10.0 on IMDb.</summary>
    public const double MostApart = 4.5;

    /// <summary>How many of the best are looked at for the cap.</summary>
    public const int Pool = 25;

    private const byte UnratedTenths = 65;

    /// <summary>The score of a film that shares so much (directors and themes by their weights).</summary>
    public static double Score(int shared, int year, int otherYear, byte otherImdbTenths) =>
        shared + Apart(year, otherYear, otherImdbTenths);

    /// <summary>The part of the score that needs nothing in common. A film without a rating (0) counts as 6.5.</summary>
    public static double Apart(int year, int otherYear, byte otherImdbTenths) =>
        (10.0 / (5 + Math.Abs(year - otherYear))) + (0.25 * ((otherImdbTenths == 0 ? UnratedTenths : otherImdbTenths) / 10.0));
}
