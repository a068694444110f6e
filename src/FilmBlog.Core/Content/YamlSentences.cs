using YamlDotNet.Core;

namespace FilmBlog.Core.Content;

/// <summary>What is wrong with YAML, for an author who has never read its grammar.</summary>
internal static class YamlSentences
{
    // YamlDotNet's words, and ours for what they mean in front matter.
    private static readonly (string Theirs, string Ours)[] Known =
    [
        ("Mapping values are not allowed", "a value that contains \": \" must be put in quotes"),
        ("found invalid mapping", "a value that contains \": \" must be put in quotes"),
        ("unexpected end of stream", "a quotation mark is not closed"),
        ("unexpected document indicator", "a quotation mark is not closed"),
        ("expected ',' or ']'", "a list that begins with [ is not closed by ]"),
        ("expected ',' or '}'", "a group that begins with { is not closed by }"),
        ("found a tab character", "lines are indented by spaces, not by tabs"),
        ("found invalid tab", "lines are indented by spaces, not by tabs"),
        ("did not find expected key", "a line is indented otherwise than those around it, or is not \"key: value\""),
        ("could not find expected ':'", "a line is not \"key: value\""),
        ("expected '-' indicator", "a line of a list does not begin with \"- \""),
        ("cannot start any token", "a value that begins with a sign such as @, ` or % must be put in quotes"),
        ("Invalid key indicator", "a value that begins with a sign such as -, ? or : must be put in quotes"),
        ("unknown escape character", "within double quotes a backslash is written twice"),
    ];

    /// <summary>The sentence, without the position.</summary>
    public static string Of(YamlException broken)
    {
        foreach (var (theirs, ours) in Known)
        {
            if (broken.Message.Contains(theirs, StringComparison.Ordinal))
            {
                return ours;
            }
        }

        var words = broken.Message.ReplaceLineEndings(" ");
        var position = words.StartsWith('(') ? words.IndexOf("): ", StringComparison.Ordinal) : -1;
        words = (position < 0 ? words : words[(position + 3)..]).TrimEnd('.');
        return words.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(words[0]) + words[1..];
    }
}
