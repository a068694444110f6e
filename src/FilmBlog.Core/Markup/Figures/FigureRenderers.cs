using FilmBlog.Core.Markup.Links;
using Markdig.Extensions.Figures;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Figures;

/// <summary>A single image with its title as caption.</summary>
internal sealed class ImageFigureRenderer(LinkRenderer links) : HtmlObjectRenderer<ImageFigure>
{
    protected override void Write(HtmlRenderer renderer, ImageFigure figure)
    {
        renderer.EnsureLine();
        renderer.WriteLine("<figure>");
        links.WriteImage(renderer, figure.Image, withTitle: false);
        renderer.WriteLine();
        renderer.Write("<figcaption>").WriteEscape(figure.Image.Title);
        renderer.WriteLine("</figcaption>");
        renderer.WriteLine("</figure>");
    }
}

/// <summary>A figure fenced by <c>^^^</c>. HTML knows one caption: the last one given, at the end.</summary>
internal sealed class FencedFigureRenderer : HtmlObjectRenderer<Figure>
{
    protected override void Write(HtmlRenderer renderer, Figure figure)
    {
        renderer.EnsureLine();
        renderer.WriteLine("<figure>");
        var caption = figure.OfType<FigureCaption>().LastOrDefault();
        foreach (var block in figure)
        {
            if (block is FigureCaption other)
            {
                if (other != caption)
                    WriteLine(renderer, "p", other);
            }
            else if (block is ParagraphBlock { Inline: { FirstChild: LinkInline { IsImage: true, NextSibling: null } } } picture)
            {
                renderer.WriteLeafInline(picture);
                renderer.WriteLine();
            }
            else
            {
                renderer.Write(block);
            }
        }

        if (caption is not null)
            WriteLine(renderer, "figcaption", caption);
        renderer.WriteLine("</figure>");
    }

    private static void WriteLine(HtmlRenderer renderer, string element, LeafBlock text)
    {
        renderer.EnsureLine();
        renderer.Write($"<{element}>");
        renderer.WriteLeafInline(text);
        renderer.WriteLine($"</{element}>");
    }
}
