namespace FilmBlog.Core.Searching;

/// <summary>A piece of a query: a word, a phrase, or an operator with its value.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where what follows it begins.</param>
/// <param name="Name">The operator's name in small letters; null: none.</param>
/// <param name="Value">The word, the phrase or the value, without quotation marks.</param>
/// <param name="IsPhrase">Whether it stood in quotation marks.</param>
/// <param name="IsOpen">Whether these were not closed.</param>
/// <param name="IsExcluded">Whether a minus stands before it.</param>
internal readonly record struct SearchToken(int Start, int End, string? Name, string Value, bool IsPhrase, bool IsOpen, bool IsExcluded)
{
    private static readonly string[] Operators = ["director", "theme", "year", "rating"];

    /// <summary>The pieces of a text in order; each text has some meaning.</summary>
    public static IEnumerable<SearchToken> In(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = At(text, at);
            yield return token;
            at = token.End;
        }
    }

    private static SearchToken At(string text, int start)
    {
        var isExcluded = text[start] == '-' && start + 1 < text.Length && !char.IsWhiteSpace(text[start + 1]);
        var at = isExcluded ? start + 1 : start;
        // Other words with a colon are words: "3:10 to Yuma".
        var name = Operators.FirstOrDefault(known =>
            text.AsSpan(at).StartsWith(known, StringComparison.OrdinalIgnoreCase) && at + known.Length < text.Length && text[at + known.Length] == ':');
        at += name is null ? 0 : name.Length + 1;
        var isPhrase = at < text.Length && IsMark(text[at]);
        var first = isPhrase ? at + 1 : at;
        var end = first;
        while (end < text.Length && !(isPhrase ? IsMark(text[end]) : char.IsWhiteSpace(text[end])))
        {
            end++;
        }

        var isClosed = isPhrase && end < text.Length;
        return new SearchToken(start, isClosed ? end + 1 : end, name, text[first..end], isPhrase, isPhrase && !isClosed, isExcluded);
    }

    /// <summary>Whether it is a quotation mark.</summary>
    public static bool IsMark(char letter) => letter is '"' or '“' or '”' or '„';
}
