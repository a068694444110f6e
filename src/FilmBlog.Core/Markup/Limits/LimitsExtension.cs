using Markdig;
using Markdig.Renderers;

namespace FilmBlog.Core.Markup.Limits;

/// <summary>Looks at each block when its lines are complete and no inline has been parsed: there Markdig's quadratic costs begin.</summary>
internal sealed class LimitsExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        foreach (var parser in pipeline.BlockParsers)
            parser.Closed += BlockLimits.Check;
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }
}
