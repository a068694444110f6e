using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Errors;

/// <summary>What the page of a missing address offers instead.</summary>
public sealed class SuggestionsTests(SuggestionsTests.Blog blog) : IClassFixture<SuggestionsTests.Blog>
{
    [Theory]
    [InlineData("/reviews/solaris-1972", "Solaris")]
    [InlineData("/zerkalo.html", "Zerkalo")]
    [InlineData("/zerklao", "Zerkalo")]
    [InlineData("/film/the_mirror", "Zerkalo")]
    [InlineData("/2019/03/stalker", "Stalker")]
    [InlineData("/2019/03/stalker/feed", "Stalker")]
    [InlineData("/reviews/stalkr/atom.xml", "Stalker")]
    [InlineData("/posts/tarkovskys-stalker-reviewed", "Stalker")]
    [InlineData("/зеркало", "Zerkalo")]
    [InlineData("/reviews/خانه دوست کجاست", "Where Is the Friend's House?")]
    [InlineData("/2019/an-eye-for-the-zone", "Stalker")]
    [InlineData("/2019/fading-lights", "Sun")]
    public async Task The_nearest_title_comes_first(string address, string film)
    {
        var page = await blog.Site.OpenAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Perhaps you were looking for", page.Main.TextContent, StringComparison.Ordinal);
        Assert.Equal(film, page.Films[0]);
        Assert.True(page.Films.Count <= 5);
    }

    [Theory]
    [InlineData("/directors/tarkovski", "Andrei Tarkovsky", "/directors/andrei-tarkovsky")]
    [InlineData("/tag/memories", "memory", "/themes/memory")]
    public async Task Directors_and_themes_are_found_too(string address, string name, string path)
    {
        var page = await blog.Site.OpenAsync(address);

        Assert.Contains((name, path), page.Links(".near-hubs a"));
    }

    [Theory]
    [InlineData("/qqqq-xxxx")]
    [InlineData("/12345")]
    [InlineData("/...")]
    [InlineData("/%F0%9F%8E%AC%E2%80%8F%EF%BF%BE")]
    public async Task What_resembles_nothing_is_answered_with_the_newest(string address)
    {
        var page = await blog.Site.OpenAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Lately reviewed", page.Main.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, page.Films.Count);
    }

    [Fact]
    public async Task A_long_address_is_answered_as_any()
    {
        var page = await blog.Site.OpenAsync("/" + string.Concat(Enumerable.Repeat("щ-", 2000)));

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    [Fact]
    public async Task What_nobody_may_see_is_not_suggested_and_what_is_published_is_at_once()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Published = null }, new Story("Later") { Published = "2026-11-01T13:00:00Z" }, new Story("Sun"));

        Assert.Equal(["Sun"], (await site.OpenAsync("/the-rain")).Films);
        Assert.Equal(["Sun"], (await site.OpenAsync("/later.html")).Films);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddHours(1));
        Assert.Equal(["Later"], (await site.OpenAsync("/later.html")).Films);
        await site.ImportAsync(new Story("Snow"));
        Assert.Equal(["Snow"], (await site.OpenAsync("/snow.html")).Films);
    }

    [Fact]
    public async Task A_missing_address_costs_the_same_few_queries_again_and_again()
    {
        await blog.Site.OpenAsync("/zerklao");

        var near = await blog.Site.Queries.DuringAsync(() => blog.Site.OpenAsync("/zerklao"));
        var newest = await blog.Site.Queries.DuringAsync(() => blog.Site.OpenAsync("/qqqq-xxxx"));

        Assert.Equal(2, near.Count);
        Assert.Equal(2, newest.Count);
    }

    public sealed class Blog : IAsyncLifetime
    {
        internal TestSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Site = await TestSite.StartAsync();
            await Site.ImportAsync(
                new Story("Zerkalo") { OriginalTitle = "Зеркало", AlsoKnownAs = ["The Mirror"], Directors = ["Andrei Tarkovsky"], Themes = ["memory"] },
                new Story("Solaris") { Directors = ["Andrei Tarkovsky"], Year = 1972 },
                new Story("Stalker") { Directors = ["Andrei Tarkovsky"], OriginalTitle = "Сталкер", Headline = "An Eye for the Zone" },
                new Story("Where Is the Friend's House?") { OriginalTitle = "خانه دوست کجاست", Directors = ["Abbas Kiarostami"] },
                new Story("Sun") { Headline = "Fading Light" },
                new Story("Rain"),
                new Story("Snow"));
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
