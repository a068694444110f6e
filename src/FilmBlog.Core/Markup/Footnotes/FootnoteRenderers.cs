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
    private readonly Dictionary<Footnote, Dictionary<int, int>> _places = [];

    protected override void Write(HtmlRenderer renderer, FootnoteLink link)
    {
        if (link.IsBackLink)
            WriteBackLink(renderer, link);
        else
            renderer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"<sup class=\"footnote-ref\"><a href=\"#fn-{link.Footnote.Order}\" id=\"fnref-{link.Index}\">{link.Footnote.Order}</a></sup>"));
    }

    private void WriteBackLink(HtmlRenderer renderer, FootnoteLink back)
    {
        if (!_places.TryGetValue(back.Footnote, out var places))
            _places[back.Footnote] = places = Places(back.Footnote);
        if (!places.TryGetValue(back.Index, out var place))
            return;
        var which = place == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", place {place}");
        renderer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $" <a href=\"#fnref-{back.Index}\" class=\"footnote-back\" aria-label=\"Back to the text{which}\">\u21a9\ufe0e</a>"));
    }

    // A reference inside an image's alternative text is no place to go back to.
    private static Dictionary<int, int> Places(Footnote note)
    {
        var places = new Dictionary<int, int>();
        foreach (var link in note.Links.Where(link => !link.IsInsideImage()))
            places[link.Index] = places.Count + 1;
        return places;
    }
}
