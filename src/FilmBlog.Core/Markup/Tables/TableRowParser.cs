using Markdig.Extensions.Tables;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace FilmBlog.Core.Markup.Tables;

/// <summary>
/// Markdig's pipe tables, asked only for paragraphs that have a row of dashes: elsewhere <c>|</c> is text or part of a spoiler,
/// and prose with many of them costs nothing.
/// </summary>
internal sealed class TableRowParser(LineBreakInlineParser lineBreaks)
    : PipeTableParser(lineBreaks, new PipeTableOptions { UseHeaderForColumnCount = true })
{
    public override bool Match(InlineProcessor processor, ref StringSlice slice) =>
        TableLines.IsTable(processor.Block) && base.Match(processor, ref slice);
}
