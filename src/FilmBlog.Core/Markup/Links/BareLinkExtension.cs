using Markdig;
using Markdig.Renderers;

namespace FilmBlog.Core.Markup.Links;

/// <summary>Bare web addresses as links.</summary>
internal sealed class BareLinkExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new BareLinkParser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }
}
