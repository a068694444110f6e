using AngleSharp.Html.Parser;
using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Tests.Markup;

/// <summary>What holds for every text, tried on random ones.</summary>
public sealed class AnyTextTests
{
    private const int Texts = 5_000;

    [Fact]
    public void It_is_rendered_to_harmless_HTML_that_parses_as_it_was_written()
    {
        for (var seed = 0; seed < Texts; seed++)
        {
            var text = TokenSoup.Make(seed);
            var html = MarkdownBody.Parse(text).Render(url => new MarkupImage("/media/" + url.Length, 8, 6)).Html;
            Assert.True(LiveMarkup.In(html) is null, $"{seed}: {LiveMarkup.In(html)}\n{text}\n{html}");
            Assert.True(Unbalanced(html) is null, $"{seed}: {Unbalanced(html)}\n{text}\n{html}");

            var ids = PlainHtml.Parse(html).QuerySelectorAll("[id]").Select(element => element.Id).ToList();
            Assert.Equal(ids.Distinct().Count(), ids.Count);
            Assert.Null(PlainHtml.Parse(html).QuerySelector("a a, a input, span.spoiler span.spoiler, p p, figcaption ~ figcaption"));
        }
    }

    [Fact]
    public void It_gives_the_same_HTML_again()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var body = MarkdownBody.Parse(TokenSoup.Make(seed));
            Assert.Equal(body.Render(_ => null), body.Render(_ => null));
        }
    }

    [Fact]
    public void Without_new_names_its_source_stays_as_it_is()
    {
        for (var seed = 0; seed < Texts; seed++)
        {
            var text = TokenSoup.Make(seed);
            Assert.Equal(text, MarkdownBody.Parse(text).WithImageUrls(_ => null));
        }
    }

    [Fact]
    public void New_names_of_its_images_are_read_back_and_nothing_else_changes()
    {
        for (var seed = 0; seed < Texts; seed++)
        {
            var text = TokenSoup.Make(seed);
            var before = MarkdownBody.Parse(text);
            var after = MarkdownBody.Parse(before.WithImageUrls(Renamed));

            Assert.True(
                before.Images.Select(image => (image.Alt, Renamed(image.Url))).SequenceEqual(after.Images.Select(image => (image.Alt, image.Url))),
                $"{seed}: {text}");
            Assert.Equal(Words(before), Words(after));
        }
    }

    // An image without a destination has nothing to rename.
    private static string Renamed(string url) => url.Length == 0 ? "" : $"../images/{url.Length} (n).webp";

    private static string Words(MarkdownBody body) => body.Render(_ => new MarkupImage("/media/x", 8, 6)).PlainText;

    // The parser of the browser repairs: what it writes back has as many tags of each name only if there was nothing to repair.
    private static string? Unbalanced(string html)
    {
        var body = new HtmlParser().ParseDocument("<!doctype html><html><body>" + html).Body!;
        foreach (var group in body.QuerySelectorAll("*").GroupBy(element => element.LocalName))
        {
            var written = html.Split($"<{group.Key}>").Length - 1 + html.Split($"<{group.Key} ").Length - 1;
            if (written != group.Count())
                return $"{group.Key}: {written} written, {group.Count()} read";
            if (group.Key is not ("br" or "hr" or "img" or "input") && html.Split($"</{group.Key}>").Length - 1 != written)
                return $"{group.Key}: not every one is closed";
        }

        return null;
    }
}
