using System.Globalization;
using System.Text;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// Estimates of set type without a font at hand: advances by class of letter, taken from Georgia and rounded up. The server does not
/// know which of the stack's faces the reader has; the layout leaves the rest of the difference as room.
/// </summary>
internal static class TypeMeasure
{
    /// <summary>Width of a line at a size, with letter spacing after each letter.</summary>
    public static double Width(string text, double size, double spacing = 0)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            var advance = Advance(rune);
            width += advance == 0 ? 0 : (advance * size) + spacing;
        }

        return width;
    }

    /// <summary>Whether a line may end before and after this letter without a space, as in Chinese and Japanese.</summary>
    public static bool IsIdeographic(Rune rune) => rune.Value is
        (>= 0x2E80 and <= 0xA4CF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF60)
        or (>= 0x1F000 and <= 0x3FFFF);

    /// <summary>The direction of a text by its first letter of a strong script.</summary>
    public static bool IsRightToLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
                return IsSemitic(rune.Value) || rune.Value is (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
        }

        return false;
    }

    // Hebrew, Arabic and the scripts between them, with their presentation forms.
    private static bool IsSemitic(int value) =>
        value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE);

    private static double Advance(Rune rune)
    {
        var value = rune.Value;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        if (IsIdeographic(rune) || value is >= 0xAC00 and <= 0xD7AF)
            return 1;
        return value switch
        {
            ' ' or 0xA0 => 0.26,
            'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '!' or '|' or 0x2018 or 0x2019 or 0xB7 => 0.3,
            'f' or 'r' or 't' or 'I' or 'J' or '(' or ')' or '[' or ']' or '-' or '/' => 0.41,
            's' or 'c' or 'z' or 'e' or 'a' => 0.5,
            'm' or 'M' or 'W' or 0x2014 or 0x2026 or '@' or '%' => 0.95,
            'w' or 'O' or 'Q' or 'N' or 'H' or 'K' or 'G' or 'D' or '&' => 0.8,
            < 0x80 when char.IsAsciiLetterUpper((char)value) => 0.68,
            < 0x80 => 0.58,
            0x0416 or 0x0428 or 0x0429 or 0x042E or 0x042B or 0x041C or 0x0424 => 1.0,
            0x0436 or 0x0448 or 0x0449 or 0x044E or 0x044B or 0x043C or 0x0444 => 0.85,
            _ when IsSemitic(value) => 0.52,
            _ => Rune.IsUpper(rune) ? 0.76 : 0.6,
        };
    }
}
