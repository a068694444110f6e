namespace FilmBlog.Core.Content;

/// <summary>A Markdown file cut in two: the YAML between two lines <c>---</c>, and everything after, byte for byte.</summary>
/// <param name="Yaml">The lines between.</param>
/// <param name="Body">All that follows the second line.</param>
/// <param name="BodyLine">The line on which the body begins, from 1.</param>
internal readonly record struct FrontMatter(string Yaml, string Body, int BodyLine)
{
    /// <summary>The most characters of front matter.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Cuts a file. Null with a sentence when it has no front matter.</summary>
    public static FrontMatter? Split(string text, out string problem, int maxLength = MaxLength)
    {
        problem = "";
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        var (line, next) = LineAt(text, start);
        if (!IsFence(line))
        {
            problem = "there is no front matter: a text begins with a line \"---\", then its facts, then another line \"---\"";
            return null;
        }

        var yamlStart = next;
        for (var number = 2; next < text.Length; number++)
        {
            var lineStart = next;
            (line, next) = LineAt(text, lineStart);
            if (IsFence(line))
            {
                if (lineStart - yamlStart > maxLength)
                {
                    problem = "the front matter is longer than 64 KB";
                    return null;
                }

                return new FrontMatter(text[yamlStart..lineStart], text[next..], number + 1);
            }
        }

        problem = "the front matter is not closed: a second line \"---\" ends it";
        return null;
    }

    private static bool IsFence(ReadOnlySpan<char> line) => line.TrimEnd() is "---";

    private static (string Line, int Next) LineAt(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? (text[start..], text.Length) : (text[start..end], end + 1);
    }
}
