using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FilmBlog.Core.Domain;

/// <summary>The author's judgement in half stars: 0.5 to 5. Its text and number are the same in every culture.</summary>
public readonly record struct Rating : IComparable<Rating>
{
    private Rating(int halves) => Halves = halves;

    /// <summary>The number of half stars, 1 to 10. What the database stores.</summary>
    public int Halves { get; }

    /// <summary>The number of stars, 0.5 to 5.</summary>
    public decimal Stars => Halves / 2m;

    /// <summary>The rating of so many half stars, 1 to 10. Throws <see cref="ArgumentOutOfRangeException"/> outside.</summary>
    public static Rating OfHalves(int halves) => halves is >= 1 and <= 10
        ? new Rating(halves)
        : throw new ArgumentOutOfRangeException(nameof(halves), halves, "A rating has 1 to 10 half stars.");

    /// <summary>Reads <c>4</c>, <c>4.5</c>, <c>0.5</c>. False for anything that is not a half step from 0.5 to 5.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rating rating)
    {
        rating = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var stars)
            || stars is < 0.5m or > 5m || stars * 2 != decimal.Truncate(stars * 2))
        {
            return false;
        }

        rating = new Rating((int)(stars * 2));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Rating other) => Halves.CompareTo(other.Halves);

    /// <summary><c>4</c> or <c>4.5</c>.</summary>
    public override string ToString() => Stars.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>As one says it: "4 and a half out of 5 stars".</summary>
    public string Spoken()
    {
        var whole = (Halves / 2).ToString(CultureInfo.InvariantCulture);
        return (Halves % 2 == 0, Halves) switch
        {
            (true, _) => $"{whole} out of 5 stars",
            (false, 1) => "half a star out of 5",
            _ => $"{whole} and a half out of 5 stars",
        };
    }

    /// <summary>Less than.</summary>
    public static bool operator <(Rating left, Rating right) => left.Halves < right.Halves;

    /// <summary>Greater than.</summary>
    public static bool operator >(Rating left, Rating right) => left.Halves > right.Halves;

    /// <summary>At most.</summary>
    public static bool operator <=(Rating left, Rating right) => left.Halves <= right.Halves;

    /// <summary>At least.</summary>
    public static bool operator >=(Rating left, Rating right) => left.Halves >= right.Halves;
}
