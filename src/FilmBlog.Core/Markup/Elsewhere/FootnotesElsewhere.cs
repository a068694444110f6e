using System.Globalization;
using FilmBlog.Core.Markup.Footnotes;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace FilmBlog.Core.Markup.Elsewhere;

/// <summary>The notes, with their numbers and without names; a note to a spoiler is a part of it and left out.</summary>
internal sealed class FootnoteGroupElsewhere : HtmlObjectRenderer<FootnoteGroup>
{
    protected override void Write(HtmlRenderer renderer, FootnoteGroup notes)
    {
        var open = notes.OfType<Footnote>().Where(note => !note.IsHidden()).ToList();
        if (open.Count == 0)
            return;
        renderer.EnsureLine();
        renderer.WriteLine("<hr>");
        renderer.WriteLine("<ol>");
        foreach (var note in open)
        {
            renderer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"<li value=\"{note.Order}\">"));
            renderer.WriteChildren(note);
            renderer.EnsureLine();
            renderer.WriteLine("</li>");
        }

        renderer.WriteLine("</ol>");
    }
}

/// <summary>The number in the text; it leads to the note on the page, since names of several texts beside each other would collide.</summary>
internal sealed class FootnoteLinkElsewhere(Uri page) : HtmlObjectRenderer<FootnoteLink>
{
    protected override void Write(HtmlRenderer renderer, FootnoteLink link)
    {
        if (link.IsBackLink)
            return;
        renderer.Write("<sup><a href=\"").WriteEscapeUrl(page.AbsoluteUri);
        renderer.Write(string.Create(CultureInfo.InvariantCulture, $"#fn-{link.Footnote.Order}\">{link.Footnote.Order}</a></sup>"));
    }
}
