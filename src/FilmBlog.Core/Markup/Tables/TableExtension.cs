using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;

namespace FilmBlog.Core.Markup.Tables;

/// <summary>Pipe tables; grid tables would need style attributes for their columns.</summary>
internal sealed class TableExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.BlockParsers.Insert(0, new PipeTableBlockParser());
        pipeline.InlineParsers.InsertBefore<EmphasisInlineParser>(
            new TableRowParser(pipeline.InlineParsers.FindExact<LineBreakInlineParser>()!));
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) => renderer.ObjectRenderers.Add(new TableRenderer());
}
