using System.Buffers.Binary;
using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Cards;

public sealed class CardTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/about")]
    [InlineData("/reviews")]
    [InlineData("/reviews/film-001")]
    [InlineData("/directors/director-001")]
    [InlineData("/themes/rain")]
    [InlineData("/decades/1960s")]
    public async Task Every_page_names_a_picture_that_is_there_at_an_address_that_never_changes(string address)
    {
        await using var site = await TestSite.StartAsync();
        site.Write("pages/about.md", "---\ntitle: About\n---\n\nWritten in trains.\n");
        await site.ImportAsync(Stories.Many(40));

        var picture = (await site.OpenAsync(address)).Meta("og:image")!;
        using var answer = await site.GetAsync(picture);

        Assert.True(Uri.IsWellFormedUriString(picture, UriKind.Absolute));
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", answer.Headers.GetValues("Cache-Control")));
        Assert.Equal("cross-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        var png = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1200, 630), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.InRange(png.Length, 1000, 100_000);
        using var known = await site.GetAsync(picture, ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        using var head = await site.AskAsync(HttpMethod.Head, picture);
        Assert.Equal((HttpStatusCode.OK, (long?)png.Length), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task What_a_card_shows_changes_its_address_and_an_old_address_shows_the_present_card_for_a_while()
    {
        await using var site = await TestSite.WithAsync(new Story("Zerkalo") { Slug = "zerkalo", Rating = 3 });
        var before = (await site.OpenAsync("/reviews/zerkalo")).Meta("og:image")!;
        site.Write("reviews/0000.md", new Story("Zerkalo") { Slug = "zerkalo", Rating = 5 }.ToString());
        await site.ImportFolderAsync();

        var after = (await site.OpenAsync("/reviews/zerkalo")).Meta("og:image")!;
        using var old = await site.GetAsync(before);
        using var present = await site.GetAsync(after);

        Assert.NotEqual(before, after);
        Assert.Equal("public, max-age=300", old.Headers.CacheControl!.ToString());
        Assert.Equal(
            await present.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), await old.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_readers_do_not_see_has_a_card_for_its_author_alone()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Draft") { Slug = "draft", Published = null, Directors = ["Nobody Yet"] }, new Story("Later") { Slug = "later", Published = "2027-01-01" });
        using var author = await DeskVisitor.SignedInAsync(site);

        foreach (var address in new[] { "/cards/reviews/draft.png", "/cards/reviews/later.png", "/cards/directors/nobody-yet.png", "/cards/reviews/never.png", "/cards/films/draft.png" })
        {
            using var answer = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var own = await author.Client.GetAsync("/admin/reviews/1/card.png", TestContext.Current.CancellationToken);
        Assert.Equal("image/png", own.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_card_moves_with_its_page()
    {
        await using var site = await TestSite.WithAsync(new Story("Zerkalo") { Slug = "zerkalo", Aliases = ["/reviews/the-mirror"] });

        using var answer = await site.GetAsync("/cards/reviews/the-mirror.png");

        Assert.Equal((HttpStatusCode.MovedPermanently, "/cards/reviews/zerkalo.png"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_does_no_harm()
    {
        await using var site = await TestSite.WithAsync(new Story("Zerkalo") { Slug = "zerkalo" });
        // A file stands where the folder would.
        await File.WriteAllTextAsync(site.Data.Cards, "", TestContext.Current.CancellationToken);

        using var answer = await site.GetAsync("/cards/reviews/zerkalo.png");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
