using System.Globalization;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// Sets title, original title and credit in one block at the foot of the frame: over its whole width, or in a column beside the
/// picture where the frame is wide. The block hangs from the margin its title's script begins at.
/// </summary>
internal sealed class Lettering
{
    public const int Margin = 46;

    private const double WideFrame = 1.75;
    private const double Leading = 1.12;
    private static readonly (int Size, int Lines)[] TitleSizes =
        [(104, 1), (84, 1), (70, 2), (62, 2), (54, 3), (47, 3), (41, 4), (36, 4), (32, 4), (28, 5)];

    private readonly List<TextLine> lines = [];

    private Lettering(TitleCardFilm film, int width, int height)
    {
        var beside = width > height * WideFrame;
        var measure = beside ? width * 0.4 : width - (2 * Margin);
        var title = LineBreaker.Clean(film.Title);
        var hangsRight = TypeMeasure.IsRightToLeft(title);
        var edge = hangsRight ? (beside ? Margin + (int)measure : width - Margin) : Margin;

        // From the last line upwards, so that every card ends on the same line.
        var baseline = height - Margin;
        void Add(TextRole role, Tone tone, string text, int size, int spacing, string? language)
        {
            var estimate = TypeMeasure.Width(text, size, spacing);
            lines.Add(new TextLine(role, text, tone, edge, baseline, size, spacing, estimate, hangsRight, TypeMeasure.IsRightToLeft(text), language));
        }

        var credit = Credit(film, measure);
        if (credit.Length > 0)
        {
            Add(TextRole.Credit, Tone.Quiet, credit, CreditSize, CreditSpacing, null);
            baseline -= 38;
        }

        var original = LineBreaker.Clean(film.OriginalTitle);
        if (original.Length > 0 && !original.Equals(title, StringComparison.OrdinalIgnoreCase))
        {
            const int size = 27;
            var most = height < 360 ? 1 : 2;
            foreach (var line in (LineBreaker.Break(original, size, measure, most) ?? LineBreaker.Cut(original, 22, measure, most)).AsEnumerable().Reverse())
            {
                Add(TextRole.OriginalTitle, Tone.Quiet, line, TypeMeasure.Width(line, size) <= measure ? size : 22, 0, LanguageTag(film.OriginalLanguage));
                baseline -= 33;
            }

            baseline -= 7;
        }

        var tallest = beside ? baseline - Margin : baseline - (height * 0.5);
        var (titleLines, titleSize) = Fit(title, measure, tallest);
        foreach (var line in titleLines.AsEnumerable().Reverse())
        {
            Add(TextRole.Title, Tone.Ink, line, titleSize, 0, null);
            baseline -= (int)(titleSize * Leading);
        }

        lines.Reverse();
        var top = lines.Count == 0 ? height - Margin : lines[0].Baseline - (int)(lines[0].Size * 0.8);
        Left = beside ? Margin + (int)measure + 20 : 0;
        Bottom = beside ? height : Math.Max(top - (int)(height * 0.05), height / 4);
        Floor = beside ? (int)(height * 0.8) : Bottom;
    }

    public const int CreditSize = 18;
    public const int CreditSpacing = 2;

    public IReadOnlyList<TextLine> Lines => lines;

    /// <summary>Where the area free of lettering begins, across.</summary>
    public int Left { get; }

    /// <summary>Where things stand.</summary>
    public int Floor { get; }

    /// <summary>Where the free area ends, downwards.</summary>
    public int Bottom { get; }

    public static Lettering Of(TitleCardFilm film, int width, int height) => new(film, width, height);

    private static (List<string> Lines, int Size) Fit(string title, double measure, double tallest)
    {
        if (title.Length == 0)
            return ([], 0);
        foreach (var (size, most) in TitleSizes)
        {
            var room = Math.Min(most, (int)((tallest - (size * 0.8)) / (size * Leading)) + 1);

            // A wide fallback face sets a tenth wider than the estimate; the largest sizes keep that much room.
            if (room > 0 && LineBreaker.Break(title, size, measure * 0.9, room) is { } lines)
                return (lines, size);
        }

        var smallest = TitleSizes[^1].Size;
        var last = Math.Clamp((int)((tallest - (smallest * 0.8)) / (smallest * Leading)) + 1, 1, 5);
        return (LineBreaker.Cut(title, smallest, measure * 0.9, last), smallest);
    }

    private static string Credit(TitleCardFilm film, double measure)
    {
        var names = film.Directors.Select(name => LineBreaker.Clean(name).ToUpperInvariant()).Where(name => name.Length > 0).ToList();
        var year = film.Year > 0 ? film.Year.ToString(CultureInfo.InvariantCulture) : "";
        for (var count = names.Count; count >= 0; count--)
        {
            var who = string.Join(", ", names.Take(count)) + (count > 0 && count < names.Count ? " …" : "");
            var credit = who.Length > 0 && year.Length > 0 ? $"{who} · {year}" : who + year;
            if (TypeMeasure.Width(credit, CreditSize, CreditSpacing) <= measure)
                return credit;
        }

        return "";
    }

    private static string? LanguageTag(string? tag) =>
        tag is { Length: > 1 and <= 35 } && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? tag : null;
}
