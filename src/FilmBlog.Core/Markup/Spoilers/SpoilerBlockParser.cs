using FilmBlog.Core.Markup.Limits;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace FilmBlog.Core.Markup.Spoilers;

/// <summary>
/// A line of three or more colons, the word <c>spoiler</c> and an optional title opens a spoiler; a line of at least as many colons
/// and nothing else closes the innermost one. Without an end it lasts as long as the block it stands in. Any other line of colons is text.
/// </summary>
internal sealed class SpoilerBlockParser : BlockParser
{
    private const string Keyword = "spoiler";
    private const string DefaultTitle = "Spoiler";
    private const int LongestTitle = 300;

    public SpoilerBlockParser()
    {
        OpeningCharacters = [':'];
    }

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent)
            return BlockState.None;

        var fence = Fence(processor.Line, out var rest);
        if (fence < 3 || !rest.StartsWith(Keyword, StringComparison.OrdinalIgnoreCase))
            return BlockState.None;
        var title = rest[Keyword.Length..];
        if (title.Length > 0 && !char.IsWhiteSpace(title[0]))
            return BlockState.None;

        title = title.Trim();
        if (title.Length > LongestTitle)
            return BlockState.None;

        // Every open block is asked about every line: deep nesting is refused at once, not when the tree is complete.
        if (Depth(processor.CurrentContainer) > BodyLimits.Depth)
            throw BodyLimits.TooDeep(processor.LineIndex + 1);

        processor.NewBlocks.Push(new SpoilerBlock(this, title.Length == 0 ? DefaultTitle : title.ToString(), fence)
        {
            Line = processor.LineIndex,
            Column = processor.Column,
            Span = new SourceSpan(processor.Start, processor.Line.End),
        });
        return BlockState.ContinueDiscard;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var spoiler = (SpoilerBlock)block;
        spoiler.Span.End = processor.Line.End;
        if (!processor.IsCodeIndent && IsEnd(processor.Line, out var fence) && fence >= spoiler.Fence && !TakesLine(processor, spoiler, fence))
            return BlockState.BreakDiscard;

        processor.GoToColumn(processor.ColumnBeforeIndent);
        return BlockState.Continue;
    }

    private static int Depth(Block? block)
    {
        var depth = 0;
        for (; block is not null; block = block.Parent)
            depth++;
        return depth;
    }

    private static bool IsEnd(StringSlice line, out int fence)
    {
        fence = Fence(line, out var rest);
        return fence >= 3 && rest.IsEmpty;
    }

    private static int Fence(StringSlice line, out ReadOnlySpan<char> rest)
    {
        var text = line.AsSpan();
        var colons = text.IndexOfAnyExcept(':');
        if (colons < 0)
            colons = text.Length;
        rest = text[colons..].Trim();
        return colons;
    }

    // A spoiler or a code block still open inside gets the line first; one in a list only if the line is indented like its item.
    private static bool TakesLine(BlockProcessor processor, ContainerBlock outer, int fence) => outer.LastChild switch
    {
        { } inner when !processor.IsOpen(inner) => false,
        FencedCodeBlock => true,
        SpoilerBlock nested => fence >= nested.Fence || TakesLine(processor, nested, fence),
        ListBlock { LastChild: ListItemBlock { LastChild: { } content } item } =>
            processor.Column >= content.Column && TakesLine(processor, item, fence),
        _ => false,
    };
}
