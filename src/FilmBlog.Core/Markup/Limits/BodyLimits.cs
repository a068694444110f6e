using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Limits;

/// <summary>
/// What a body may hold. The figures come from measurements: Markdig takes seconds for 64 KB of brackets, emphasis or table cells
/// in one block, and with these limits at most half a second for any 256 KB tried.
/// </summary>
internal static class BodyLimits
{
    public const int Bytes = 256 * 1024;
    public const int RenderedBytes = 2 * 1024 * 1024;
    public const int Depth = 100;
    public const int Definitions = 2_000;
    public const int Notes = 2_000;

    /// <summary>Rejects a source that is too large.</summary>
    public static void CheckSize(string source)
    {
        if (source.Length > Bytes || Encoding.UTF8.GetByteCount(source) > Bytes)
            throw new MarkupRejectedException("The text is larger than 256 KB. Split it into several reviews.", 1);
    }

    /// <summary>Rejects, before anything is parsed, what costs the block parser too much: definitions, notes, nested markers.</summary>
    public static void CheckLines(string source)
    {
        var (line, definitions, notes) = (0, 0, 0);
        foreach (var text in source.AsSpan().EnumerateLines())
        {
            line++;
            definitions += text.Contains("]:", StringComparison.Ordinal) ? 1 : 0;
            notes += text.Count("[^");
            if (definitions > Definitions)
            {
                throw new MarkupRejectedException(
                    "There are more than 2,000 link or footnote definitions. Split the text into several reviews.", line);
            }

            if (notes > Notes)
            {
                throw new MarkupRejectedException(
                    "There are more than 2,000 footnotes and references to them. Split the text into several reviews.", line);
            }

            if (Markers(text) > Depth)
                throw TooDeep(line);
        }
    }

    // Signs of quotes and lists before the text of a line.
    private static int Markers(ReadOnlySpan<char> line)
    {
        var markers = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '>' || line[i] is '-' or '*' or '+' && i + 1 < line.Length && line[i + 1] is ' ' or '\t')
                markers++;
            else if (line[i] is '.' or ')' && i > 0 && char.IsAsciiDigit(line[i - 1]))
                markers++;
            else if (line[i] is not (' ' or '\t') && !char.IsAsciiDigit(line[i]))
                break;
        }

        return markers;
    }

    /// <summary>Rejects a tree whose walk could exhaust the stack; itself it needs none.</summary>
    public static void CheckDepth(MarkdownDocument document)
    {
        var open = new Stack<(MarkdownObject Node, int Depth)>();
        open.Push((document, 0));
        while (open.TryPop(out var entry))
        {
            if (entry.Depth > Depth)
                throw TooDeep(entry.Node.Line + 1);
            switch (entry.Node)
            {
                case ContainerBlock blocks:
                    foreach (var block in blocks)
                        open.Push((block, entry.Depth + 1));
                    break;
                case LeafBlock { Inline: { } inline }:
                    open.Push((inline, entry.Depth + 1));
                    break;
                case ContainerInline inlines:
                    for (var inline = inlines.FirstChild; inline is not null; inline = inline.NextSibling)
                        open.Push((inline, entry.Depth + 1));
                    break;
            }
        }
    }

    public static MarkupRejectedException TooDeep(int line) =>
        new(
            "Quotes, lists, links or emphasis are nested too deeply here. Take some levels out, or put a backslash before signs meant as text.",
            line);
}
