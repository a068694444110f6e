using System.Globalization;
using FilmBlog.Core.Markup.Links;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace FilmBlog.Core.Markup.Footnotes;

/// <summary>The notes at the end of a body.</summary>
internal sealed class FootnoteGroupRenderer : HtmlObjectRenderer<FootnoteGroup>
{
    protected override void Write(HtmlRenderer renderer, FootnoteGroup notes)
    {
        if (notes.Count == 0)
            return;
        renderer.EnsureLine();
        renderer.WriteLine("<section class=\"footnotes\" aria-label=\"Footnotes\">");
        renderer.WriteLine("<ol>");
        foreach (var note in notes.OfType<Footnote>())
        {
            renderer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"<li id=\"fn-{note.Order}\">"));
            renderer.WriteChildren(note);
            renderer.EnsureLine();
            renderer.WriteLine("</li>");
        }

        renderer.WriteLine("</ol>");
        renderer.WriteLine("</section>");
    }
}

/// <summary>The number in the text, and the way back from the note.</summary>
internal sealed class FootnoteLinkRenderer : HtmlObjectRenderer<FootnoteLink>
{
    protected override void Write(HtmlRenderer renderer, FootnoteLink link)
    {
        if (link.IsBackLink)
            WriteBackLink(renderer, link);
        else
            renderer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"<sup class=\"footnote-ref\"><a href=\"#fn-{link.Footnote.Order}\" id=\"fnref-{link.Index}\">{link.Footnote.Order}</a></sup>"));
    }

    private static void WriteBackLink(HtmlRenderer renderer, FootnoteLink back)
    {
        // A reference inside an image's alternative text is no place to go back to.
        var places = back.Footnote.Links.Where(link => !link.IsInsideImage()).ToList();
        var place = places.FindIndex(link => link.Index == back.Index);
        if (place < 0)
            return;
        var which = place == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", place {place + 1}");
        renderer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $" <a href=\"#fnref-{back.Index}\" class=\"footnote-back\" aria-label=\"Back to the text{which}\">\u21a9\ufe0e</a>"));
    }
}
