namespace FilmBlog.Core.Domain;

/// <summary>The stored key by which titles sort: folded, without a leading article.</summary>
public static class SortTitle
{
    private static readonly string[] English = ["the ", "a ", "an "];

    // "Die Hard" keeps its first word: other articles go only when the film speaks that language.
    private static readonly Dictionary<string, string[]> ByLanguage = new(StringComparer.Ordinal)
    {
        ["de"] = ["der ", "die ", "das ", "ein ", "eine "],
        ["es"] = ["el ", "la ", "los ", "las ", "un ", "una "],
        ["fr"] = ["le ", "la ", "les ", "l'", "l’", "un ", "une ", "des "],
        ["it"] = ["il ", "lo ", "la ", "i ", "gli ", "le ", "l'", "l’", "un ", "una "],
        ["nl"] = ["de ", "het ", "een "],
        ["pt"] = ["o ", "a ", "os ", "as ", "um ", "uma "],
    };

    /// <summary>The key of a title; <paramref name="language"/> is the film's main one (BCP 47) or null.</summary>
    public static string Of(string title, string? language)
    {
        var key = Folding.Plain(title).TrimStart();
        var articles = language is { Length: >= 2 } && ByLanguage.TryGetValue(language[..2], out var own) ? [.. English, .. own] : English;
        var article = articles.FirstOrDefault(a => key.StartsWith(a, StringComparison.Ordinal) && key.Length > a.Length);
        key = article is null ? key : key[article.Length..];
        // What leads with punctuation ("(500) Days", "*batteries") sorts by its first letter or digit.
        var start = 0;
        while (start < key.Length && !char.IsLetterOrDigit(key[start]) && !char.IsSurrogate(key[start]))
        {
            start++;
        }

        return start < key.Length ? key[start..] : key;
    }
}
