using System.Globalization;
using System.Text;

namespace FilmBlog.Web.Security;

/// <summary>How a name looks: what an eye does not tell apart has one shape. The commonest of Unicode's confusables (UTS 39), no more.</summary>
internal static class NameShape
{
    // Without a glyph of their own, though they count as letters or signs.
    private const string Blanks = "\u115F\u1160\u2800\u3164\uFFA0";

    // Cyrillic and Greek letters in the case in which they look like a Latin one, the one below the other.
    private const string Foreign = "АВЕЅІЈКМНОРСТУХаесіјорѕухһӏԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυıℓ";
    private const string Latin = "abesijkmhopctyxaecijopsyxhldqwabezhikmnoptyxaivopuil";

    /// <summary>The shape of a name, which must be well-formed UTF-16.</summary>
    public static string Of(string name)
    {
        var shape = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKC).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            {
                continue;
            }

            if (Rune.IsWhiteSpace(rune))
            {
                shape.Append(' ');
            }
            else if (rune.IsBmp && Foreign.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var known)
            {
                shape.Append(Latin[known]);
            }
            else
            {
                shape.Append(Rune.ToLowerInvariant(rune));
            }
        }

        return string.Join(' ', shape.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Whether a name holds what one does not see, or what turns around what stands beside it. Joiners between letters are part of many scripts.</summary>
    public static bool HasHidden(string name)
    {
        var runes = name.EnumerateRunes().ToList();
        return runes.Where((rune, i) => !IsSeen(rune) && !(rune.Value is 0x200C or 0x200D && i > 0 && i + 1 < runes.Count && IsOfWord(runes[i - 1]) && IsOfWord(runes[i + 1]))).Any();
    }

    // What is no text at all is read as U+FFFD.
    private static bool IsSeen(Rune rune) =>
        rune != Rune.ReplacementChar && !(rune.IsBmp && Blanks.Contains((char)rune.Value, StringComparison.Ordinal))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool IsOfWord(Rune rune) => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
