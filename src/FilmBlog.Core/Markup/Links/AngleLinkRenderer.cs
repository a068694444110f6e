using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Links;

/// <summary>Addresses in angle brackets: <c>&lt;https://example.org&gt;</c>. A refused one is shown as text.</summary>
internal sealed class AngleLinkRenderer : HtmlObjectRenderer<AutolinkInline>
{
    protected override void Write(HtmlRenderer renderer, AutolinkInline link)
    {
        var url = link.Target();
        if (!Destinations.IsAllowed(url) || link.IsInsideLink())
        {
            renderer.WriteEscape(link.Url);
            return;
        }

        renderer.Write("<a href=\"").WriteEscapeUrl(url);
        renderer.Write("\">").WriteEscape(link.Url);
        renderer.Write("</a>");
    }
}
