using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Tests.Markup;

public sealed class ImageUrlTests
{
    [Theory]
    [InlineData("![a](x.webp)", "![a](new.webp)")]
    [InlineData("![a](x.webp 'T \"t\"')", "![a](new.webp 'T \"t\"')")]
    [InlineData("![a](  x.webp\n  \"t\" )", "![a](  new.webp\n  \"t\" )")]
    [InlineData("![a](<x y.webp> \"t\")", "![a](new.webp \"t\")")]
    [InlineData("![a](x\\(1\\).webp) b", "![a](new.webp) b")]
    [InlineData("![a](x(1).webp) b", "![a](new.webp) b")]
    [InlineData("![x.webp](x.webp) x.webp", "![x.webp](new.webp) x.webp")]
    [InlineData("[x](x.webp) [![a](x.webp)](x.webp)", "[x](x.webp) [![a](new.webp)](x.webp)")]
    [InlineData("![a][r] ![r]\n\n[r]: x.webp \"t\"\n", "![a][r] ![r]\n\n[r]: new.webp \"t\"\n")]
    [InlineData("![r]\n\n[r]:\n  <x y.webp>\n  't'\n\n[s]: x.webp\n", "![r]\n\n[r]:\n  new.webp\n  't'\n\n[s]: x.webp\n")]
    [InlineData("| a |\r\n|---|\r\n| ![a](x.webp) |\r\n", "| a |\r\n|---|\r\n| ![a](new.webp) |\r\n")]
    [InlineData("a[^1]\n\n[^1]: ![a](x.webp)\n", "a[^1]\n\n[^1]: ![a](new.webp)\n")]
    [InlineData("||b ![a](x.webp)||", "||b ![a](new.webp)||")]
    [InlineData("[||![a](x.webp)||](/u)", "[||![a](new.webp)||](/u)")]
    [InlineData("::: spoiler x.webp\n![a](x.webp)\n:::\n", "::: spoiler x.webp\n![a](new.webp)\n:::\n")]
    [InlineData("> - a\n>\n>   ![a](x.webp)\n>   ![b](\n>   x.webp)\n", "> - a\n>\n>   ![a](new.webp)\n>   ![b](\n>   new.webp)\n")]
    [InlineData("-\t![a](x.webp)\n\n\t![a](x.webp)\n", "-\t![a](new.webp)\n\n\t![a](new.webp)\n")]
    [InlineData("^^^\n![a](x.webp)\n^^^ ![b](x.webp)\n", "^^^\n![a](new.webp)\n^^^ ![b](new.webp)\n")]
    [InlineData("# ![a](x.webp)\n\n![b](x.webp)\n===\n", "# ![a](new.webp)\n\n![b](new.webp)\n===\n")]
    [InlineData("# \t![a](x.webp)", "# \t![a](new.webp)")]
    [InlineData("\uFEFF\u0001 🎬 ![a](x.webp)\r\n\r\n![b](x.webp)", "\uFEFF\u0001 🎬 ![a](new.webp)\r\n\r\n![b](new.webp)")]
    [InlineData("`![a](x.webp)` \\![a](x.webp)\n\n    ![a](x.webp)\n", "`![a](x.webp)` \\![a](x.webp)\n\n    ![a](x.webp)\n")]
    public void Only_destinations_of_images_change(string before, string after) =>
        Assert.Equal(after, MarkdownBody.Parse(before).WithImageUrls(_ => "new.webp"));

    [Theory]
    [InlineData("a b.webp")]
    [InlineData("a(b.webp")]
    [InlineData("a)b(.webp")]
    [InlineData("a<b>.webp")]
    [InlineData("a\\b.webp")]
    [InlineData("a\\")]
    [InlineData("a&amp;b&copy.webp")]
    [InlineData("a|b.webp")]
    [InlineData("a*b_c.webp")]
    [InlineData("")]
    [InlineData("Зеркало \"1\".webp")]
    public void Any_name_is_written_so_that_it_is_read_back(string name)
    {
        foreach (var text in new[] { "![a](x)", "![a](<x> 't')", "![r]\n\n[r]: x\n", "| a |\n|---|\n| ![a](x) |\n" })
        {
            var written = MarkdownBody.Parse(text).WithImageUrls(_ => name);
            Assert.Equal(name, Assert.Single(MarkdownBody.Parse(written).Images).Url);
        }
    }

    [Fact]
    public void Images_are_listed_with_their_line_in_the_order_of_the_text()
    {
        var images = MarkdownBody.Parse("![*A* b](a.webp)\n\ntext\n![](b&amp;c.webp \"t\")\n\n> ![c][r]\n\n[r]: r\\_.webp\n").Images;
        Assert.Equal([("a.webp", "A b", 1), ("b&c.webp", "", 4), ("r_.webp", "c", 6)], images.Select(image => (image.Url, image.Alt, image.Line)));
    }

    [Fact]
    public void Links_are_listed_unless_they_are_refused()
    {
        var links = MarkdownBody.Parse("[a](/a) <https://b.example>\n\nhttps://c.example ![d](d) [e](javascript:e)\n").Links;
        Assert.Equal([("/a", 1), ("https://b.example", 1), ("https://c.example", 3)], links.Select(link => (link.Url, link.Line)));
    }
}
