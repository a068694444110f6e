using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Reviews;

public sealed class AllReviewsTests(ZerkaloSite zerkalo)
{
    [Theory]
    [InlineData("", "Zerkalo, Stalker, The Mirror, Solaris, The Sacrifice, Persona")]
    [InlineData("?sort=newest", "Zerkalo, Stalker, The Mirror, Solaris, The Sacrifice, Persona")]
    [InlineData("?sort=title", "The Mirror, Persona, The Sacrifice, Solaris, Stalker, Zerkalo")]
    [InlineData("?sort=year", "The Mirror, The Sacrifice, Stalker, Zerkalo, Solaris, Persona")]
    [InlineData("?decade=1970s&sort=title", "Solaris, Stalker, Zerkalo")]
    [InlineData("?director=jafar-panahi", "The Mirror")]
    [InlineData("?theme=memory&sort=title", "Solaris, Zerkalo")]
    [InlineData("?rating=4.5", "Solaris")]
    [InlineData("?director=andrei-tarkovsky&theme=dreams&decade=1970s&rating=5&sort=title", "Stalker, Zerkalo")]
    public async Task The_list_is_sorted_and_narrowed(string query, string films)
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/reviews" + query);

        Assert.Equal(films, string.Join(", ", page.Films));
    }

    [Fact]
    public async Task A_narrowed_list_says_to_what_and_leads_back()
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/reviews?decade=1970s&director=andrei-tarkovsky&rating=4.5&sort=title");

        Assert.Equal("Reviews: 1970s, Andrei Tarkovsky, 4.5 stars", page.Heading);
        Assert.Equal("noindex, follow", page.Robots);
        Assert.Contains(("Show all reviews again", "/reviews?sort=title"), page.Links("main a"));
        Assert.EndsWith("/reviews?sort=title&decade=1970s&director=andrei-tarkovsky&rating=4.5", page.Canonical, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_all_of_it_is_said_in_a_sentence()
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/reviews?decade=1970s&director=jafar-panahi");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Films);
        Assert.Equal("No review is all of this at once.", HtmlPage.Text(page.One("main .standfirst")));
    }

    [Theory]
    [InlineData("?sort=best")]
    [InlineData("?decade=1975s")]
    [InlineData("?decade=70s")]
    [InlineData("?director=nobody")]
    [InlineData("?director=%27;drop")]
    [InlineData("?theme=nothing")]
    [InlineData("?rating=6")]
    [InlineData("?rating=4,5")]
    [InlineData("?rating=4.7")]
    [InlineData("?page=0")]
    [InlineData("?page=-1")]
    [InlineData("?page=2")]
    [InlineData("?page=x")]
    [InlineData("?page=2147483647")]
    [InlineData("?page=99999999999")]
    public async Task A_query_that_means_nothing_is_not_found(string query)
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/reviews" + query);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    [Fact]
    public async Task A_long_list_has_pages_with_at_most_sixty_reviews()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(130));

        var seen = new List<string>();
        var next = "/reviews?sort=title";
        while (next is not null)
        {
            var page = await site.OpenAsync(next);
            Assert.InRange(page.Films.Count, 1, 60);
            Assert.EndsWith(next, page.Canonical, StringComparison.Ordinal);
            seen.AddRange(page.Films);
            Assert.All(page.Links(".pager a"), link => Assert.EndsWith(" page", link.Text, StringComparison.Ordinal));
            next = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
            Assert.Equal(next, page.Document.QuerySelector("link[rel=next]")?.GetAttribute("href"));
        }

        Assert.Equal(Stories.Many(130).Select(s => s.Film).Order(StringComparer.Ordinal), seen);
        Assert.Equal(["Newer", "Older"], (await site.OpenAsync("/reviews?page=2")).Links(".pager a").Select(l => l.Text));
    }
}
