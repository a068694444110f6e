using FilmBlog.Core.Markup.Figures;
using FilmBlog.Core.Markup.Headings;
using FilmBlog.Core.Markup.Links;
using FilmBlog.Core.Markup.Spoilers;
using FilmBlog.Core.Markup.Text;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup;

/// <summary>Puts a freshly parsed tree into its final shape, once, and notes the images and links in it.</summary>
internal sealed class Findings
{
    private readonly string _source;
    private readonly HashSet<int> _destinations = [];
    private readonly List<ImageReference> _images = [];
    private readonly List<LinkReference> _links = [];

    private Findings(string source)
    {
        _source = source;
    }

    public IReadOnlyList<ImageReference> Images => _images;

    public IReadOnlyList<LinkReference> Links => _links;

    public IReadOnlyList<HeadingReference> Headings { get; private set; } = [];

    public bool HasSpoilers { get; private init; }

    public static Findings Settle(MarkdownDocument document, string source)
    {
        var nodes = document.Descendants().ToList();
        var headings = nodes.OfType<HeadingBlock>().ToList();
        var findings = new Findings(source)
        {
            // Before they are fitted into the page.
            Headings = [.. headings.Select(h => new HeadingReference(h.Level, h.Line + 1))],
            HasSpoilers = nodes.Exists(n => n is SpoilerInline or SpoilerBlock),
        };

        foreach (var spoiler in nodes.OfType<SpoilerInline>())
            SpoilersInLinks.Lift(spoiler);
        foreach (var literal in nodes.OfType<LiteralInline>())
            Typography.SetApostrophes(literal);
        foreach (var paragraph in nodes.OfType<ParagraphBlock>().Where(ImageFigure.Fits))
            paragraph.Parent![paragraph.Parent.IndexOf(paragraph)] = new ImageFigure(paragraph);
        Outline.Apply(headings);
        findings.Headings = [.. findings.Headings.Zip(headings, (written, shown) => written with { Id = shown.GetAttributes().Id! })];
        foreach (var inline in nodes.OfType<Inline>())
            findings.Note(inline);
        return findings;
    }

    private void Note(Inline inline)
    {
        switch (inline)
        {
            case LinkInline { IsImage: true } image:
                var destination = WrittenDestination.Find(_source, image, _destinations);
                _images.Add(new ImageReference(image.Target(), image.AlternativeText(), image.Line + 1) { Destination = destination });
                break;
            case LinkInline link when Destinations.IsAllowed(link.Target()):
                _links.Add(new LinkReference(link.Target().Trim(), link.Line + 1) { IsBare = link.IsAutoLink });
                break;
            case AutolinkInline link when Destinations.IsAllowed(link.Target()):
                _links.Add(new LinkReference(link.Target(), link.Line + 1) { IsBare = !link.IsEmail });
                break;
        }
    }
}
