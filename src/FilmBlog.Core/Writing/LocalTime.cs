using System.Globalization;

namespace FilmBlog.Core.Writing;

/// <summary>
/// What a time on the site's clock means. Most are one instant; where the clocks go back an hour comes twice, and where they go forward one
/// does not come at all: then the author is to say what was meant.
/// </summary>
/// <param name="Written">The time as it was written.</param>
/// <param name="Instants">The instants that it may mean, the earlier first, each with the zone's offset at it. One unless it comes twice.</param>
/// <param name="IsSkipped">The clocks skip it: the one instant is an hour later, as it is for the dates of files.</param>
public sealed record LocalTime(DateTime Written, IReadOnlyList<DateTimeOffset> Instants, bool IsSkipped)
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>Whether it is one instant and no question.</summary>
    public bool IsClear => !IsSkipped && Instants.Count == 1;

    /// <summary>Reads what a field for date and time sends: <c>2026-10-25T02:30</c>. Null when it is no date and time of a year from 1888 on.</summary>
    public static LocalTime? Read(string? text, TimeZoneInfo zone) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 1888 and < 9999
            ? Of(local, zone)
            : null;

    /// <summary>What this time means in this zone.</summary>
    public static LocalTime Of(DateTime written, TimeZoneInfo zone)
    {
        if (zone.IsAmbiguousTime(written))
        {
            // The greater offset is the earlier instant.
            return new LocalTime(written, [.. zone.GetAmbiguousTimeOffsets(written).OrderDescending().Select(offset => new DateTimeOffset(written, offset))], IsSkipped: false);
        }

        var there = written;
        // Where the date line moved, that is a day.
        while (!IsShown(there, zone))
        {
            there = there.AddHours(1);
        }

        return new LocalTime(written, [new DateTimeOffset(there, zone.GetUtcOffset(there))], IsSkipped: there != written);
    }

    // The zone's own word on what it skips leaves out the days of a date line: the clock itself tells.
    private static bool IsShown(DateTime time, TimeZoneInfo zone) =>
        !zone.IsInvalidTime(time) && TimeZoneInfo.ConvertTime(new DateTimeOffset(time, zone.GetUtcOffset(time)), zone).DateTime == time;
}
