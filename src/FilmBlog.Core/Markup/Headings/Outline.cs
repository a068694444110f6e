using System.Globalization;
using System.Text;
using FilmBlog.Core.Markup.Text;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace FilmBlog.Core.Markup.Headings;

/// <summary>
/// Fits a body's headings into a page whose <c>h1</c> is the review's title, and names them.
/// Markdig's own identifiers are quadratic on equal headings and may shadow names of the document: hence the counter and the prefix.
/// </summary>
internal static class Outline
{
    private const string Prefix = "h-";
    private const int LongestName = 60;

    /// <summary>Sets level and id of each heading, given in the order of the document.</summary>
    public static void Apply(IEnumerable<HeadingBlock> headings)
    {
        var open = new Stack<(int Written, int Shown)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);

        foreach (var heading in headings)
        {
            while (open.Count > 0 && open.Peek().Written >= heading.Level)
                open.Pop();
            var shown = Math.Min(6, open.Count == 0 ? 2 : open.Peek().Shown + 1);
            open.Push((heading.Level, shown));

            heading.Level = shown;
            heading.GetAttributes().Id = Unique(Name(heading), taken, next);
        }
    }

    private static string Unique(string name, HashSet<string> taken, Dictionary<string, int> next)
    {
        var id = Prefix + name;
        for (var count = next.GetValueOrDefault(name, 2); !taken.Add(id); count++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{name}-{count}");
            next[name] = count + 1;
        }

        return id;
    }

    private static string Name(HeadingBlock heading)
    {
        var text = new StringBuilder();
        if (heading.Inline is not null)
            new TextWalker(text, TextParts.Images).WalkChildren(heading.Inline);

        // Clean, since an entity may name what is no character, and decomposed, so that a Latin letter is found without its marks; other
        // scripts keep theirs.
        var name = new StringBuilder();
        var latin = false;
        foreach (var c in Characters.Clean(text.ToString()).Normalize(NormalizationForm.FormD))
        {
            if (name.Length >= LongestName)
                break;
            if (char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                if (!latin && name.Length > 0 && name[^1] != '-')
                    name.Append(c);
                continue;
            }

            latin = char.IsAsciiLetter(c);
            if (char.IsLetterOrDigit(c))
                name.Append(char.ToLowerInvariant(c));
            else if (c is not ('\'' or '\u2019') && name.Length > 0 && name[^1] != '-')
                name.Append('-');
        }

        var folded = name.ToString().Normalize(NormalizationForm.FormC).Trim('-');
        return folded.Length == 0 ? "section" : folded;
    }
}
