using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FilmBlog.Core.Domain;

/// <summary>A day, a month or a year, as one remembers when one saw a film: <c>2026-10-30</c>, <c>2026-10</c>, <c>2026</c>.</summary>
/// <param name="Year">1888 (the first film) to 9999.</param>
/// <param name="Month">1 to 12, or null.</param>
/// <param name="Day">A day of that month, or null; null when there is no month.</param>
public readonly record struct PartialDate(int Year, int? Month, int? Day)
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>Reads one of the three forms; false for anything else, and for days that no calendar has.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PartialDate date)
    {
        date = default;
        for (var form = 0; form < Forms.Length; form++)
        {
            if (DateOnly.TryParseExact(text, Forms[form], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1888)
            {
                date = new PartialDate(day.Year, form < 2 ? day.Month : null, form < 1 ? day.Day : null);
                return true;
            }
        }

        return false;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => (Month, Day) switch
    {
        ({ } month, { } day) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{month:00}-{day:00}"),
        ({ } month, null) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{month:00}"),
        _ => Year.ToString("0000", CultureInfo.InvariantCulture),
    };
}
