using System.Text;

namespace FilmBlog.Core.Markup;

/// <summary>Keeps what HTML forbids (control characters, noncharacters, lone surrogates) out of text.</summary>
internal static class Characters
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Replaces each forbidden code unit by U+FFFD, one for one, so that positions in the result are positions in <paramref name="text"/>.
    /// </summary>
    public static string Clean(string text)
    {
        var first = 0;
        while (first < text.Length && IsPlain(text[first]))
            first++;
        if (first == text.Length)
            return text;

        return string.Create(text.Length, (text, first), static (result, source) =>
        {
            source.text.CopyTo(result);
            for (var i = source.first; i < result.Length; i++)
            {
                var c = result[i];
                if (IsPlain(c))
                    continue;
                if (char.IsHighSurrogate(c) && i + 1 < result.Length && char.IsLowSurrogate(result[i + 1]))
                {
                    if (IsNoncharacter(char.ConvertToUtf32(c, result[i + 1])))
                        result[i] = result[i + 1] = Replacement;
                    i++;
                }
                else if (char.IsSurrogate(c) || IsForbidden(c))
                {
                    result[i] = Replacement;
                }
            }
        });
    }

    private static bool IsPlain(char c) => c is (>= ' ' and < '\u007F') or '\n' or '\r' or '\t' or (>= '\u00A0' and < '\uD800');

    private static bool IsForbidden(char c) => char.IsControl(c) || IsNoncharacter(c);

    // The Unicode Standard, section 23.7: the last two code points of every plane, and U+FDD0..U+FDEF.
    private static bool IsNoncharacter(int codePoint) =>
        (codePoint & 0xFFFE) == 0xFFFE || codePoint is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>Appends, leaving runs of white space as a single space and none at the start of a line.</summary>
    public static void AppendCollapsed(StringBuilder builder, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
                builder.Append(c);
            else if (builder.Length > 0 && builder[^1] is not (' ' or '\n'))
                builder.Append(' ');
        }
    }
}
