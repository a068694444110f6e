using System.Globalization;
using System.Text;
using FilmBlog.Core.Markup.Limits;
using FilmBlog.Core.Markup.Text;
using Markdig;
using Markdig.Syntax;

namespace FilmBlog.Core.Markup;

/// <summary>
/// A body in Markdown, parsed: the one way from what an author writes to safe HTML. Immutable and safe for use by many threads.
/// </summary>
public sealed class MarkdownBody
{
    /// <summary>
    /// The version of the markup. Raised whenever the same source comes to other HTML; stored HTML of another version is rendered anew.
    /// </summary>
    public const int Version = 2;

    private readonly string _source;
    private readonly MarkdownDocument _document;

    private MarkdownBody(string source, MarkdownDocument document, Findings findings)
    {
        _source = source;
        _document = document;
        Images = findings.Images;
        Links = findings.Links;
        Headings = findings.Headings;
        HasSpoilers = findings.HasSpoilers;
    }

    /// <summary>Every image, in the order of the document (footnotes last).</summary>
    public IReadOnlyList<ImageReference> Images { get; }

    /// <summary>Every link which is rendered as one, in the order of the document (footnotes last).</summary>
    public IReadOnlyList<LinkReference> Links { get; }

    /// <summary>Every heading, in the order of the document.</summary>
    public IReadOnlyList<HeadingReference> Headings { get; }

    /// <summary>Whether anything is marked as a spoiler.</summary>
    public bool HasSpoilers { get; }

    /// <summary>Parses a body. Work and memory are bounded, whatever the text.</summary>
    /// <param name="markdown">The source; at most 256 KB of UTF-8.</param>
    /// <exception cref="MarkupRejectedException">A limit is exceeded; the message is a sentence for the author.</exception>
    public static MarkdownBody Parse(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        BodyLimits.CheckSize(markdown);

        // Position for position, so that what is found can be changed in the author's own text.
        var source = Characters.Clean(markdown);
        if (source.StartsWith('\uFEFF'))
            source = " " + source[1..];
        BodyLimits.CheckLines(source);

        var place = new ReadingPlace();
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(source, Pipeline.Instance, place.Context);
        }
        catch (ArgumentException)
        {
            // Markdig's own limit of depth.
            throw BodyLimits.TooDeep(place.Line);
        }

        BodyLimits.CheckDepth(document);
        return new MarkdownBody(markdown, document, Findings.Settle(document, source));
    }

    /// <summary>Renders the body.</summary>
    /// <param name="images">
    /// Where an image (its <see cref="ImageReference.Url"/>) is served; null when there is no such image: its text is shown.
    /// </param>
    /// <exception cref="MarkupRejectedException">The HTML would be larger than 2 MB.</exception>
    public RenderedBody Render(Func<string, MarkupImage?> images)
    {
        ArgumentNullException.ThrowIfNull(images);

        using var writer = new BoundedWriter(BodyLimits.RenderedBytes);
        Pipeline.Renderer(writer, images).Render(_document);
        var html = writer.Finish();

        var text = Text(TextParts.Images);
        var words = Words.Count(Text(TextParts.Images | TextParts.Spoilers));
        return new RenderedBody(html, text, Characters.Clean(Excerpts.From(_document)), words);
    }

    /// <summary>
    /// Renders the body for another place than its own page, such as a feed: spoilers are left out, and a note says where they stand; every
    /// address is absolute; no names, classes or controls.
    /// </summary>
    /// <param name="page">The absolute address of the page, against which the author's relative addresses are understood.</param>
    /// <param name="images">As for <see cref="Render"/>.</param>
    /// <returns>Safe HTML.</returns>
    /// <exception cref="MarkupRejectedException">The HTML would be larger than 2 MB.</exception>
    public string RenderElsewhere(Uri page, Func<string, MarkupImage?> images)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(images);

        using var writer = new BoundedWriter(BodyLimits.RenderedBytes);
        Pipeline.RendererElsewhere(writer, images, page).Render(_document);
        return writer.Finish();
    }

    /// <summary>The source with other image destinations, everything else byte for byte.</summary>
    /// <param name="rename">
    /// The new destination for an <see cref="ImageReference.Url"/>; null or an equal one leaves it as written, and an empty one
    /// (<c>![a]()</c>) always stays.
    /// </param>
    /// <returns>The source; images of one reference definition are renamed with it.</returns>
    public string WithImageUrls(Func<string, string?> rename)
    {
        ArgumentNullException.ThrowIfNull(rename);
        return ImageRenaming.Apply(_source, Images, rename);
    }

    private string Text(TextParts parts)
    {
        var text = new StringBuilder(_source.Length);
        new TextWalker(text, parts).Walk(_document);
        return Characters.Clean(text.ToString().TrimEnd());
    }
}
