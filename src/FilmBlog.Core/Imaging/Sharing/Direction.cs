using System.Globalization;
using System.Text;

namespace FilmBlog.Core.Imaging.Sharing;

/// <summary>A part of a line in one direction.</summary>
/// <param name="Text">The part, in the order of reading.</param>
/// <param name="RightToLeft">Whether it runs to the left.</param>
internal readonly record struct DirectedRun(string Text, bool RightToLeft);

/// <summary>
/// The parts of a line in the order in which they stand from left to right: the rules of the Unicode bidirectional algorithm that titles need
/// (strong letters, numbers, what stands between them), without explicit embeddings, which are taken out before.
/// </summary>
internal static class Direction
{
    /// <summary>The runs of a line whose own direction follows from its first letter that has one.</summary>
    public static IReadOnlyList<DirectedRun> Runs(string line)
    {
        var runes = line.EnumerateRunes().ToList();
        var around = TypeMeasure.IsRightToLeft(line) ? 1 : 0;
        var levels = Levels(runes, around);

        List<(string Text, int Level)> parts = [];
        for (int start = 0, i = 1; i <= runes.Count; i++)
        {
            if (i == runes.Count || levels[i] != levels[start])
            {
                parts.Add((string.Concat(runes.Skip(start).Take(i - start).Select(rune => rune.ToString())), levels[start]));
                start = i;
            }
        }

        // From the highest level down, each stretch of that level or above turns round.
        for (var level = parts.Select(part => part.Level).DefaultIfEmpty(0).Max(); level > 0; level--)
        {
            for (var i = 0; i < parts.Count; i++)
            {
                var end = i;
                while (end < parts.Count && parts[end].Level >= level)
                {
                    end++;
                }

                parts.Reverse(i, end - i);
                i = end;
            }
        }

        return [.. parts.Select(part => new DirectedRun(part.Text, part.Level % 2 == 1))];
    }

    private static int[] Levels(List<Rune> runes, int around)
    {
        var kinds = new Kind[runes.Count];
        var strong = around == 1 ? Kind.Right : Kind.Left;
        for (var i = 0; i < runes.Count; i++)
        {
            var rune = runes[i];
            kinds[i] = rune switch
            {
                _ when Rune.IsLetter(rune) => strong = TypeMeasure.IsRightToLeft(rune.ToString()) ? Kind.Right : Kind.Left,
                // A number runs to the right wherever it stands, and belongs to the letters before it.
                _ when Rune.IsDigit(rune) => strong == Kind.Left ? Kind.Left : Kind.Number,
                _ when i > 0 && (IsMark(rune) || ShippedFaces.IsJoiner(rune)) => kinds[i - 1],
                _ => Kind.Neutral,
            };
        }

        // What stands between two of one direction belongs to them, else to the line.
        var line = around == 1 ? Kind.Right : Kind.Left;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] == Kind.Neutral)
            {
                var next = Array.FindIndex(kinds, i, kind => kind != Kind.Neutral);
                var before = i > 0 ? AsStrong(kinds[i - 1]) : line;
                var after = next < 0 ? line : AsStrong(kinds[next]);
                Array.Fill(kinds, before == after ? before : line, i, (next < 0 ? kinds.Length : next) - i);
            }
        }

        return [.. kinds.Select(kind => kind switch { Kind.Right => 1, Kind.Number => 2, _ => around * 2 })];
    }

    private static Kind AsStrong(Kind kind) => kind == Kind.Number ? Kind.Right : kind;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private enum Kind
    {
        Neutral,
        Left,
        Right,
        Number,
    }
}
