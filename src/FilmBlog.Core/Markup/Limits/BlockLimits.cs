using FilmBlog.Core.Markup.Tables;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Limits;

/// <summary>What a single block may hold, and all blocks together.</summary>
internal static class BlockLimits
{
    public const int Headings = 300;
    public const int SignsInBlock = 2_000;
    public const int Signs = 30_000;
    public const int Columns = 60;
    public const int Cells = 20_000;

    /// <summary>Marks tables, and rejects what would cost too much.</summary>
    /// <exception cref="MarkupRejectedException">The block, or all together, hold too much.</exception>
    public static void Check(BlockProcessor processor, Block block)
    {
        if (ReadingPlace.Of(processor.Context) is not { } place)
            return;
        place.Line = processor.LineIndex + 1;
        if (block is not LeafBlock { ProcessInlines: true } leaf)
            return;

        leaf.ProcessInlinesBegin += NoteLine;
        if (leaf is HeadingBlock && ++place.Headings > Headings)
            throw new MarkupRejectedException("There are more than 300 headings. Split the text into several reviews.", leaf.Line + 1);
        if (leaf is ParagraphBlock paragraph && TableLines.Mark(paragraph, out var columns))
            CheckTable(paragraph, columns);
        CheckSigns(leaf, place);
    }

    private static void CheckTable(ParagraphBlock table, int columns)
    {
        if (columns > Columns)
            throw new MarkupRejectedException("This table has more than 60 columns. Divide it.", table.Line + 1);
        if (columns * table.Lines.Count > Cells)
            throw new MarkupRejectedException("This table has more than 20,000 cells. Divide it.", table.Line + 1);
    }

    private static void CheckSigns(LeafBlock leaf, ReadingPlace place)
    {
        var signs = 0;
        foreach (var line in leaf.Lines.Lines.AsSpan(0, leaf.Lines.Count))
            signs += CountSigns(line.Slice.AsSpan());
        if (signs > SignsInBlock)
        {
            throw new MarkupRejectedException(
                "This block has more than 2,000 signs of markup (such as [ ] * _ ~ or addresses). Divide it with empty lines.", leaf.Line + 1);
        }

        place.Signs += signs;
        if (place.Signs > Signs)
        {
            throw new MarkupRejectedException(
                "There are more than 30,000 signs of markup (such as [ ] * _ ~ or addresses). Split the text into several reviews.", leaf.Line + 1);
        }
    }

    // What makes inlines that wait for an end, or that make the parser look back. A run counts once, except of brackets.
    private static int CountSigns(ReadOnlySpan<char> line)
    {
        var signs = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            var counts = c switch
            {
                '[' or ']' => true,
                '*' or '_' or '~' or '`' => i == 0 || line[i - 1] != c,
                '|' => i > 0 && line[i - 1] == '|',
                ':' => line[(i + 1)..].StartsWith("//"),
                'w' or 'W' => line[i..].StartsWith("www.", StringComparison.OrdinalIgnoreCase),
                _ => false,
            };
            signs += counts ? 1 : 0;
        }

        return signs;
    }

    private static void NoteLine(InlineProcessor processor, Inline? inline)
    {
        if (ReadingPlace.Of(processor.Context) is { } place)
            place.Line = processor.LineIndex + 1;
    }
}
