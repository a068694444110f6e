using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Figures;

/// <summary>A paragraph that held a single image with a title: the title is its caption.</summary>
internal sealed class ImageFigure : LeafBlock
{
    public ImageFigure(ParagraphBlock paragraph)
        : base(null)
    {
        // An inline tree belongs to one block at a time.
        var content = paragraph.Inline!;
        paragraph.Inline = null;
        Image = (LinkInline)content.FirstChild!;
        Inline = content;
        Line = paragraph.Line;
        Column = paragraph.Column;
        Span = paragraph.Span;
    }

    public LinkInline Image { get; }

    /// <summary>True for a paragraph of an image with a title and nothing else.</summary>
    public static bool Fits(ParagraphBlock paragraph) =>
        paragraph.Inline is { FirstChild: LinkInline { IsImage: true, NextSibling: null } image } && !string.IsNullOrWhiteSpace(image.Title);
}
