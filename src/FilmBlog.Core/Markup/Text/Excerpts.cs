using System.Globalization;
using System.Text;
using FilmBlog.Core.Markup.Spoilers;
using Markdig.Syntax;

namespace FilmBlog.Core.Markup.Text;

/// <summary>The beginning of a body as plain text.</summary>
internal static class Excerpts
{
    private const int Longest = 220;

    // Whole sentences shorter than this say too little alone: then the next one is begun and cut.
    private const int Shortest = 80;

    private static readonly HashSet<string> Abbreviations =
        new(["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sr", "Jr", "Mme", "ca", "cf", "vs", "No"], StringComparer.Ordinal);

    /// <summary>Takes whole sentences from the paragraphs as far as they fit, otherwise whole words and an ellipsis.</summary>
    public static string From(MarkdownDocument document)
    {
        var text = new StringBuilder();
        foreach (var paragraph in Paragraphs(document))
        {
            // One character more than fits shows that something is cut.
            if (text.Length > Longest)
                break;
            new TextWalker(text, TextParts.None).WalkChildren(paragraph.Inline!);
            Characters.AppendCollapsed(text, " ");
        }

        return Cut(text.ToString().Trim());
    }

    private static IEnumerable<ParagraphBlock> Paragraphs(MarkdownDocument document)
    {
        // Paragraphs of the text itself; a body made of quotations or lists alone gives theirs.
        var own = document.OfType<ParagraphBlock>().Where(paragraph => paragraph.Inline is not null).ToList();
        return own.Count > 0 ? own : document.Where(block => block is QuoteBlock or ListBlock).SelectMany(Inner);
    }

    private static IEnumerable<ParagraphBlock> Inner(Block block) =>
        block.Descendants().OfType<ParagraphBlock>().Where(paragraph => paragraph.Inline is not null && !IsHidden(paragraph));

    private static bool IsHidden(Block block)
    {
        for (var parent = block.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is SpoilerBlock)
                return true;
        }

        return false;
    }

    private static string Cut(string text)
    {
        if (text.Length <= Longest)
            return text;

        var sentence = 0;
        var word = 0;
        for (var i = 1; i <= Longest; i++)
        {
            if (IsSentenceEnd(text, i))
                sentence = i;
            if (i < Longest && char.IsWhiteSpace(text[i]))
                word = i;
        }

        if (sentence >= Shortest)
            return text[..sentence];
        if (word < Longest / 2)
            word = LastWholeCharacter(text);
        return text[..word].TrimEnd(' ', ',', ';', ':', '.', '\u2013', '\u2014', '-') + "\u2026";
    }

    private static bool IsSentenceEnd(string text, int end)
    {
        var last = text[end - 1];
        if (last is '\u3002' or '\uff01' or '\uff1f')
            return true;
        if (!char.IsWhiteSpace(text[end]))
            return false;

        var at = end - 1;
        while (at > 0 && text[at] is '"' or '\'' or ')' or ']' or '\u201d' or '\u2019' or '\u00bb')
            at--;
        if (text[at] is not ('.' or '!' or '?' or '\u2026'))
            return false;

        // "J. Smith", "Dr. Strangelove" and "no ... and" go on.
        var word = text.AsSpan(0, at);
        word = word[(word.LastIndexOf(' ') + 1)..].TrimStart("(\u201c\u2018");
        var abbreviated = text[at] == '.' && (word.Length == 1 && char.IsUpper(word[0]) || Abbreviations.Contains(word.ToString()));
        var next = end + 1 < text.Length ? text[end + 1] : ' ';
        return !abbreviated && !char.IsLower(next);
    }

    private static int LastWholeCharacter(string text)
    {
        var end = 0;
        while (true)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next >= Longest)
                return end == 0 ? Longest - 1 : end;
            end = next;
        }
    }
}
