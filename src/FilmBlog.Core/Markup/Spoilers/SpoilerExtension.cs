using Markdig;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;

namespace FilmBlog.Core.Markup.Spoilers;

/// <summary>Both kinds of spoiler.</summary>
internal sealed class SpoilerExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.BlockParsers.Insert(0, new SpoilerBlockParser());
        pipeline.InlineParsers.InsertBefore<EmphasisInlineParser>(new SpoilerInlineParser());
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        renderer.ObjectRenderers.Add(new SpoilerInlineRenderer());
        renderer.ObjectRenderers.Add(new SpoilerBlockRenderer());
    }
}
