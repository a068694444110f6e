using FilmBlog.Core.Markup.Elsewhere;
using FilmBlog.Core.Markup.Figures;
using FilmBlog.Core.Markup.Footnotes;
using FilmBlog.Core.Markup.Limits;
using FilmBlog.Core.Markup.Links;
using FilmBlog.Core.Markup.Spoilers;
using FilmBlog.Core.Markup.Tables;
using FilmBlog.Core.Markup.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Figures;
using Markdig.Extensions.Footnotes;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;

namespace FilmBlog.Core.Markup;

/// <summary>The one Markdig pipeline, extension by extension, and the renderer for it.</summary>
internal static class Pipeline
{
    /// <summary>Built once; Markdig's pipelines are immutable and shared freely.</summary>
    public static MarkdownPipeline Instance { get; } = Build();

    /// <summary>A renderer for one document on its own page.</summary>
    public static HtmlRenderer Renderer(TextWriter writer, Func<string, MarkupImage?> images) => Renderer(writer, new LinkRenderer(images, page: null));

    /// <summary>A renderer for one document in another place than its page, which stands at this address.</summary>
    public static HtmlRenderer RendererElsewhere(TextWriter writer, Func<string, MarkupImage?> images, Uri page)
    {
        var renderer = Renderer(writer, new LinkRenderer(images, page));
        var renderers = renderer.ObjectRenderers;
        renderers.ReplaceOrAdd<SpoilerInlineRenderer>(new SpoilerInlineNote(page));
        renderers.ReplaceOrAdd<SpoilerBlockRenderer>(new SpoilerBlockNote(page));
        renderers.ReplaceOrAdd<FootnoteGroupRenderer>(new FootnoteGroupElsewhere());
        renderers.ReplaceOrAdd<FootnoteLinkRenderer>(new FootnoteLinkElsewhere(page));
        renderers.ReplaceOrAdd<HeadingRenderer>(new PlainHeadingRenderer());
        renderers.ReplaceOrAdd<CodeBlockRenderer>(new PlainCodeRenderer());
        renderers.ReplaceOrAdd<TableRenderer>(new TableRenderer(isPlain: true));
        return renderer;
    }

    private static HtmlRenderer Renderer(TextWriter writer, LinkRenderer links)
    {
        var renderer = new HtmlRenderer(writer);
        Instance.Setup(renderer);

        var renderers = renderer.ObjectRenderers;
        renderers.ReplaceOrAdd<LinkInlineRenderer>(links);
        renderers.ReplaceOrAdd<AutolinkInlineRenderer>(new AngleLinkRenderer());
        renderers.ReplaceOrAdd<HtmlFigureRenderer>(new FencedFigureRenderer());
        renderers.ReplaceOrAdd<HtmlFootnoteGroupRenderer>(new FootnoteGroupRenderer());
        renderers.ReplaceOrAdd<HtmlFootnoteLinkRenderer>(new FootnoteLinkRenderer());
        renderers.ReplaceOrAdd<LineBreakInlineRenderer>(new BreakRenderer());
        renderers.ReplaceOrAdd<ThematicBreakRenderer>(new RuleRenderer());
        renderers.Add(new ImageFigureRenderer(links));
        return renderer;
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePreciseSourceLocation()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseFootnotes()
            .UseFigures()
            .UseSmartyPants(Typography.Options())
            .Use(new SpoilerExtension())
            .Use(new TableExtension())
            .Use(new BareLinkExtension())
            .DisableHtml()
            .Use(new LimitsExtension());
        return builder.Build();
    }
}
