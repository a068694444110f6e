using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Links;

/// <summary>
/// Links with an allowed destination, and images where they are served; everything else as its text. With the address of the page, for
/// another place than the page itself: every address absolute, and images without what only the page's stylesheet knows.
/// </summary>
internal sealed class LinkRenderer(Func<string, MarkupImage?> images, Uri? page) : HtmlObjectRenderer<LinkInline>
{
    // The column of text, as the stylesheet has it.
    private const string Sizes = "(min-width: 46rem) 44rem, 92vw";

    protected override void Write(HtmlRenderer renderer, LinkInline link)
    {
        if (link.IsImage)
            WriteImage(renderer, link, withTitle: true);
        else
            WriteLink(renderer, link);
    }

    /// <summary>Writes an image; its title only where no caption says the same.</summary>
    public void WriteImage(HtmlRenderer renderer, LinkInline link, bool withTitle)
    {
        var url = link.Target();
        var alt = link.AlternativeText();
        if (images(url) is { } image && Destinations.IsAllowed(image.Address) && Address(image.Address) is { } source)
        {
            if (page is null)
                WritePicture(renderer, link, image, alt, withTitle);
            else
                WriteImage(renderer, link, image with { Address = source }, alt, withTitle);
            return;
        }

        var text = alt.Length > 0 ? alt : url;
        var address = url.Trim();
        if (Destinations.IsAllowed(address) && Destinations.IsWeb(address) && !link.IsInsideLink() && Address(address) is { } elsewhere)
        {
            renderer.Write("<a href=\"").WriteEscapeUrl(elsewhere);
            renderer.Write("\">").WriteEscape(text);
            renderer.Write("</a>");
        }
        else if (page is null)
        {
            renderer.Write("<span class=\"missing-image\">").WriteEscape(text);
            renderer.Write("</span>");
        }
        else
        {
            renderer.WriteEscape(text);
        }
    }

    private static void WriteImage(HtmlRenderer renderer, LinkInline link, MarkupImage image, string alt, bool withTitle)
    {
        renderer.Write("<img src=\"").WriteEscapeUrl(image.Address);
        renderer.Write("\" alt=\"").WriteEscape(alt);
        renderer.Write("\" width=\"").Write(Invariant(image.Width));
        renderer.Write("\" height=\"").Write(Invariant(image.Height)).Write("\"");
        if (withTitle)
            WriteTitle(renderer, link);
        renderer.Write(">");
    }

    private static void WritePicture(HtmlRenderer renderer, LinkInline link, MarkupImage image, string alt, bool withTitle)
    {
        if (image.WebPSet is { } webP)
        {
            renderer.Write("<picture><source type=\"image/webp\" srcset=\"").WriteEscape(webP);
            renderer.Write($"\" sizes=\"{Sizes}\">");
        }

        renderer.Write("<img src=\"").WriteEscapeUrl(image.Address);
        if (image.Set is { } set)
        {
            renderer.Write("\" srcset=\"").WriteEscape(set);
            renderer.Write($"\" sizes=\"{Sizes}");
        }

        renderer.Write("\" alt=\"").WriteEscape(alt);
        renderer.Write("\" width=\"").Write(Invariant(image.Width));
        renderer.Write("\" height=\"").Write(Invariant(image.Height)).Write("\" loading=\"lazy\" decoding=\"async\"");
        if (image.ToneClass is { } tone)
        {
            renderer.Write(" class=\"").WriteEscape(tone);
            renderer.Write("\"");
        }

        if (withTitle)
            WriteTitle(renderer, link);
        renderer.Write(image.WebPSet is null ? ">" : "></picture>");
    }

    private void WriteLink(HtmlRenderer renderer, LinkInline link)
    {
        var url = link.Target().Trim();
        if (!Destinations.IsAllowed(url) || link.IsInsideLink() || Address(url) is not { } address)
        {
            renderer.WriteChildren(link);
            return;
        }

        renderer.Write("<a href=\"").WriteEscapeUrl(address);
        renderer.Write("\"");
        WriteTitle(renderer, link);
        renderer.Write(">");
        renderer.WriteChildren(link);
        renderer.Write("</a>");
    }

    private static void WriteTitle(HtmlRenderer renderer, LinkInline link)
    {
        if (string.IsNullOrEmpty(link.Title))
            return;
        renderer.Write(" title=\"").WriteEscape(link.Title);
        renderer.Write("\"");
    }

    // As a browser on the page would understand it; null where no browser would.
    private string? Address(string url) =>
        page is null ? url
        : Uri.TryCreate(page, url, out var absolute) && absolute.Scheme is "http" or "https" or "mailto" ? absolute.AbsoluteUri
        : null;

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
