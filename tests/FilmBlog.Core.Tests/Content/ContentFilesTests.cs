using System.Text;
using FilmBlog.Core.Content;
using FilmBlog.Core.Markup;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Content;

public sealed class ContentFilesTests
{
    [Fact]
    public void Files_are_found_in_ordinal_order_links_and_hidden_ones_left_out()
    {
        using var folder = new ContentFolder().Write("b.md", "").Write("B.MD", "").Write("a/z.md", "").Write("reviews/é.md", "").Write("images/no.md", "")
            .Write("pages/p.md", "").Write("directors/d.md", "").Write("themes/deep/t.md", "").Write("notes.txt", "").Write(".hidden/x.md", "");
        Directory.CreateSymbolicLink(folder.At("loop"), folder.Path);
        File.CreateSymbolicLink(folder.At("link.md"), folder.At("b.md"));

        Assert.Equal(
            ["B.MD Review", "a/z.md Review", "b.md Review", "directors/d.md Director", "pages/p.md Page", "reviews/é.md Review", "themes/deep/t.md Theme"],
            ContentFiles.Under(folder.Path).Select(f => $"{f.Name[(folder.Path.Length + 1)..]} {f.Kind}"));
        Assert.Equal("Director", Assert.Single(ContentFiles.Under(folder.At("directors"))).Kind.ToString());
        Assert.Equal("Page", Assert.Single(ContentFiles.Under(folder.At("pages/p.md"))).Kind.ToString());
    }

    [Fact]
    public async Task A_file_that_is_not_UTF8_is_named_with_the_line()
    {
        using var folder = new ContentFolder().Write("a.md", [.. "---\nfilm:\n  title: Am"u8, 0xE9, .. "lie\n---\n"u8]);

        var (text, problem) = await ContentText.ReadAsync(ContentFiles.Under(folder.At("a.md"))[0], TestContext.Current.CancellationToken);

        Assert.Null(text);
        Assert.Equal($"{folder.At("a.md")}:3: the file is not UTF-8; save it in that encoding", problem?.ToString());
    }

    [Theory]
    [InlineData(256 * 1024, "new 1, changed 0, same 0, failed 0", null)]
    [InlineData((256 * 1024) + 1, "new 0, changed 0, same 0, failed 1", "a.md:8: The text is larger than 256 KB. Split it into several reviews.")]
    [InlineData(600 * 1024, "new 0, changed 0, same 0, failed 1", "a.md:1: the file is too large: front matter may have 64 KB, a body 256 KB")]
    public async Task A_body_has_at_most_256_KB(int bytes, string counts, string? problem)
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("a.md", Reading.Review("slug: a") + new StringBuilder().Insert(0, "word word word\n", bytes / 15).Append('x', bytes % 15));

        var report = await blog.ImportAsync(folder);

        Assert.Equal(counts, report.ToString());
        Assert.Equal(problem is null ? [] : [problem], report.Problems.In(folder));
    }

    [Fact]
    public async Task A_body_that_the_markup_rejects_fails_at_its_line()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("a.md", Reading.Review("slug: a") + "text\n" + string.Concat(Enumerable.Repeat("> ", 200)) + "deep\n");

        var report = await blog.ImportAsync(folder);

        Assert.StartsWith("a.md:9: ", Assert.Single(report.Problems.In(folder)), StringComparison.Ordinal);
        Assert.Equal(1, report.Failed);
    }

    [Fact]
    public async Task What_is_rendered_again_is_the_same_and_stale_texts_are_renewed()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a").Review("b", "slug: b").Write("pages/about.md", "---\ntitle: About\n---\nAbout.\n")
            .Write("directors/a.md", "---\nname: A\n---\nHe.\n").Write("themes/b.md", "---\nname: B\n---\nIt.\n").Write("themes/c.md", "---\nname: C\n---\n");
        await blog.ImportAsync(folder);
        var fresh = (await blog.ReviewAsync("a")).Body.Html;
        var change = await blog.LatestChangeAsync();

        Assert.Equal(5, await RenderedAsync(blog));
        Assert.Equal(change, await blog.LatestChangeAsync());

        await blog.SaveAsync(async db =>
        {
            foreach (var review in db.Reviews.WithDocument.ToList())
            {
                review.Show("<p>stale</p>", "stale", "stale", 1, 0);
            }

            var page = db.SitePages.Single();
            page.Write("About", page.Body with { Html = "stale", MarkupVersion = 0 });
            await Task.CompletedTask;
        });
        Assert.Equal(5, await RenderedAsync(blog));
        var review = await blog.ReviewAsync("a");
        Assert.Equal((fresh, MarkdownBody.Version, "\nThe body of a.\n"), (review.Body.Html, review.Body.MarkupVersion, review.Body.Markdown));
        Assert.Equal("<p>About.</p>\n", await blog.ReadAsync(db => Task.FromResult(db.SitePages.Single().Body.Html)));
    }

    [Fact]
    public async Task A_text_that_can_no_longer_be_rendered_keeps_what_it_had()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a").Review("b", "slug: b").Write("pages/about.md", "---\ntitle: About\n---\nAbout.\n");
        await blog.ImportAsync(folder);
        var deep = string.Concat(Enumerable.Repeat("> ", 200)) + "deep";
        await blog.SaveAsync(async db =>
        {
            db.Reviews.WithDocument.Single(r => r.Id == 1).Write(deep, "<p>kept</p>", "kept", "kept", 1, 0);
            var page = db.SitePages.Single();
            page.Write("About", page.Body with { Markdown = deep, Html = "kept" });
            await Task.CompletedTask;
        });

        var (rendered, problems) = await blog.Get<Rerenderer>().RenderAllAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (rendered, problems.Count));
        Assert.StartsWith("a, line 1: ", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("The page about, line 1: ", problems[1], StringComparison.Ordinal);
        Assert.Equal("<p>kept</p>", (await blog.ReviewAsync("a")).Body.Html);
    }

    private static async Task<int> RenderedAsync(TestDatabase blog)
    {
        var (rendered, problems) = await blog.Get<Rerenderer>().RenderAllAsync(null, TestContext.Current.CancellationToken);
        Assert.Empty(problems);
        return rendered;
    }
}
