using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Tests.Markup;

public sealed class SpecDocumentTests
{
    public static TheoryData<string, int> Places => new(SpecDocuments.All.Select(example => (example.Document, example.Line)));

    [Theory]
    [MemberData(nameof(Places))]
    public void An_example_comes_to_its_HTML(string document, int line)
    {
        var example = SpecDocuments.All.Single(candidate => candidate.Document == document && candidate.Line == line);
        var html = MarkdownBody.Parse(example.Markdown).Render(Images).Html.TrimEnd('\n');
        Assert.Equal(example.Html, html);
    }

    [Theory]
    [InlineData("figures")]
    [InlineData("footnotes")]
    [InlineData("headings")]
    [InlineData("images")]
    [InlineData("links")]
    [InlineData("raw-html")]
    [InlineData("spoilers-block")]
    [InlineData("spoilers-inline")]
    [InlineData("tables")]
    [InlineData("typography")]
    public void Each_syntax_has_its_document(string name) => Assert.Contains(SpecDocuments.All, example => example.Document == name);

    // The documents say so: an image under ../images/ is served from /media/ at 800 × 600, one called wide in two widths, any other is missing.
    private static MarkupImage? Images(string url) => url switch
    {
        "../images/wide.webp" => new MarkupImage("/media/wide.jpg", 800, 600)
        {
            Set = "/media/wide-320.jpg 320w, /media/wide.jpg 800w",
            WebPSet = "/media/wide-320.webp 320w, /media/wide.webp 800w",
            ToneClass = "tone-5",
        },
        _ => url.StartsWith("../images/", StringComparison.Ordinal) ? new MarkupImage("/media/" + url["../images/".Length..], 800, 600) : null,
    };
}
