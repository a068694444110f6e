using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Caching;

public sealed class ValidatorsTests
{
    private static readonly string[] Addresses =
        ["/", "/reviews", "/reviews/film-003", "/directors", "/directors/director-003", "/themes", "/themes/rain", "/years/1981", "/decades/1980s", "/robots.txt", "/site.webmanifest", "/speculation.json"];

    [Fact]
    public async Task Every_public_page_answers_304_to_who_has_it_and_HEAD_says_the_same_as_GET()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(10));
        Later(site);
        foreach (var address in Addresses)
        {
            using var whole = await site.GetAsync(address);
            var tag = whole.Headers.ETag;
            Assert.True(tag is { IsWeak: false }, $"{address} has no strong entity tag");
            Assert.True(whole.Headers.CacheControl!.Public, $"{address} may be kept by nobody");

            using var known = await site.GetAsync(address, ("If-None-Match", $"\"other\", {tag}"));
            Assert.True(known.StatusCode == HttpStatusCode.NotModified, $"{address} is sent again");
            Assert.Equal(tag, known.Headers.ETag);
            Assert.Empty(await known.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

            using var since = await site.GetAsync(address, ("If-Modified-Since", whole.Content.Headers.LastModified!.Value.ToString("R")));
            Assert.Equal(HttpStatusCode.NotModified, since.StatusCode);

            using var head = await site.AskAsync(HttpMethod.Head, address);
            Assert.Equal((tag, whole.Content.Headers.ContentLength), (head.Headers.ETag, head.Content.Headers.ContentLength));
        }
    }

    [Fact]
    public async Task What_changed_is_sent_again_whichever_way_one_asks()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(10));
        Later(site);
        using var before = await site.GetAsync("/themes/rain");
        Later(site);
        await site.ChangeAsync(async db => (await db.Themes.SingleAsync(t => t.Name == "rain", TestContext.Current.CancellationToken)).Introduce(new Prose("Wet.", "<p>Wet.</p>", 2)));
        Later(site);

        using var byTag = await site.GetAsync("/themes/rain", ("If-None-Match", before.Headers.ETag!.ToString()));
        using var byTime = await site.GetAsync("/themes/rain", ("If-Modified-Since", before.Content.Headers.LastModified!.Value.ToString("R")));

        Assert.Equal(HttpStatusCode.OK, byTag.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byTime.StatusCode);
        Assert.NotEqual(before.Headers.ETag, byTag.Headers.ETag);
    }

    [Fact]
    public async Task What_appears_at_its_time_is_a_change_of_that_time()
    {
        await using var site = await TestSite.WithAsync([.. Stories.Many(3), new Story("Later") { Published = "2026-11-01T13:00:00Z" }]);
        Later(site);
        using var before = await site.GetAsync("/");
        site.Clock.AdjustTime(new DateTimeOffset(2026, 11, 1, 13, 0, 0, TimeSpan.Zero));

        using var then = await site.GetAsync("/", ("If-Modified-Since", before.Content.Headers.LastModified!.Value.ToString("R")));

        Assert.Equal(HttpStatusCode.OK, then.StatusCode);
        Assert.Null(then.Content.Headers.LastModified);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Each_encoding_has_a_tag_of_its_own(string encoding)
    {
        await using var site = await TestSite.WithAsync(Stories.Many(10));
        using var plain = await site.GetAsync("/reviews");
        using var packed = await site.GetAsync("/reviews", ("Accept-Encoding", encoding));

        Assert.Equal([encoding], packed.Content.Headers.ContentEncoding);
        Assert.NotEqual(plain.Headers.ETag, packed.Headers.ETag);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        Assert.True(packed.Content.Headers.ContentLength < plain.Content.Headers.ContentLength);
        using var known = await site.GetAsync("/reviews", ("Accept-Encoding", encoding), ("If-None-Match", packed.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Fact]
    public async Task What_is_private_or_an_error_has_no_tag()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(3));
        using var author = await DeskVisitor.SignedInAsync(site);

        using var own = await author.Client.GetAsync("/reviews", TestContext.Current.CancellationToken);
        using var missing = await site.GetAsync("/nowhere");
        using var choice = await site.GetAsync("/appearance");

        Assert.Equal([null, null, null], new[] { own, missing, choice }.Select(answer => answer.Headers.ETag));
        Assert.False(own.Headers.Contains("Speculation-Rules"));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    // So that what was saved just now was saved a while ago.
    private static void Later(TestSite site) => site.Clock.AdjustTime(site.Clock.GetUtcNow().AddSeconds(5));
}
