using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Feeds;

public sealed class SearchFeedTests
{
    private const string Rain = "/search/atom.xml?q=rain";

    [Fact]
    public async Task The_newest_reviews_that_fit_come_first_without_what_gives_a_film_away()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Rain") { Slug = "rain", Published = "2026-09-01T09:00:00Z", Body = "Rain. ||Everybody drowns.||" },
            new Story("Stalker") { Slug = "stalker", Published = "2026-10-01T09:00:00Z", Body = "A dog in the rain." },
            new Story("Snow") { Slug = "snow", Body = "No drop." },
            new Story("Wet") { Slug = "wet", Published = null, Body = "Rain." },
            new Story("Soon") { Slug = "soon", Published = "2026-12-01T09:00:00Z", Body = "Rain." });
        var feed = await FeedDocument.OpenAsync(site, Rain);

        Assert.Equal(["Stalker", "Rain"], feed.Entries.Select(entry => entry.Title));
        Assert.EndsWith(Rain, feed.Self, StringComparison.Ordinal);
        Assert.DoesNotContain("drowns", feed.Source, StringComparison.Ordinal);
        Assert.Equal(["Rain"], (await FeedDocument.OpenAsync(site, "/search/atom.xml?q=rain+-dog")).Entries.Select(entry => entry.Title));

        site.Clock.AdjustTime(TestSite.Now.AddDays(40));
        Assert.Equal("Soon", (await FeedDocument.OpenAsync(site, Rain)).Entries[0].Title);
    }

    [Fact]
    public async Task It_holds_as_many_as_other_feeds()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(40));
        Assert.Equal((await FeedDocument.OpenAsync(site, "/atom.xml")).Entries.Select(entry => entry.Id), (await FeedDocument.OpenAsync(site, "/search/atom.xml?q=film")).Entries.Select(entry => entry.Id));
    }

    [Fact]
    public async Task Who_asks_again_is_told_that_nothing_is_new_and_search_engines_stay_away()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(3));
        using var first = await site.GetAsync("/search/atom.xml?q=film");
        Assert.Equal((true, TimeSpan.FromMinutes(5)), (first.Headers.CacheControl!.Public, first.Headers.CacheControl.MaxAge));
        Assert.Equal("noindex", Assert.Single(first.Headers.GetValues("X-Robots-Tag")));

        using var again = await site.GetAsync("/search/atom.xml?q=film", ("If-None-Match", first.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var head = await site.AskAsync(HttpMethod.Head, "/search/atom.xml?q=film");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Theory]
    [InlineData("/search/atom.xml")]
    [InlineData("/search/atom.xml?q=")]
    [InlineData("/search/atom.xml?q=year:soon")]
    [InlineData("/search/atom.xml?q=%00%EF%BF%BE%ED%A0%80%22")]
    [InlineData("/search/atom.xml?q=%3C/title%3E%3C!%5BCDATA%5B")]
    public async Task Whatever_is_asked_for_is_a_feed(string address)
    {
        await using var site = await TestSite.WithAsync(Stories.Many(3));
        Assert.Empty((await FeedDocument.OpenAsync(site, address)).Entries);
    }

    [Fact]
    public async Task The_page_of_a_search_names_its_feed()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(3));
        var page = await site.OpenAsync("/search?q=film+year:1970..");
        const string Feed = "/search/atom.xml?q=film%20year%3A1970..";
        Assert.Equal(Feed, page.Main.QuerySelector(".follow a")!.GetAttribute("href"));
        Assert.Contains(Feed, page.Document.QuerySelectorAll("link[rel=alternate][type='application/atom+xml']").Select(link => link.GetAttribute("href")));
        Assert.Null((await site.OpenAsync("/search")).Main.QuerySelector(".follow"));
    }
}
