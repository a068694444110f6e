using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace FilmBlog.Core.Markup.Spoilers;

/// <summary>
/// A checkbox and its text: works without scripts, from the keyboard, and valid inside a paragraph. The stylesheet keeps the text
/// invisible (to screen readers too) until the box is checked, and lets a click anywhere on the covered words check it.
/// </summary>
internal sealed class SpoilerInlineRenderer : HtmlObjectRenderer<SpoilerInline>
{
    protected override void Write(HtmlRenderer renderer, SpoilerInline spoiler)
    {
        renderer.Write(
            "<span class=\"spoiler\"><input type=\"checkbox\" class=\"spoiler-toggle\" aria-label=\"Show spoiler\"><span class=\"spoiler-text\">");
        renderer.WriteChildren(spoiler);
        renderer.Write("</span></span>");
    }
}

/// <summary>The browser's own disclosure.</summary>
internal sealed class SpoilerBlockRenderer : HtmlObjectRenderer<SpoilerBlock>
{
    protected override void Write(HtmlRenderer renderer, SpoilerBlock spoiler)
    {
        renderer.EnsureLine();
        renderer.Write("<details class=\"spoiler\"><summary>").WriteEscape(spoiler.Title);
        renderer.WriteLine("</summary>");

        // In a tight list paragraphs lose their element, but those of a spoiler are its own.
        var implicitParagraph = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = false;
        renderer.WriteChildren(spoiler);
        renderer.ImplicitParagraph = implicitParagraph;

        renderer.EnsureLine();
        renderer.WriteLine("</details>");
    }
}
