using System.Buffers;
using System.Globalization;
using System.Text;

namespace FilmBlog.Core.Domain;

/// <summary>Text as searches compare it: words without marks, case and punctuation, and the other forms in which one may type a title or a name.</summary>
public static class SearchText
{
    /// <summary>Stands before and after each form that is stored, so that a whole form can be asked for. No text that is searched has it.</summary>
    internal const string Edge = "\uE000";

    private static readonly SearchValues<char> SpelledWithTwo = SearchValues.Create("äöüøåÄÖÜØÅ");

    private static readonly string[] Articles = ["the", "a", "an"];

    // By their values.
    private static readonly string[] Numbers =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen", "twenty",
    ];

    private static readonly Dictionary<string, string> WrittenOut = new(StringComparer.Ordinal)
    {
        ["dr"] = "doctor",
        ["mr"] = "mister",
        ["ii"] = "2",
        ["iii"] = "3",
        ["iv"] = "4",
        ["v"] = "5",
        ["vi"] = "6",
        ["vii"] = "7",
        ["viii"] = "8",
        ["ix"] = "9",
        ["x"] = "10",
    };

    /// <summary>
    /// The words of a text, folded: <c>Amélie</c> gives <c>amelie</c>, <c>8½</c> gives <c>8 1 2</c>, <c>Ocean's</c> gives <c>oceans</c>. Scripts
    /// without spaces give each character as a word. A text without any letter or digit gives its signs as one word. Never throws.
    /// </summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var folded = new StringBuilder(text.Length + 8);
        foreach (var rune in Apart(Folding.WellFormed(text)).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            Fold(folded, rune);
        }

        var words = Split(folded.ToString().Normalize(NormalizationForm.FormC));
        if (words.Length > 0)
        {
            return words;
        }

        var signs = string.Concat(Folding.WellFormed(text).EnumerateRunes().Where(r => Rune.IsPunctuation(r) || Rune.IsSymbol(r)));
        return signs.Length == 0 ? [] : [signs];
    }

    /// <summary>The words of a text in small letters and with their marks, as essays have them.</summary>
    public static IReadOnlyList<string> PlainWords(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in Folding.WellFormed(text).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
            {
                plain.Append(Rune.ToLowerInvariant(rune));
            }
            else
            {
                plain.Append(' ');
            }
        }

        return Split(plain.ToString());
    }

    /// <summary>Without the articles that one leaves out of a title as one likes; all of them where there is nothing else.</summary>
    public static IReadOnlyList<string> WithoutArticles(IReadOnlyList<string> words)
    {
        var others = words.Where(word => !Articles.Contains(word)).ToList();
        return others.Count == 0 ? words : others;
    }

    /// <summary>All forms in which one may type a title or a name, each once, words between single spaces.</summary>
    internal static IReadOnlyList<string> Forms(string text)
    {
        var words = Words(text);
        var forms = new List<IEnumerable<string>> { words, WithoutArticles(words) };
        // Spider-Man as spiderman, 3:10 as 310, WALL·E as walle.
        forms.Add(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(part => string.Concat(Words(part))));
        // Rocky II as Rocky 2, Dr. as doctor; a first letter such as "X" is a name.
        forms.Add(words.Select((word, place) => (place > 0 || word.Length > 1) && WrittenOut.TryGetValue(word, out var other) ? other : word));
        if (text.AsSpan().IndexOfAny(SpelledWithTwo) >= 0)
        {
            forms.Add(Words(TwoLetters(text)));
        }

        // Twelve Angry Men as 12 Angry Men, and the other way round.
        forms.Add(words.Select(word => Array.IndexOf(Numbers, word) is >= 0 and var number ? number.ToString(CultureInfo.InvariantCulture) : word));
        forms.Add(words.Select(Spoken));
        if (text.Contains('½', StringComparison.Ordinal))
        {
            forms.Add(Words(text.Replace("½", ".5", StringComparison.Ordinal)));
            forms.Add(Words(text.Replace("½", " and a half", StringComparison.Ordinal)).Select(Spoken));
        }

        forms.Add(Words(Folding.Romanised(text)));
        return [.. forms.Select(form => string.Join(' ', form.Where(word => word.Length > 0))).Where(form => form.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private static string Spoken(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Numbers.Length ? Numbers[number] : word;

    private static string TwoLetters(string text)
    {
        var spelled = new StringBuilder(text.Length + 4);
        foreach (var letter in text)
        {
            spelled.Append(char.ToLowerInvariant(letter) switch { 'ä' => "ae", 'ö' or 'ø' => "oe", 'ü' => "ue", 'å' => "aa", _ => letter.ToString() });
        }

        return spelled.ToString();
    }

    // ½ would join the digit before it when it is taken apart.
    private static string Apart(string text) => text.AsSpan().IndexOfAnyInRange('\u00B2', '\u00BE') < 0
        ? text
        : string.Concat(text.Select(c => char.GetUnicodeCategory(c) == UnicodeCategory.OtherNumber ? $" {c} " : c.ToString()));

    private static void Fold(StringBuilder folded, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark when !IsLetterLike(rune.Value):
            case UnicodeCategory.Format:
                return;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark:
                folded.Append(rune);
                return;
        }

        // Also the marks that stand for an apostrophe: they leave one word.
        if (rune.Value is '\'' or '’' or '‘' or 'ʼ' or '`' or '´' or 'ʹ' or 'ـ')
        {
            return;
        }

        if (!Rune.IsLetter(rune) && !Rune.IsNumber(rune))
        {
            folded.Append(rune.Value == '&' ? " and " : " ");
            return;
        }

        var lower = Rune.ToLowerInvariant(rune);
        if (HasNoSpaces(lower.Value))
        {
            folded.Append(' ').Append(lower).Append(IsHan(lower.Value) ? " " : "");
        }
        else if (Folding.LatinLetter(lower.Value) is { } letters)
        {
            folded.Append(letters);
        }
        else
        {
            folded.Append(lower.Value switch { 'ة' => new Rune('ه'), 'ى' or 'ی' => new Rune('ي'), 'ک' => new Rune('ك'), 'ς' => new Rune('σ'), _ => lower });
        }
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // From Devanagari to Myanmar, Khmer, and the voicing of kana: vowels and consonants, not accents.
    private static bool IsLetterLike(int mark) => mark is (>= 0x0900 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or 0x3099 or 0x309A;

    private static bool IsHan(int letter) => letter is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    // Han, kana, Thai, Lao, Myanmar, Khmer.
    private static bool HasNoSpaces(int letter) =>
        IsHan(letter) || letter is (>= 0x3041 and <= 0x30FF) or (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF);

    private static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
