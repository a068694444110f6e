using System.Text;

namespace FilmBlog.Core.Imaging;

/// <summary>Makes text fit to be set, and breaks it into lines of even length.</summary>
internal static class LineBreaker
{
    private const string NeverFirst = "、。，．・：；？！）」』】〉》”’…,.;:!?)]}";
    private const string NeverLast = "（「『【〈《“‘([{";

    /// <summary>
    /// Leaves out what cannot be written in XML or would reach beyond its line (control characters, unpaired surrogates, directional
    /// overrides) and joins runs of white space. The joiners of Persian stay.
    /// </summary>
    public static string Clean(string? text)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (rune.Value is not (0xFFFD or 0xFFFE or 0xFFFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>
    /// Breaks a clean text into as few lines as the measure allows, evened out. Null where it takes more than
    /// <paramref name="most"/> lines or a word has to be cut.
    /// </summary>
    public static List<string>? Break(string text, double size, double measure, int most)
    {
        // What stands in brackets, or is joined by a hyphen, stays together if it can.
        var pieces = Pieces(text, together: true);
        if (!Fits(pieces, size, measure, most))
            pieces = Pieces(text);
        if (!Fits(pieces, size, measure, most))
            return null;
        var lines = Fill(pieces, size, measure);

        // The narrowest measure that needs no further line gives the most even ones.
        for (var narrower = measure * 0.98; narrower > measure * 0.2; narrower -= measure * 0.02)
        {
            if (!Fits(pieces, size, narrower, lines.Count))
                break;
            lines = Fill(pieces, size, narrower);
        }

        return lines;
    }

    /// <summary>Breaks a text into lines whatever it takes: words are cut, and an ellipsis stands for what has no room.</summary>
    public static List<string> Cut(string text, double size, double measure, int most)
    {
        var pieces = Pieces(text).SelectMany(piece => TypeMeasure.Width(piece.TrimEnd(), size) > measure ? Letters(piece) : [piece]).ToList();
        var lines = Fill(pieces, size, measure);
        if (lines.Count <= most)
            return lines;
        var last = Letters(string.Concat(lines[most - 1], " ", lines[most])).ToList();
        while (last.Count > 0 && TypeMeasure.Width(string.Concat(last).TrimEnd() + "…", size) > measure)
            last.RemoveAt(last.Count - 1);
        lines.RemoveRange(most, lines.Count - most);
        lines[most - 1] = string.Concat(last).TrimEnd() + "…";
        return lines;
    }

    private static bool Fits(List<string> pieces, double size, double measure, int most) =>
        pieces.TrueForAll(piece => TypeMeasure.Width(piece.TrimEnd(), size) <= measure) && Fill(pieces, size, measure).Count <= most;

    private static List<string> Fill(List<string> pieces, double size, double measure)
    {
        List<string> lines = [];
        var line = "";
        foreach (var piece in pieces)
        {
            if (line.Length > 0 && TypeMeasure.Width((line + piece).TrimEnd(), size) > measure)
            {
                lines.Add(line.TrimEnd());
                line = "";
            }

            line += piece;
        }

        if (line.Length > 0)
            lines.Add(line.TrimEnd());
        return lines;
    }

    // A piece is what stays together: a word with the space after it, or one ideograph with its punctuation.
    private static List<string> Pieces(string text, bool together = false)
    {
        List<string> pieces = [];
        var piece = new StringBuilder();
        Rune? previous = null;
        var depth = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (previous is { } before && depth == 0 && !(together && before.Value == '-') && !IsArticle(pieces, piece) && MayBreak(before, rune))
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(rune.ToString());
            previous = rune;
            if (together)
                depth = rune.Value switch { '(' => depth + 1, ')' => Math.Max(0, depth - 1), _ => depth };
        }

        if (piece.Length > 0)
            pieces.Add(piece.ToString());
        return pieces;
    }

    // "The" alone on the first line looks like a mistake; so does any short first word.
    private static bool IsArticle(List<string> pieces, StringBuilder piece) => pieces.Count == 0 && piece.Length is > 1 and <= 4 && piece[^1] == ' ';

    private static bool MayBreak(Rune before, Rune after)
    {
        if (after.Value == ' ')
            return false;
        if (before.Value == ' ' || before.Value is '-' or 0x2013 or 0x2014)
            return true;
        return (TypeMeasure.IsIdeographic(before) || TypeMeasure.IsIdeographic(after))
            && !NeverFirst.Contains(after.ToString(), StringComparison.Ordinal)
            && !NeverLast.Contains(before.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Letters(string text)
    {
        var letters = System.Globalization.StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
            yield return letters.GetTextElement();
    }
}
