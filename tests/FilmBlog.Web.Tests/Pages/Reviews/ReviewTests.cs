using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Reviews;

public sealed class ReviewTests
{
    private static readonly DateTimeOffset Later = new(2026, 11, 2, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_review_shows_its_essay_and_its_film()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain")
        {
            Slug = "rain",
            Headline = "Wet shoes",
            OriginalTitle = "Дождь",
            AlsoKnownAs = ["Dozhd"],
            Languages = ["ru"],
            Countries = ["Soviet Union"],
            Cast = ["Ida Ibsen"],
            Imdb = "tt0000001",
            ImdbRating = 7m,
            Themes = ["weather"],
            Rating = 4.5m,
            Verdict = "Bring an umbrella.",
            Excerpt = "It rains.",
            Watched = "2026-09",
            Author = "B. Line",
            Spoilers = true,
            Body = "First *words*.",
        });

        var page = await site.OpenAsync("/reviews/rain");

        Assert.Equal("Wet shoes", page.Heading);
        Assert.Equal("Rain (1970) review: Wet shoes · Zerkalo", page.Title);
        Assert.Equal("First words.", HtmlPage.Text(page.One(".essay")));
        Assert.Equal(("ru", "ltr", "Дождь"), (page.One(".original").GetAttribute("lang"), page.One(".original").GetAttribute("dir"), HtmlPage.Text(page.One(".original"))));
        Assert.Contains("By B. Line", HtmlPage.Text(page.One(".byline")), StringComparison.Ordinal);
        Assert.Equal("4 and a half out of 5 stars", page.One(".byline .stars").GetAttribute("aria-label"));
        Assert.Contains(("Ada Ash", "/directors/ada-ash"), page.Links(".credits a"));
        Assert.Contains(("weather", "/themes/weather"), page.Links(".credits a"));
        Assert.Contains(("1970", "/years/1970"), page.Links(".credits a"));
        Assert.Contains(("7.0", "https://www.imdb.com/title/tt0000001/"), page.Links(".credits a"));
        Assert.Contains("gives the film away", HtmlPage.Text(page.One(".warning")), StringComparison.Ordinal);
        Assert.Equal("Bring an umbrella.", HtmlPage.Text(page.One(".verdict")));
        Assert.Equal("2026-09", page.One(".credits time").GetAttribute("datetime"));
        Assert.Equal("2026-10-01T09:00:00+00:00", page.One(".byline time").GetAttribute("datetime"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2026-11-02T09:30:00Z")]
    public async Task A_review_that_is_not_published_is_nowhere(string? published)
    {
        await using var site = await TestSite.WithAsync(
            new Story("Seen") { Slug = "seen" },
            new Story("Verborgen") { Slug = "hidden", Year = 1931, Directors = ["Vera Borg"], Themes = ["verbs"], Published = published, Aliases = ["/old/hidden"] });

        foreach (var address in new[] { "/reviews/hidden", "/old/hidden", "/directors/vera-borg", "/themes/verbs", "/years/1931", "/decades/1930s" })
        {
            var page = await site.OpenAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.DoesNotContain("Ver", page.Source, StringComparison.Ordinal);
        }

        foreach (var address in new[] { "/", "/reviews", "/reviews?sort=title", "/directors", "/themes", "/reviews/seen", "/directors/ada-ash", "/years/1970", "/decades/1970s" })
        {
            var page = await site.OpenAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("Ver", page.Source, StringComparison.Ordinal);
            Assert.DoesNotContain("/themes/verbs", page.Addresses);
        }
    }

    [Fact]
    public async Task A_scheduled_review_is_not_found_before_its_time()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Seen") { Slug = "seen" },
            new Story("Later") { Slug = "later", Themes = ["patience"], Published = "2026-11-02T09:30:00Z" });

        site.Clock.AdjustTime(Later.AddMilliseconds(-1));
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/later")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/themes/patience")).Status);
        Assert.Equal(["Seen"], (await site.OpenAsync("/")).Films);
        Assert.Null((await site.OpenAsync("/reviews/seen")).Related);

        site.Clock.AdjustTime(Later);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/later")).Status);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/themes/patience")).Status);
        Assert.Equal(["Later", "Seen"], (await site.OpenAsync("/")).Films);
        Assert.Equal(["Later", "Seen"], (await site.OpenAsync("/reviews")).Films);
        Assert.Equal("/reviews/later", Assert.Single((await site.OpenAsync("/reviews/seen")).Related!.Rows).Address);
    }

    [Fact]
    public async Task An_old_slug_leads_to_the_present_one_in_one_hop()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "first", Aliases = ["/2019/03/rain", "/блог/дождь"] });
        await RenameAsync(site, "first", "second");
        await RenameAsync(site, "second", "third");

        foreach (var address in new[] { "/reviews/first", "/reviews/second", "/2019/03/rain", "/блог/дождь", "/%D0%B1%D0%BB%D0%BE%D0%B3/%D0%B4%D0%BE%D0%B6%D0%B4%D1%8C" })
        {
            using var answer = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
            Assert.Equal("/reviews/third", answer.Headers.Location?.OriginalString);
        }

        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/third")).Status);
    }

    [Fact]
    public async Task A_slug_that_is_taken_back_is_the_address_again()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "first" });
        await RenameAsync(site, "first", "second");
        await RenameAsync(site, "second", "first");

        using var old = await site.GetAsync("/reviews/second");
        Assert.Equal("/reviews/first", old.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/first")).Status);
    }

    [Fact]
    public async Task A_deleted_review_is_gone()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Rain") { Slug = "rain", Aliases = ["/2019/03/rain"] },
            new Story("Sun") { Slug = "sun" });
        await site.ChangeAsync(async db =>
        {
            var review = await ReviewAsync(db.Reviews, "rain");
            review.LeadHere("/reviews/rain");
            db.Reviews.Remove(review);
        });

        foreach (var address in new[] { "/reviews/rain", "/2019/03/rain" })
        {
            var page = await site.OpenAsync(address);
            Assert.Equal(HttpStatusCode.Gone, page.Status);
            Assert.Equal("This review has been taken down", page.Heading);
            Assert.Equal("noindex, follow", page.Robots);
        }

        Assert.Equal(["Sun"], (await site.OpenAsync("/")).Films);
        Assert.Null((await site.OpenAsync("/reviews/sun")).Related);
    }

    [Fact]
    public async Task Reviews_lead_to_the_ones_before_and_after()
    {
        await using var site = await TestSite.WithAsync(
            new Story("One") { Slug = "one", Published = "2026-01-01" },
            new Story("Two") { Slug = "two", Published = "2026-02-01" },
            new Story("Three") { Slug = "three", Published = "2026-03-01" });

        Assert.Equal([("After this Two", "/reviews/two")], (await site.OpenAsync("/reviews/one")).Links(".neighbours a"));
        Assert.Equal([("Before this One", "/reviews/one"), ("After this Three", "/reviews/three")], (await site.OpenAsync("/reviews/two")).Links(".neighbours a"));
        Assert.Equal([("Before this Two", "/reviews/two")], (await site.OpenAsync("/reviews/three")).Links(".neighbours a"));
    }

    private static Task RenameAsync(TestSite site, string from, string to) =>
        site.ChangeAsync(async db => (await ReviewAsync(db.Reviews, from)).Rename(Slug.Parse(to)));

    private static Task<Review> ReviewAsync(IQueryable<Review> reviews, string slug)
    {
        var wanted = Slug.Parse(slug);
        return reviews.Include(r => r.Redirects).SingleAsync(r => r.Slug == wanted, TestContext.Current.CancellationToken);
    }
}
