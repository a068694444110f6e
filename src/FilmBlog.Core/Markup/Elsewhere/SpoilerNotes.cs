using FilmBlog.Core.Markup.Spoilers;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace FilmBlog.Core.Markup.Elsewhere;

/// <summary>In the place of words that give the film away: that there are some, and where.</summary>
internal sealed class SpoilerInlineNote(Uri page) : HtmlObjectRenderer<SpoilerInline>
{
    protected override void Write(HtmlRenderer renderer, SpoilerInline spoiler)
    {
        // The title of a spoiler may say as much as the rest of it: nothing of it is written.
        renderer.Write("[<a href=\"").WriteEscapeUrl(page.AbsoluteUri);
        renderer.Write("\">a spoiler stands here on the page</a>]");
    }
}

/// <summary>The same in the place of whole paragraphs.</summary>
internal sealed class SpoilerBlockNote(Uri page) : HtmlObjectRenderer<SpoilerBlock>
{
    protected override void Write(HtmlRenderer renderer, SpoilerBlock spoiler)
    {
        renderer.EnsureLine();
        renderer.Write("<p><a href=\"").WriteEscapeUrl(page.AbsoluteUri);
        renderer.WriteLine("\">A spoiler stands here on the page.</a></p>");
    }
}
