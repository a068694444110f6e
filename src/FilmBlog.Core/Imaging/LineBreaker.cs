using System.Globalization;
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
    /// <param name="text">The text.</param>
    /// <param name="size">The size of type.</param>
    /// <param name="measure">The width of a line, in the units of the size.</param>
    /// <param name="most">The most lines.</param>
    /// <param name="ems">Measures a text in ems; null: by estimate, for faces that are not known here.</param>
    public static List<string>? Break(string text, double size, double measure, int most, Func<string, double>? ems = null)
    {
        // What stands in brackets, or is joined by a hyphen, stays together if it can.
        var room = measure / size;
        var width = ems ?? Estimate;
        var pieces = Pieces(text, width, together: true);
        if (!Fits(pieces, room, most))
            pieces = Pieces(text, width, together: false);
        if (!Fits(pieces, room, most))
            return null;

        // The narrowest measure that needs no further line gives the most even ones.
        var count = Fill(pieces, room).Count;
        // Never below a least one: what has no width, such as a zero-width space, fits into any.
        var least = room * 0.2;
        for (var narrower = room * 0.98; narrower > least && Fits(pieces, narrower, count); narrower -= room * 0.02)
            room = narrower;
        return [.. Fill(pieces, room).Select(line => Text(pieces, line))];
    }

    /// <summary>Breaks a text into lines whatever it takes: words are cut, and an ellipsis stands for what has no room.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of type.</param>
    /// <param name="measure">The width of a line, in the units of the size.</param>
    /// <param name="most">The most lines.</param>
    /// <param name="ems">Measures a text in ems; null: by estimate.</param>
    public static List<string> Cut(string text, double size, double measure, int most, Func<string, double>? ems = null)
    {
        var room = measure / size;
        var width = ems ?? Estimate;
        var pieces = Pieces(text, width, together: false).SelectMany(piece => piece.Inked > room ? Letters(piece.Text, width) : [piece]).ToList();
        var lines = Fill(pieces, room);
        if (lines.Count <= most)
            return [.. lines.Select(line => Text(pieces, line))];

        // The last line is filled up with letters of the word that did not fit.
        var last = Letters(Text(pieces, lines[most - 1].Start..lines[most].End), width).ToList();
        var taken = last.Sum(letter => letter.Full) + width("…");
        while (last.Count > 0 && taken > room)
        {
            taken -= last[^1].Full;
            last.RemoveAt(last.Count - 1);
        }

        return [.. lines.Take(most - 1).Select(line => Text(pieces, line)), Text(last, ..) + "…"];
    }

    private static double Estimate(string text) => TypeMeasure.Width(text, 1);

    private static bool Fits(List<Piece> pieces, double ems, int most) =>
        pieces.TrueForAll(piece => piece.Inked <= ems) && Fill(pieces, ems).Count <= most;

    private static List<Range> Fill(List<Piece> pieces, double ems)
    {
        List<Range> lines = [];
        var (start, width) = (0, 0.0);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > start && width + pieces[i].Inked > ems)
            {
                lines.Add(start..i);
                (start, width) = (i, 0);
            }

            width += pieces[i].Full;
        }

        if (start < pieces.Count)
            lines.Add(start..pieces.Count);
        return lines;
    }

    private static string Text(List<Piece> pieces, Range line) => string.Concat(pieces.Take(line).Select(piece => piece.Text)).TrimEnd();

    // A piece is what stays together: a word with the space after it, or one ideograph with its punctuation.
    private static List<Piece> Pieces(string text, Func<string, double> width, bool together)
    {
        List<Piece> pieces = [];
        var piece = new StringBuilder();
        Rune? previous = null;
        var depth = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var held = depth > 0 || (together && previous is { Value: '-' }) || IsArticle(pieces, piece);
            if (!held && previous is { } before && MayBreak(before, rune))
            {
                pieces.Add(Piece.Of(piece.ToString(), width));
                piece.Clear();
            }

            piece.Append(rune.ToString());
            previous = rune;
            if (together)
                depth = rune.Value switch { '(' => depth + 1, ')' => Math.Max(0, depth - 1), _ => depth };
        }

        if (piece.Length > 0)
            pieces.Add(Piece.Of(piece.ToString(), width));
        return pieces;
    }

    // "The" alone on the first line looks like a mistake; so does any short first word.
    private static bool IsArticle(List<Piece> pieces, StringBuilder piece) =>
        pieces.Count == 0 && piece.Length is > 1 and <= 4 && piece[^1] == ' ';

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

    private static IEnumerable<Piece> Letters(string text, Func<string, double> width)
    {
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
            yield return Piece.Of(letters.GetTextElement(), width);
    }

    /// <summary>What stays together, and its widths in ems: with the space after it, and without.</summary>
    private readonly record struct Piece(string Text, double Full, double Inked)
    {
        public static Piece Of(string text, Func<string, double> width) => new(text, width(text), width(text.TrimEnd()));
    }
}
