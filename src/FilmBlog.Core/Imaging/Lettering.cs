using System.Globalization;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// Sets title, original title and credit. In most frames they form one block at the foot, over the whole width; in a wide frame the
/// title hangs from the top of a column beside the picture and the credit stays at the foot. Every card ends on the same line, and
/// lines hang from the margin at which the script of the title begins.
/// </summary>
internal sealed class Lettering
{
    private const int Margin = 46;
    private const double WideFrame = 1.75;
    private const double Leading = 1.12;
    private const double FloorBeside = 0.77;
    private const double CapHeight = 0.72;
    private const int OriginalSize = 27;
    private const int OriginalLeading = 34;
    private const int CapitalSize = 18;
    private const int CapitalSpacing = 2;
    private const int CreditSize = 21;
    private const int CreditLeading = 27;
    private const int CreditGap = 13;

    // The most lines a size may take: large type stays short.
    private static readonly (int Size, int Lines)[] TitleSizes =
        [(84, 1), (74, 1), (66, 2), (59, 2), (53, 3), (47, 3), (41, 4), (36, 4), (32, 4), (28, 5)];

    private readonly List<TextLine> lines = [];

    private Lettering(TitleCardFilm film, int width, int height)
    {
        var beside = width > height * WideFrame;
        var measure = beside ? width * 0.41 : width - (2 * Margin);
        var title = LineBreaker.Clean(film.Title);
        var original = LineBreaker.Clean(film.OriginalTitle);
        if (original.Equals(title, StringComparison.OrdinalIgnoreCase))
            original = "";
        HangsRight = TypeMeasure.IsRightToLeft(title);
        var edge = HangsRight ? width - Margin : Margin;

        var (originalLines, originalSize) = FitOriginal(original, measure, height < 360 ? 1 : 2);
        var (creditLines, creditSize, creditSpacing) = FitCredit(film, measure);
        var creditHeight = creditLines.Count == 0 ? 0 : CreditGap + (creditLines.Count * CreditLeading);
        var below = (originalLines.Count * OriginalLeading) + creditHeight;

        // Beside the picture the title ends above the floor. Over the picture's foot it leaves three fifths, half where it is very long.
        double[] heights = beside
            ? [Math.Min(height * FloorBeside, height - Margin - creditHeight) - Margin - (originalLines.Count * OriginalLeading) - 10]
            : [(height * 0.39) - below, (height * 0.52) - below];
        var (titleLines, titleSize) = FitTitle(title, measure, heights);

        void Add(TextRole role, Tone tone, string text, double baseline, int size, int spacing, string? language)
        {
            var estimate = TypeMeasure.Width(text, size, spacing);
            var rightToLeft = TypeMeasure.IsRightToLeft(text);
            lines.Add(new TextLine(role, text, tone, edge, (int)baseline, size, spacing, estimate, HangsRight, rightToLeft, language));
        }

        var descent = titleLines.Count > 0 && originalLines.Count > 0 ? titleSize * 0.18 : 0;
        var titleHeight = titleLines.Count == 0 ? 0 : titleSize * (CapHeight + (Leading * (titleLines.Count - 1)));
        var foot = height - Margin;
        var top = beside ? Margin : foot - below - descent - titleHeight;
        var y = top + (titleSize * CapHeight);
        foreach (var line in titleLines)
        {
            Add(TextRole.Title, Tone.Ink, line, y, titleSize, 0, null);
            y += titleSize * Leading;
        }

        y = top + titleHeight + descent + OriginalLeading;
        foreach (var line in originalLines)
        {
            Add(TextRole.OriginalTitle, Tone.Quiet, line, y, originalSize, 0, LanguageTag(film.OriginalLanguage));
            y += OriginalLeading;
        }

        y = foot - ((creditLines.Count - 1) * CreditLeading);
        foreach (var line in creditLines)
        {
            Add(TextRole.Credit, Tone.Quiet, line, y, creditSize, creditSpacing, null);
            y += CreditLeading;
        }

        var column = beside ? Margin + (int)measure + 20 : 0;
        Left = HangsRight ? 0 : column;
        Right = HangsRight ? width - column : width;
        Bottom = beside ? height : (int)(top - (height * 0.055));
        Floor = beside ? (int)(height * FloorBeside) : Bottom;
    }

