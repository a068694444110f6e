using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Text;

/// <summary>Line breaks as HTML writes them: without XML's slash, which validators remark on.</summary>
internal sealed class BreakRenderer : HtmlObjectRenderer<LineBreakInline>
{
    protected override void Write(HtmlRenderer renderer, LineBreakInline lineBreak)
    {
        if (lineBreak.IsHard)
            renderer.Write("<br>");
        renderer.WriteLine();
    }
}

/// <summary>The line between two parts of a text.</summary>
internal sealed class RuleRenderer : HtmlObjectRenderer<ThematicBreakBlock>
{
    protected override void Write(HtmlRenderer renderer, ThematicBreakBlock rule)
    {
        renderer.EnsureLine();
        renderer.WriteLine("<hr>");
    }
}
