using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Addresses;

/// <summary>Old addresses in whatever form they come: one hop to where readers find it now.</summary>
public sealed class OldAddressesTests
{
    [Theory]
    [InlineData("/2019/03/zerkalo", "/reviews/zerkalo")]
    [InlineData("/2019/03/Zerkalo/", "/reviews/zerkalo")]
    [InlineData("//2019//03/zerkalo?utm=x", null)]
    [InlineData("/2019//03/ZERKALO/", "/reviews/zerkalo")]
    [InlineData("/2019/03/%7Aerkalo/", "/reviews/zerkalo")]
    [InlineData("/%D0%97%D0%95%D0%A0%D0%9A%D0%90%D0%9B%D0%9E/", "/reviews/zerkalo")]
    [InlineData("/Reviews/First/", "/reviews/zerkalo")]
    [InlineData("/reviews/SECOND", "/reviews/zerkalo")]
    [InlineData("/reviews/third/", "/reviews/zerkalo")]
    [InlineData("/reviews/First.md", "/reviews/zerkalo.md")]
    [InlineData("/reviews/first.md", "/reviews/zerkalo.md")]
    [InlineData("/Reviews/Zerkalo/", "/reviews/zerkalo")]
    [InlineData("/Reviews/Zerkalo/?utm=x", "/reviews/zerkalo?utm=x")]
    [InlineData("/Reviews/First/?utm=x", "/reviews/zerkalo")]
    [InlineData("/ABOUT", "/about")]
    public async Task Any_form_of_an_old_address_takes_one_hop_whatever_the_chain(string address, string? location)
    {
        await using var site = await RenamedAsync(new SetUp { OnPort = true });

        var answer = await RawAnswer.GetAsync(site.Address, address);

        if (location is not null)
        {
            Assert.Equal((301, location), (answer.Status, answer.Header("Location")));
            return;
        }

        Assert.Equal("/reviews/zerkalo", answer.Header("Location"));
    }

    [Fact]
    public async Task A_theme_that_was_renamed_and_merged_leads_to_the_one_that_stayed()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Rain") { Themes = ["rain"] }, new Story("Water") { Themes = ["water"] }, new Story("Sea") { Themes = ["sea"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        await site.ChangeAsync(async db => (await db.Themes.Include(t => t.Redirects).SingleAsync(t => t.Name == "rain")).Move(Slug.Parse("showers")));
        await MergeAsync("rain", "water");
        await MergeAsync("water", "sea");

        foreach (var address in new[] { "/themes/rain", "/themes/showers", "/themes/water", "/Themes/Rain/", "/themes/SHOWERS" })
        {
            using var answer = await site.GetAsync(address);
            Assert.Equal((HttpStatusCode.MovedPermanently, "/themes/sea"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        }

        async Task MergeAsync(string from, string into)
        {
            var id = await site.ReadAsync(db => db.Themes.Where(t => t.Name == from).Select(t => t.Id).SingleAsync(TestContext.Current.CancellationToken));
            await owner.FollowAsync($"/admin/themes/{id}/merge?into={into}", "main form[method=post]");
        }
    }

    [Fact]
    public async Task Through_a_proxy_the_missing_TLS_joins_in_one_hop()
    {
        await using var site = await RenamedAsync(new SetUp { OnPort = true, Settings = { ["FilmBlog:BaseUrl"] = "https://films.example" } });

        foreach (var address in new[] { "/2019/03/Zerkalo/", "/reviews/first", "/Reviews/SECOND/?x=1" })
        {
            var answer = await RawAnswer.GetAsync(site.Address, address, "films.example", "X-Forwarded-Proto: http", "X-Forwarded-For: 192.0.2.1");
            Assert.Equal((308, "https://films.example/reviews/zerkalo"), (answer.Status, answer.Header("Location")));
        }
    }

    [Fact]
    public async Task A_page_comes_before_an_old_address_of_another_in_every_form()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" }, new Story("Sun") { Slug = "sun", Aliases = ["/reviews/rain", "/about"] });

        using var answer = await site.GetAsync("/Reviews/Rain/");
        using var about = await site.GetAsync("/About/");

        Assert.Equal("/reviews/rain", answer.Headers.Location?.OriginalString);
        Assert.Equal("/about", about.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_canonical_form_of_a_page_costs_no_query_for_old_addresses()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });

        var canonical = await site.Queries.DuringAsync(() => site.GetAsync("/reviews/rain"));
        var list = await site.Queries.DuringAsync(() => site.GetAsync("/Reviews/"));
        var other = await site.Queries.DuringAsync(() => site.GetAsync("/Reviews/Rain"));

        Assert.DoesNotContain(canonical, sql => sql.Contains("Redirects", StringComparison.Ordinal));
        Assert.Empty(list);
        Assert.Single(other);
    }

    [Theory]
    [InlineData("/reviews/rain", "This review has been taken down")]
    [InlineData("/reviews/rain.md", "This review has been taken down")]
    [InlineData("/2019/rain", "This review has been taken down")]
    public async Task What_was_deleted_for_good_is_gone_and_kept_by_no_search_engine(string address, string heading)
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Aliases = ["/2019/rain"] }, new Story("Sun"));
        await site.ChangeAsync(async db =>
        {
            var review = await db.Reviews.Include(r => r.Redirects).Include(r => r.Film).SingleAsync(r => r.Slug == Slug.Parse("rain"));
            review.LeadHere("/reviews/rain");
            db.Reviews.Remove(review);
        });

        using var answer = await site.GetAsync(address);
        var page = await HtmlPage.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Equal(heading, page.Heading);
        Assert.Equal("noindex, follow", page.Robots);
        Assert.Equal("noindex", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")));
        Assert.Equal(["Sun"], page.Films);
    }

    private static async Task<TestSite> RenamedAsync(SetUp setUp)
    {
        var site = await TestSite.StartAsync(setUp);
        await site.ImportAsync(new Story("Zerkalo") { Slug = "first", Aliases = ["/2019/03/zerkalo", "/зеркало"] });
        foreach (var slug in new[] { "second", "third", "zerkalo" })
        {
            await site.ChangeAsync(async db => (await db.Reviews.Include(r => r.Redirects).SingleAsync()).Rename(Slug.Parse(slug)));
        }

        return site;
    }
}