    public IReadOnlyList<TextLine> Lines => lines;

    /// <summary>Whether the lines hang from a right edge.</summary>
    public bool HangsRight { get; }

    /// <summary>Where the area free of lettering begins, across.</summary>
    public int Left { get; }

    /// <summary>Where it ends, across.</summary>
    public int Right { get; }

    /// <summary>Where things stand.</summary>
    public int Floor { get; }

    /// <summary>Where the free area ends, downwards.</summary>
    public int Bottom { get; }

    public static Lettering Of(TitleCardFilm film, int width, int height) => new(film, width, height);

    private static (List<string> Lines, int Size) FitTitle(string title, double measure, double[] heights)
    {
        if (title.Length == 0)
            return ([], 0);

        // A wide fallback face sets a tenth wider than the estimate; the title keeps that much room.
        var careful = measure * 0.9;
        static int Room(double height, int size) => (int)((height - (size * CapHeight)) / (size * Leading)) + 1;
        foreach (var height in heights)
        {
            foreach (var (size, most) in TitleSizes)
            {
                if (LineBreaker.Break(title, size, careful, Math.Min(most, Room(height, size))) is { } lines)
                    return (lines, size);
            }
        }

        var (smallest, last) = TitleSizes[^1];
        return (LineBreaker.Cut(title, smallest, careful, Math.Clamp(Room(heights[^1], smallest), 1, last)), smallest);
    }

    private static (List<string> Lines, int Size) FitOriginal(string original, double measure, int most)
    {
        if (original.Length == 0)
            return ([], 0);
        var careful = measure * 0.94;
        if (LineBreaker.Break(original, OriginalSize, careful, most) is { } lines)
            return (lines, OriginalSize);
        const int smaller = 22;
        return (LineBreaker.Break(original, smaller, careful, most) ?? LineBreaker.Cut(original, smaller, careful, most), smaller);
    }

    // As many names as fit, at best all: in capitals, else in small letters, else with the year on a line of its own.
    private static (List<string> Lines, int Size, int Spacing) FitCredit(TitleCardFilm film, double measure)
    {
        var careful = measure * 0.94;
        var names = film.Directors.Select(LineBreaker.Clean).Where(name => name.Length > 0).ToList();
        var year = film.Year > 0 ? film.Year.ToString(CultureInfo.InvariantCulture) : "";
        for (var count = MostNames(names, careful); count > 0; count--)
        {
            var who = string.Join(", ", names.Take(count)) + (count < names.Count ? " …" : "");
            var line = year.Length > 0 ? $"{who} · {year}" : who;

            // Letters that join must not be spaced.
            var capitals = line.ToUpperInvariant();
            if (!TypeMeasure.IsRightToLeft(line) && TypeMeasure.Width(capitals, CapitalSize, CapitalSpacing) <= careful)
                return ([capitals], CapitalSize, CapitalSpacing);
            if (TypeMeasure.Width(line, CreditSize) <= careful)
                return ([line], CreditSize, 0);
            if (year.Length > 0 && TypeMeasure.Width(who, CreditSize) <= careful)
                return ([who, year], CreditSize, 0);
        }

        return (year.Length > 0 ? [year] : [], CapitalSize, CapitalSpacing);
    }

    // No line of more names can fit: each takes room, if only that of its comma, so that what is looked at has an end however many there are.
    private static int MostNames(List<string> names, double measure)
    {
        var comma = TypeMeasure.Width(", ", CreditSize);
        var (count, capitals, small) = (0, 0.0, 0.0);
        foreach (var name in names)
        {
            capitals += TypeMeasure.Width(name.ToUpperInvariant(), CapitalSize, CapitalSpacing);
            small += TypeMeasure.Width(name, CreditSize);
            if (Math.Min(capitals, small) > measure)
                break;
            count++;
            capitals += comma;
            small += comma;
        }

        return count;
    }

    private static string? LanguageTag(string? tag) =>
        tag is { Length: > 1 and <= 35 } && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? tag : null;
}
