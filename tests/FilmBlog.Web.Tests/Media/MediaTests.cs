using System.Net;
using FilmBlog.Core.Content;
using FilmBlog.Core.Imaging;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Media;

public sealed class MediaTests
{
    [Fact]
    public async Task A_page_offers_forms_that_are_all_served()
    {
        await using var site = await WithPictureAsync();

        var page = await site.OpenAsync("/reviews/rain");

        var (cover, figure) = (page.One(".picture picture"), page.One(".prose figure picture"));
        Assert.Equal("high", cover.QuerySelector("img")!.GetAttribute("fetchpriority"));
        Assert.False(cover.QuerySelector("img")!.HasAttribute("loading"));
        Assert.Equal("lazy", figure.QuerySelector("img")!.GetAttribute("loading"));
        Assert.StartsWith("tone-", figure.QuerySelector("img")!.ClassName, StringComparison.Ordinal);
        Assert.Equal(("900", "600"), (figure.QuerySelector("img")!.GetAttribute("width"), figure.QuerySelector("img")!.GetAttribute("height")));
        var addresses = page.Document.QuerySelectorAll("[srcset]").SelectMany(e => e.GetAttribute("srcset")!.Split(", ")).Select(part => part.Split(' ')[0])
            .Append(figure.QuerySelector("img")!.GetAttribute("src")!).Distinct().ToList();
        Assert.Equal(10, addresses.Count);
        foreach (var address in addresses)
        {
            using var answer = await site.GetAsync(address);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, address);
            Assert.Equal(address.EndsWith(".webp", StringComparison.Ordinal) ? "image/webp" : "image/jpeg", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString().Replace("public, immutable, max-age=31536000", "public, max-age=31536000, immutable", StringComparison.Ordinal));
            using var again = await site.GetAsync(address, ("If-None-Match", answer.Headers.ETag!.ToString()));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    [Theory]
    [InlineData("-321.webp")]
    [InlineData("-1200.webp")]
    [InlineData("-320.png")]
    [InlineData("-320.gif")]
    [InlineData(".webp.tmp")]
    public async Task Forms_that_there_are_not_are_not_found_and_leave_nothing(string end)
    {
        await using var site = await WithPictureAsync();
        var hash = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(site.Data.Images, "*", SearchOption.AllDirectories)));

        using var answer = await site.GetAsync($"/media/{hash}{end}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Single(Directory.GetFiles(site.Data.Images, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Texts_of_an_older_rendering_and_images_without_a_colour_are_brought_up_to_date()
    {
        await using var site = await WithPictureAsync();
        await site.ChangeAsync(async db =>
        {
            await db.ReviewBodies.ExecuteUpdateAsync(set => set.SetProperty(b => b.MarkupVersion, 1).SetProperty(b => b.Html, "<p>old</p>"), TestContext.Current.CancellationToken);
            await db.Images.ExecuteUpdateAsync(set => set.SetProperty(i => i.Tone, ImageTone.Unknown), TestContext.Current.CancellationToken);
        });

        var first = await site.Get<Rerenderer>().RenderOutdatedAsync(TestContext.Current.CancellationToken);
        var second = await site.Get<Rerenderer>().RenderOutdatedAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (first.Rendered, second.Rendered));
        Assert.NotEmpty((await site.OpenAsync("/reviews/rain")).Document.QuerySelectorAll(".prose picture img[class^=tone-]"));
    }

    [Fact]
    public async Task The_stylesheet_knows_every_tone()
    {
        var expected = Enumerable.Range(0, ImageTone.Count).Select(tone => $"  .{ImageTone.ClassOf(tone)} {{ background-color: {ImageTone.ColourOf(tone)}; }}");
        var lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "src/FilmBlog.Web/wwwroot/css/tones.css"), TestContext.Current.CancellationToken);

        Assert.Equal(expected, lines[2..^1]);
    }

    private static async Task<TestSite> WithPictureAsync()
    {
        var site = await TestSite.StartAsync();
        site.Write("images/rain.png", Pictures.Png(900, 600));
        site.Write("reviews/rain.md", """
            ---
            slug: rain
            film: { title: Rain, year: 1970, directors: [Ada Ash] }
            published: 2026-10-01
            cover: ../images/rain.png
            cover_alt: Rain.
            ---
            ![Rain on a window](../images/rain.png "Rain.")
            """);
        await site.ImportFolderAsync();
        return site;
    }
}
