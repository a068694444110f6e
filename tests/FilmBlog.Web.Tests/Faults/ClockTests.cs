using System.Net;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FilmBlog.Web.Tests.Faults;

/// <summary>The machine's clock jumps: what is visible follows it, and nothing breaks.</summary>
public sealed class ClockTests
{
    private static readonly string[] Pages = ["/", "/reviews", "/reviews/rain", "/directors/ada-ash", "/themes/weather", "/years/1970", "/search?q=rain", "/atom.xml", "/rss.xml", "/feed.json", "/sitemap.xml", "/readyz"];

    [Theory]
    [InlineData("2026-11-02T12:00:00Z")]
    [InlineData("2027-03-28T01:30:00Z")]
    [InlineData("2027-10-31T00:30:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task What_waits_for_an_instant_appears_once_however_the_clock_jumps(string to)
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = new() { ["FilmBlog:TimeZone"] = "Europe/Berlin" } });
        await site.ImportAsync(new Story("Rain") { Slug = "rain", Themes = ["weather"] }, new Story("Snow") { Slug = "snow", Themes = ["weather"], Published = "2026-11-01T13:00:00Z" });

        DateTimeOffset[] instants = [TestSite.Now, DateTimeOffset.Parse(to, System.Globalization.CultureInfo.InvariantCulture), TestSite.Now.AddDays(-1), TestSite.Now.AddHours(2)];
        foreach (var now in instants)
        {
            site.Clock.AdjustTime(now);
            await site.ShowAsync();

            if (now >= TestSite.Now)
            {
                var isTime = now > TestSite.Now;
                using var review = await site.GetAsync("/reviews/snow");
                Assert.Equal(isTime ? HttpStatusCode.OK : HttpStatusCode.NotFound, review.StatusCode);
                using var feed = await site.GetAsync("/atom.xml");
                Assert.Equal(isTime ? 2 : 1, (await feed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("<entry>").Length - 1);
            }

            foreach (var page in Pages)
            {
                using var answer = await site.GetAsync(page);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page} is answered {answer.StatusCode} at {now:u}");
            }
        }
    }

    [Fact]
    public async Task Whoever_is_signed_in_goes_on_when_the_clock_jumps_back_and_signs_in_again_after_a_long_jump()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var author = await DeskVisitor.SignedInAsync(site);

        site.Clock.AdjustTime(TestSite.Now.AddDays(-1));
        Assert.Equal(HttpStatusCode.OK, (await author.OpenAsync("/admin")).Status);

        site.Clock.AdjustTime(new DateTimeOffset(9990, 6, 1, 0, 0, 0, TimeSpan.Zero));
        using var refused = await author.GetAsync("/admin");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        using var again = await DeskVisitor.SignedInAsync(site);
        Assert.Equal(HttpStatusCode.OK, (await again.OpenAsync("/admin/write")).Status);
        await site.Services.GetServices<IHostedService>().OfType<Housekeeping>().Single().RunAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Housekeeping failed", site.ReadLog(), StringComparison.Ordinal);
    }
}
