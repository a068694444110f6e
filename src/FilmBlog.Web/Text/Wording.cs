using System.Globalization;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Text;

/// <summary>Dates, numbers and counts as this site's readers read them.</summary>
public sealed class Wording(SiteProfile site)
{
    /// <summary>An instant as a day in the site's zone: "24 October 2026".</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString(Culture.Name.StartsWith("en-US", StringComparison.Ordinal) ? "MMMM d, yyyy" : "d MMMM yyyy", Culture);

    /// <summary>An instant to the minute in the site's zone: "24 October 2026, 14:02".</summary>
    public string Moment(DateTimeOffset at) => $"{Day(at)}, {Local(at).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>An instant to the minute in the site's zone, no longer than needed: "today, 14:02", "3 December, 09:00", "3 December 2027, 09:00".</summary>
    public string Moment(DateTimeOffset at, DateTimeOffset now)
    {
        var (there, here) = (Local(at), Local(now));
        var american = Culture.Name.StartsWith("en-US", StringComparison.Ordinal);
        var day = there.Date == here.Date ? "today"
            : there.Year == here.Year ? there.ToString(american ? "MMMM d" : "d MMMM", Culture)
            : Day(at);
        return $"{day}, {there.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>How long ago within a day, else when: "20 minutes ago", "3 December, 09:00".</summary>
    public string Ago(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalMinutes: < 2 } => "a minute ago",
        { TotalMinutes: < 60 } past => string.Create(CultureInfo.InvariantCulture, $"{(int)past.TotalMinutes} minutes ago"),
        { TotalHours: < 2 } => "an hour ago",
        { TotalHours: < 24 } past => string.Create(CultureInfo.InvariantCulture, $"{(int)past.TotalHours} hours ago"),
        _ => Moment(at, now),
    };

    /// <summary>What a review is, in words: "Draft", "Scheduled for 3 December, 09:00", "Published 1 October, 09:00", "In the bin since today, 14:02".</summary>
    public string State(DateTimeOffset? publishedAt, DateTimeOffset? binnedAt, DateTimeOffset now) =>
        binnedAt is { } binned ? $"In the bin since {Moment(binned, now)}"
        : publishedAt is not { } at ? "Draft"
        : at > now ? $"Scheduled for {Moment(at, now)}"
        : $"Published {Moment(at, now)}";

    /// <summary>A month: "October 2026".</summary>
    public string Month(DateTimeOffset at) => Local(at).ToString("MMMM yyyy", Culture);

    /// <summary>The month for grouping, in the site's zone.</summary>
    public (int Year, int Month) MonthOf(DateTimeOffset at) => (Local(at).Year, Local(at).Month);

    /// <summary>For the attribute <c>datetime</c>: with the zone's offset.</summary>
    public string Machine(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>A day, month or year: "30 October 2026", "October 2026", "2026".</summary>
    public string Partial(PartialDate date) => (date.Month, date.Day) switch
    {
        ({ } month, { } day) => new DateOnly(date.Year, month, day).ToString("d MMMM yyyy", Culture),
        ({ } month, null) => new DateOnly(date.Year, month, 1).ToString("MMMM yyyy", Culture),
        _ => date.Year.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A whole number with the culture's separators.</summary>
    public string Number(int number) => number.ToString("N0", Culture);

    /// <summary>"1 review", "12 reviews".</summary>
    public string Reviews(int count) => count == 1 ? "1 review" : $"{Number(count)} reviews";

    /// <summary>A decimal with one place, the same for every reader: "8.0".</summary>
    public static string OneDecimal(decimal number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>"5 min": at 230 words a minute, at least one.</summary>
    public static string ReadingTime(int words) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (words + 115) / 230)} min read");

    /// <summary>"A", "A and B", "A, B and C".</summary>
    public static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
    };

    /// <summary>
    /// A line of the author's with the quotation marks and apostrophes of print, as the essay has them: <c>'</c> and <c>"</c> open after a
    /// space or an opening bracket and close elsewhere.
    /// </summary>
    public static string Typeset(string line)
    {
        if (line.AsSpan().IndexOfAny('\'', '"') < 0)
        {
            return line;
        }

        return string.Create(line.Length, line, static (print, line) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                var opens = i == 0 || char.IsWhiteSpace(line[i - 1]) || line[i - 1] is '(' or '[' or '–' or '—' or '“' or '‘' || (line[i - 1] is '"' && print[i - 1] is '“');
                print[i] = (line[i], opens) switch
                {
                    // '68 and 'tis: an apostrophe before a digit is one.
                    ('\'', true) => i + 1 < line.Length && char.IsAsciiDigit(line[i + 1]) ? '’' : '‘',
                    ('\'', false) => '’',
                    ('"', true) => '“',
                    ('"', false) => '”',
                    (var other, _) => other,
                };
            }
        });
    }

    /// <summary>The class of a heading that would fill the screen at full size; null for most.</summary>
    public static string? Length(string title) => title.Length switch
    {
        > 90 => "longest",
        > 36 => "long",
        _ => null,
    };

    /// <summary>The name of a language in English, from its tag: "Russian".</summary>
    public static string Language(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    /// <summary>The direction of a text, from its first letter that has one.</summary>
    public static string Direction(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
            if (rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF))
            {
                return "rtl";
            }

            if (System.Text.Rune.IsLetter(rune))
            {
                return "ltr";
            }
        }

        return "ltr";
    }

    private CultureInfo Culture => site.Culture;

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, site.Zone);
}
