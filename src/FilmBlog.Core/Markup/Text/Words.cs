using System.Text;

namespace FilmBlog.Core.Markup.Text;

/// <summary>Counts words, for the reading time.</summary>
internal static class Words
{
    /// <summary>Runs of letters and digits; in scripts that leave no spaces, every character.</summary>
    public static int Count(string text)
    {
        var words = 0;
        var inside = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (HasNoSpaces(rune.Value))
            {
                words++;
                inside = false;
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                words += inside ? 0 : 1;
                inside = true;
            }
            else if (!IsInner(rune))
            {
                inside = false;
            }
        }

        return words;
    }

    private static bool IsInner(Rune rune) =>
        rune.Value is '\'' or '\u2019' or '-' or '\u2010' or '\u2011'
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.Format;

    // Kana, Han with extensions, and compatibility ideographs; Thai, Lao and Khmer write without spaces too, but in letters.
    private static bool HasNoSpaces(int rune) =>
        rune is (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
