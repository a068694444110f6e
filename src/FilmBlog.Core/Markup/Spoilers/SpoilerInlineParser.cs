using FilmBlog.Core.Markup.Tables;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Spoilers;

/// <summary>
/// <c>||text||</c>. A delimiter is a run of exactly two bars. It opens when no spoiler is open and no white space follows it, and it
/// closes the open one when no white space precedes it. Like a link, a spoiler binds tighter than emphasis, does not nest, and ends
/// within its block. In a table a bar belongs to the table.
/// </summary>
internal sealed class SpoilerInlineParser : InlineParser, IPostInlineProcessor
{
    public SpoilerInlineParser()
    {
        OpeningCharacters = ['|'];
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar() != '|' || slice.PeekChar(2) == '|' || slice.PeekCharExtra(-1) == '|' || TableLines.IsTable(processor.Block))
            return false;

        var open = processor.ParserStates[Index] as SpoilerDelimiter;
        if (open is null)
            return !IsSpace(slice.PeekChar(2)) && Open(processor, ref slice);
        return !IsSpace(slice.PeekCharExtra(-1)) && Close(processor, ref slice, open);
    }

    private bool Open(InlineProcessor processor, ref StringSlice slice)
    {
        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        var delimiter = new SpoilerDelimiter(this)
        {
            Type = DelimiterType.Open,
            Span = new SourceSpan(start, start + 1),
            Line = line,
            Column = column,
        };
        processor.ParserStates[Index] = delimiter;
        processor.Inline = delimiter;
        slice.Start += 2;
        return true;
    }

    private bool Close(InlineProcessor processor, ref StringSlice slice, SpoilerDelimiter open)
    {
        processor.ParserStates[Index] = null!;
        var end = processor.GetSourcePosition(slice.Start) + 1;
        slice.Start += 2;

        var spoiler = new SpoilerInline
        {
            Span = new SourceSpan(open.Span.Start, end),
            Line = open.Line,
            Column = open.Column,
        };
        open.ReplaceBy(spoiler);
        processor.Inline = spoiler;
        processor.PostProcessInlines(0, spoiler, null, false);
        spoiler.IsClosed = true;
        return true;
    }

    /// <summary>A delimiter whose end has not come when its block, link or image ends, is text.</summary>
    public bool PostProcess(InlineProcessor state, Inline? root, Inline? lastChild, int postInlineProcessorIndex, bool isFinalProcessing)
    {
        if (state.ParserStates[Index] is not SpoilerDelimiter open)
            return true;

        for (Inline? parent = open; parent is not null; parent = parent.Parent)
        {
            if (parent != root)
                continue;
            open.ReplaceByLiteral();
            state.ParserStates[Index] = null!;
            break;
        }

        return true;
    }

    private static bool IsSpace(char c) => c == '\0' || char.IsWhiteSpace(c);
}
