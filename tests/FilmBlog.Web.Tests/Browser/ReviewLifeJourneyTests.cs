using System.Text.RegularExpressions;
using System.Net;
using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Pages.Admin.Reviews;
using FilmBlog.Web.Tests.Support;
using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>A review's life at the desk, in a real browser, and every page of it looked at.</summary>
[Collection(RichSite.Collection)]
public sealed class ReviewLifeJourneyTests(RichSite browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_review_is_scheduled_seen_moved_thrown_away_and_brought_back(bool scripts)
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        var copy = await site.LeaveCopyAsync(DeskBlog.Finished);
        var page = await SignedInAsync(site, o => o.JavaScriptEnabled = scripts);

        await page.GotoAsync($"/admin/write/{copy}/publish");
        await page.GetByLabel("At a time").FillAsync("2026-11-01T13:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish at this time" }).ClickAsync();
        Assert.Contains("is scheduled for today, 13:00", await page.GetByRole(AriaRole.Status).First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/stalker")).Status);
        site.Clock.AdjustTime(new DateTimeOffset(2026, 11, 1, 13, 0, 0, TimeSpan.Zero));
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/stalker")).Status);

        await page.GetByRole(AriaRole.Link, new() { Name = "Address", Exact = true }).ClickAsync();
        await page.GetByLabel("Last part of the address").FillAsync("the-zone");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("The review stands at /reviews/the-zone now").WaitForAsync();
        await page.GotoAsync("/reviews/stalker");
        Assert.EndsWith("/reviews/the-zone", page.Url, StringComparison.Ordinal);

        await page.GotoAsync("/admin/reviews");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Choose Stalker" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put into the bin" }).ClickAsync();
        await page.GetByText("Put into the bin: “Stalker”.").WaitForAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/the-zone")).Status);
        await page.GetByRole(AriaRole.Link, new() { Name = "Bin 1" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Stalker", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it out of the bin" }).ClickAsync();
        await page.GetByText("is back: readers see it again").WaitForAsync();
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/the-zone")).Status);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task No_rule_of_accessibility_is_broken_and_nothing_is_wider_than_the_screen()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        await site.ImportAsync([new Story("Rain") { Slug = "rain", Body = "One." }, .. Stories.Many(8), new Story("Thrown") { Slug = "thrown" }]);
        await site.ImportAgainAsync(new Story("Rain") { Slug = "rain", Body = "Two.", Aliases = ["/2019/03/a-rather-long-old-address-of-this-review-on-another-blog"] });
        await site.ChangeAsync(async db => (await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.Reviews, r => r.Slug == Slug.Parse("thrown"))).Bin(TestSite.Now));
        var copy = await site.LeaveCopyAsync(new Manuscript { FilmTitle = "Donaudampfschifffahrtsgesellschaftskapitänswitwe", Body = "See https://example.org/a/very/long/address/that/no/small/screen/can/hold/in/one/line" });
        await site.LeaveCopyAsync(DeskBlog.Finished with { Body = "Three." }, "rain");
        var page = await SignedInAsync(site);
        var (rain, thrown) = (await site.IdAsync("rain"), await site.IdAsync("thrown"));
        await page.GotoAsync($"/admin/reviews/{rain}/previews");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var preview = await page.GetByRole(AriaRole.Link, new() { Name = "Look at it" }).GetAttributeAsync("href");
        var broken = new List<string>();
        foreach (var address in new[]
        {
            "/admin", "/admin/reviews", "/admin/reviews?tab=bin", $"/admin/reviews/{rain}/publish", $"/admin/write/{copy}/publish", $"/admin/reviews/{rain}/unpublish", $"/admin/reviews/{rain}/address",
            $"/admin/reviews/{rain}/previews", $"/admin/reviews/{rain}/history", $"/admin/reviews/{rain}/history/compare?from=copy&to=current", $"/admin/reviews/{rain}/bin",
            $"/admin/reviews/{thrown}/bin", $"/admin/reviews/{thrown}/delete", preview!,
        })
        {
            await page.GotoAsync(address);
            broken.AddRange(await page.BrokenAsync(320, 1280));
        }

        await page.Context.CloseAsync();
        Assert.Empty(broken);
    }

    private async Task<IPage> SignedInAsync(TestSite site, Action<BrowserNewContextOptions>? change = null)
    {
        await DeskVisitor.AddAuthorAsync(site);
        var at = site.Address.GetLeftPart(UriPartial.Authority);
        var page = await browser.OpenAsync($"{at}/account/sign-in", o =>
        {
            o.BaseURL = at;
            change?.Invoke(o);
        });
        await page.GetByLabel("E-mail").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync(DeskVisitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/admin$"));
        return page;
    }
}
