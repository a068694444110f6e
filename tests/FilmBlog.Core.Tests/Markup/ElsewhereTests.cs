using FilmBlog.Core.Markup;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Markup;

/// <summary>A body in another place than its own page.</summary>
public sealed class ElsewhereTests
{
    private const string Marker = "NOBODY-IS-TO-READ-THIS";

    private static readonly Uri Page = new("https://films.example/reviews/zerkalo");

    [Theory]
    [InlineData("||M||")]
    [InlineData("a ||*M* and M|| b")]
    [InlineData("# A heading ||M||")]
    [InlineData("[a link ||M||](https://a.example/M)")]
    [InlineData("![||M||](a.webp)")]
    [InlineData("![a ||M||](a.webp \"A caption\")")]
    [InlineData("> quoted ||M||")]
    [InlineData("- a\n- ||M||")]
    [InlineData("::: spoiler M\nM\n:::")]
    [InlineData("::: spoiler\n# M\n\n> M\n\n![M](a.webp \"M\")\n\n| M | b |\n|---|---|\n| M | d |\n\n    M\n\n<https://a.example/M>\n:::")]
    [InlineData("- a\n\n  ::: spoiler M\n  M\n  :::")]
    [InlineData("> ::: spoiler M\n> M\n> :::")]
    [InlineData("::: spoiler\n:::: spoiler\nM\n::::\nM\n:::")]
    [InlineData("::: spoiler M\nnever closed M")]
    [InlineData("||He dies[^1].||\n\n[^1]: M")]
    [InlineData("::: spoiler\nHe dies[^1].\n:::\n\n[^1]: M[^2]\n[^2]: M")]
    [InlineData("open[^1]\n\n[^1]: ||M||")]
    [InlineData("||a[^a]||\n\n[^a]: M[^b]\n\n[^b]: M[^a]")]
    public void No_word_of_a_spoiler_leaves_the_page(string markdown)
    {
        var body = MarkdownBody.Parse(markdown.Replace("M", Marker, StringComparison.Ordinal));
        var page = body.Render(Shown);

        Assert.Contains(Marker, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, body.RenderElsewhere(Page, Shown), StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, page.PlainText, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, page.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a ||b|| c", "<p>a [<a href=\"https://films.example/reviews/zerkalo\">a spoiler stands here on the page</a>] c</p>")]
    [InlineData("::: spoiler The end\nGone.\n:::", "<p><a href=\"https://films.example/reviews/zerkalo\">A spoiler stands here on the page.</a></p>")]
    public void A_note_says_where_it_stands(string markdown, string html) => Assert.Equal(html, Elsewhere(markdown));

    [Theory]
    [InlineData("[a](/reviews/stalker)", "https://films.example/reviews/stalker")]
    [InlineData("[a](stalker)", "https://films.example/reviews/stalker")]
    [InlineData("[a](../about)", "https://films.example/about")]
    [InlineData("[a](#h-sound)", "https://films.example/reviews/zerkalo#h-sound")]
    [InlineData("[a](?x=1)", "https://films.example/reviews/zerkalo?x=1")]
    [InlineData("[a]()", "https://films.example/reviews/zerkalo")]
    [InlineData("[a](https://a.example/b)", "https://a.example/b")]
    [InlineData("<https://a.example/b>", "https://a.example/b")]
    [InlineData("https://a.example/b", "https://a.example/b")]
    [InlineData("<a@b.example>", "mailto:a@b.example")]
    public void Every_address_is_absolute(string markdown, string address) =>
        Assert.Contains($"href=\"{address}\"", Elsewhere(markdown), StringComparison.Ordinal);

    [Fact]
    public void An_image_has_nothing_that_only_the_page_s_stylesheet_knows() => Assert.Equal(
        "<figure>\n<img src=\"https://films.example/media/a.jpg\" alt=\"A dacha\" width=\"800\" height=\"600\">\n<figcaption>In 1935</figcaption>\n</figure>",
        Elsewhere("![A dacha](a.webp \"In 1935\")"));

    [Fact]
    public void A_missing_image_is_its_text() => Assert.Equal("<p>A dacha</p>", Elsewhere("![A dacha](missing.webp)"));

    [Fact]
    public void Notes_keep_their_numbers_and_have_no_names()
    {
        var html = Elsewhere("||a[^1]|| b[^2]\n\n[^1]: Hidden.\n[^2]: Open.");

        Assert.Contains("b<sup><a href=\"https://films.example/reviews/zerkalo#fn-2\">2</a></sup>", html, StringComparison.Ordinal);
        Assert.EndsWith("<hr>\n<ol>\n<li value=\"2\">\n<p>Open.</p>\n</li>\n</ol>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_tables_and_code_have_neither_names_nor_classes() => Assert.Equal(
        "<h2>A</h2>\n<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>\n<pre><code>x &lt; y\n</code></pre>",
        Elsewhere("# A\n\n| a |\n|--:|\n| 1 |\n\n```csharp\nx < y\n```"));

    [Fact]
    public void Whatever_the_text_is_only_plain_elements_leave_the_page()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var html = MarkdownBody.Parse(new StrangeText(seed).Body(60) + "\n\n||x|| [^1] ![a](a.webp)\n\n[^1]: b").RenderElsewhere(Page, Shown);
            foreach (var forbidden in new[] { " class=", " id=", " style=", "<script", "<iframe", "<form", "<input", "<details", "<style", " srcset=", "href=\"/", "href=\"#" })
            {
                Assert.DoesNotContain(forbidden, html, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public void The_page_itself_stays_as_it_was()
    {
        var body = MarkdownBody.Parse("# A\n\n||b|| [c](/d)");
        var before = body.Render(Shown).Html;

        body.RenderElsewhere(Page, Shown);

        Assert.Equal(before, body.Render(Shown).Html);
    }

    private static string Elsewhere(string markdown) => MarkdownBody.Parse(markdown).RenderElsewhere(Page, Shown).TrimEnd('\n');

    private static MarkupImage? Shown(string url) => url == "a.webp"
        ? new MarkupImage("/media/a.jpg", 800, 600) { Set = "/media/a-320.jpg 320w", WebPSet = "/media/a-320.webp 320w", ToneClass = "tone-5" }
        : null;
}
