using System.Globalization;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace FilmBlog.Core.Markup.Elsewhere;

/// <summary>A heading without a name: several texts stand beside each other elsewhere, and their names would collide.</summary>
internal sealed class PlainHeadingRenderer : HtmlObjectRenderer<HeadingBlock>
{
    protected override void Write(HtmlRenderer renderer, HeadingBlock heading)
    {
        var element = string.Create(CultureInfo.InvariantCulture, $"h{heading.Level}");
        renderer.EnsureLine();
        renderer.Write($"<{element}>");
        renderer.WriteLeafInline(heading);
        renderer.WriteLine($"</{element}>");
    }
}

/// <summary>Code without the class that names its language.</summary>
internal sealed class PlainCodeRenderer : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock code)
    {
        renderer.EnsureLine();
        renderer.Write("<pre><code>");
        renderer.WriteLeafRawLines(code, writeEndOfLines: true, escape: true);
        renderer.WriteLine("</code></pre>");
    }
}
