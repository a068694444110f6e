using System.Globalization;
using System.Text;

namespace FilmBlog.Core.Domain;

/// <summary>Folds text to the plain letters that slugs, sort keys and name comparisons are made of.</summary>
public static class Folding
{
    /// <summary>
    /// Lower case without marks: <c>Amélie</c> becomes <c>amelie</c>, <c>Łódź</c> <c>lodz</c>. Scripts other than Latin stay in
    /// their script. Never throws: lone surrogates and noncharacters are dropped, since <see cref="string.Normalize()"/> refuses them.
    /// </summary>
    public static string Plain(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            {
                continue;
            }

            var lower = Rune.ToLowerInvariant(rune);
            if (LatinLetter(lower.Value) is { } letters)
            {
                folded.Append(letters);
            }
            else
            {
                folded.Append(lower);
            }
        }

        return folded.ToString();
    }

    /// <summary>
    /// What makes two names one: normal form C, case folded, single spaces. <c>Agnès</c> and <c>AGNÈS </c> agree, <c>Agnes</c> differs.
    /// </summary>
    public static string NameKey(string name)
    {
        // Up and down again folds what only has a capital or a small form in one direction (ſ, ς).
        var folded = WellFormed(name).Normalize(NormalizationForm.FormC).ToUpperInvariant().ToLowerInvariant();
        return string.Join(' ', folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The text in Latin letters where a letter table knows how (Cyrillic, Greek); other scripts stay as they are.</summary>
    public static string Romanised(string text)
    {
        var plain = new StringBuilder(text.Length);
        // Composed first: й and ё are letters of their own, not и and е with a mark.
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (LetterTables.Romanise(Rune.ToLowerInvariant(rune).Value) is { } letters)
            {
                plain.Append(letters);
            }
            else
            {
                plain.Append(rune);
            }
        }

        return Plain(plain.ToString());
    }

    /// <summary>The text without lone surrogates and noncharacters, which <see cref="string.Normalize()"/> refuses.</summary>
    public static string WellFormed(string text)
    {
        var clean = new StringBuilder(text.Length);
        // EnumerateRunes turns a lone surrogate into U+FFFD; the noncharacters are the last two of each plane and U+FDD0–U+FDEF.
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0xFFFD && (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is < 0xFDD0 or > 0xFDEF)
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    /// <summary>
    /// Whether a text consists of characters alone: nothing in it is a lone surrogate, a noncharacter, or U+FFFD, which stands for what could
    /// not be read.
    /// </summary>
    public static bool IsWellFormed(string text) => WellFormed(text).Length == text.Length;

    /// <summary>The plain letters of a small Latin letter that does not decompose; null for all others.</summary>
    internal static string? LatinLetter(int letter) => letter switch
    {
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ð' => "d",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        _ => null,
    };
}
