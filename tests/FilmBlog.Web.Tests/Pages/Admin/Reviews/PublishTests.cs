using System.Net;
using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Admin.Reviews;

/// <summary>The check before publishing, and when readers see a review.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task What_is_begun_is_published_now_and_readers_see_it_at_once()
    {
        await using var site = await TestSite.StartAsync();
        var copy = await site.LeaveCopyAsync(DeskBlog.Finished);
        using var owner = await DeskVisitor.SignedInAsync(site);

        var asked = await owner.OpenAsync($"/admin/write/{copy}/publish");
        Assert.Contains("It will stand at /reviews/stalker", asked.Words(), StringComparison.Ordinal);
        Assert.NotNull(asked.Document.QuerySelector("svg.title-card"));
        // Pressed twice, of which the second answer is the one that is seen.
        var answers = await site.AtOnceAsync(_ => Task.CompletedTask, Enumerable.Repeat(() => owner.SubmitAsync(asked, $"/admin/write/{copy}/publish", ".when form", ("When", "now")), 2));
        Assert.Single(answers.Select(answer => answer.Headers.Location!.OriginalString).Distinct());
        var page = await owner.OpenAsync(answers[1].Headers.Location!.OriginalString);

        Assert.Equal("“Stalker” is published: readers see it now.", HtmlPage.Text(page.One(".message")));
        using var late = await owner.SubmitAsync(asked, $"/admin/write/{copy}/publish", ".when form", ("When", "now"));
        Assert.Equal(answers[1].Headers.Location, late.Headers.Location);
        Assert.Equal("Stalker", (await site.OpenAsync("/reviews/stalker")).Heading);
        Assert.Equal(["Stalker"], (await site.OpenAsync("/")).Films);
    }

    [Fact]
    public async Task What_is_scheduled_is_seen_from_that_instant_on_whether_or_not_the_site_ran_meanwhile()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Published = null });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var id = await site.IdAsync("rain");

        var page = await owner.FollowAsync($"/admin/reviews/{id}/publish", ".when form + form", ("When", "later"), ("At", "2026-11-01T13:00"));
        Assert.Equal("“Rain” is scheduled for today, 13:00 (UTC): readers see it from then on.", HtmlPage.Text(page.One(".message")));

        site.Clock.AdjustTime(new DateTimeOffset(2026, 11, 1, 12, 59, 59, TimeSpan.Zero));
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/rain")).Status);
        Assert.Empty((await site.OpenAsync("/reviews")).Films);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/rain")).Status);
        Assert.Equal(["Rain"], (await site.OpenAsync("/reviews")).Films);
    }

    [Fact]
    public async Task A_schedule_can_be_moved_taken_back_and_dated_back()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Published = "2026-12-03T09:00:00Z" });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var id = await site.IdAsync("rain");

        var page = await owner.OpenAsync($"/admin/reviews/{id}/publish");
        Assert.Equal("2026-12-03T09:00", page.One("#at").GetAttribute("value"));
        await owner.FollowAsync($"/admin/reviews/{id}/publish", ".when form + form", ("At", "2026-12-04T10:30"));
        Assert.Equal(new DateTimeOffset(2026, 12, 4, 10, 30, 0, TimeSpan.Zero), (await site.ReviewAsync("rain")).PublishedAt);

        page = await owner.FollowAsync($"/admin/reviews/{id}/unpublish", "main form");
        Assert.Equal("“Rain” is a draft: readers do not see it.", HtmlPage.Text(page.One(".message")));
        Assert.Equal((null, false), ((await site.ReviewAsync("rain")).PublishedAt, (await site.ReviewAsync("rain")).WasPublic));

        page = await owner.FollowAsync($"/admin/reviews/{id}/publish", ".when form + form", ("At", "2020-03-03T08:00"));
        Assert.Equal("“Rain” is published, dated back to 3 March 2020, 08:00 (UTC): it stands among the reviews of that day.", HtmlPage.Text(page.One(".message")));
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/rain")).Status);
    }

    [Fact]
    public async Task An_hour_that_comes_twice_is_asked_about()
    {
        await using var site = await BerlinAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = $"/admin/reviews/{await site.IdAsync("rain")}/publish";

        var asked = await owner.FollowAsync(address, ".when form + form", ("At", "2026-10-25T02:30"));
        Assert.Null((await site.ReviewAsync("rain")).PublishedAt);
        Assert.Equal(
            ["The first time: 25 October, 02:30 (UTC+02:00)", "The second time: 25 October, 02:30 (UTC+01:00)"],
            asked.Document.QuerySelectorAll(".asked label").Select(HtmlPage.Text));
        using var answer = await owner.SubmitAsync(asked, address, ".when form + form", ("Meant", "2026-10-25T01:30:00Z"));

        Assert.Equal(new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero), (await site.ReviewAsync("rain")).PublishedAt);
    }

    [Fact]
    public async Task An_hour_that_the_clocks_skip_is_asked_about()
    {
        await using var site = await BerlinAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = $"/admin/reviews/{await site.IdAsync("rain")}/publish";

        var asked = await owner.FollowAsync(address, ".when form + form", ("At", "2027-03-28T02:30"));
        Assert.Contains("there is no such time on that day", asked.Words(), StringComparison.Ordinal);
        Assert.Equal(["An hour later: 28 March 2027, 03:30 (UTC+02:00)"], asked.Document.QuerySelectorAll(".asked label").Select(HtmlPage.Text));
        using var answer = await owner.SubmitAsync(asked, address, ".when form + form", ("Meant", "2027-03-28T01:30:00Z"));

        Assert.Equal(new DateTimeOffset(2027, 3, 28, 1, 30, 0, TimeSpan.Zero), (await site.ReviewAsync("rain")).PublishedAt);
    }

    [Fact]
    public async Task A_time_is_one_of_the_site_s_clock_in_summer_and_in_winter()
    {
        await using var site = await BerlinAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = $"/admin/reviews/{await site.IdAsync("rain")}/publish";

        await owner.FollowAsync(address, ".when form + form", ("At", "2027-01-10T09:00"));
        Assert.Equal(new DateTimeOffset(2027, 1, 10, 8, 0, 0, TimeSpan.Zero), (await site.ReviewAsync("rain")).PublishedAt);
        var page = await owner.FollowAsync(address, ".when form + form", ("At", "2027-07-10T09:00"));
        Assert.Equal(new DateTimeOffset(2027, 7, 10, 7, 0, 0, TimeSpan.Zero), (await site.ReviewAsync("rain")).PublishedAt);
        Assert.Contains("10 July 2027, 09:00 (UTC+02:00)", HtmlPage.Text(page.One(".message")), StringComparison.Ordinal);
        page = await owner.FollowAsync(address, ".when form + form", ("At", "tomorrow"));
        Assert.Contains("Write a date and a time", HtmlPage.Text(page.One("#at-error")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_is_given_and_blocks_nothing()
    {
        await using var site = await TestSite.WithAsync(new Story("Known") { Slug = "known" }, new Story("Draft") { Slug = "hidden", Published = null });
        var copy = await site.LeaveCopyAsync(new Manuscript
        {
            FilmTitle = "Stalker",
            Year = "1979",
            Directors = ["Andrei Tarkovsky"],
            Body = "## One\n\n#### Two\n\n[a](/reviews/known) [b](/reviews/hidden) [c](/reviews/nowhere) [d](/themes/none) https://example.org/x\n\n![](../images/none.webp)",
        });
        using var owner = await DeskVisitor.SignedInAsync(site);

        var words = (await owner.OpenAsync($"/admin/write/{copy}/publish")).Words();

        foreach (var advice in new[]
        {
            "It has no IMDb rating", "It carries no theme", "There is no excerpt", "Line 3: a heading of level 4 follows one of level 2",
            "Line 5: the review at /reviews/hidden is not published", "Line 5: nothing stands at /reviews/nowhere", "Line 5: nothing stands at /themes/none",
            "Line 5: readers see the address https://example.org/x", "Line 7: the image has no description", "Nothing is marked as a spoiler",
        })
        {
            Assert.Contains(advice, words, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("/reviews/known", words, StringComparison.Ordinal);
        using var answer = await owner.SubmitAsync($"/admin/write/{copy}/publish", ".when form", ("When", "now"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/stalker")).Status);
    }

    [Fact]
    public async Task What_is_not_complete_says_what_is_missing_and_is_not_published()
    {
        await using var site = await TestSite.StartAsync();
        var copy = await site.LeaveCopyAsync(new Manuscript { FilmTitle = "Stalker", Year = "nineteen" });
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.OpenAsync($"/admin/write/{copy}/publish");

        Assert.Contains("film: year:", page.Words(), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector(".when"));
    }

    [Fact]
    public async Task Changes_to_a_published_review_wait_until_they_are_published_and_never_overwrite_unseen()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Body = "The first text." });
        var id = await site.IdAsync("rain");
        await site.LeaveCopyAsync(DeskBlog.Finished with { FilmTitle = "Rain", Year = "1970", Directors = ["Ada Ash"], Body = "The second text." }, "rain");
        using var owner = await DeskVisitor.SignedInAsync(site);
        Assert.Contains("The first text.", (await site.OpenAsync("/reviews/rain")).Source, StringComparison.Ordinal);
        // An act that leaves the text alone does not make the copy stale.
        await owner.FollowAsync($"/admin/reviews/{id}/address", "main form", ("slug", "drizzle"));

        var page = await owner.FollowAsync($"/admin/reviews/{id}/publish", ".when form", ("When", "changes"), ("Tells", "true"));

        Assert.Equal("The changes to “Rain” are published.", HtmlPage.Text(page.One(".message")));
        Assert.Contains("The second text.", (await site.OpenAsync("/reviews/drizzle")).Source, StringComparison.Ordinal);
        Assert.Equal(TestSite.Now, (await site.ReviewAsync("drizzle")).UpdatedAt);

        await site.LeaveCopyAsync(DeskBlog.Finished with { FilmTitle = "Rain", Body = "The third text." }, "drizzle");
        await site.ImportAgainAsync(new Story("Rain") { Slug = "drizzle", Body = "Somebody else’s." });
        page = await owner.FollowAsync($"/admin/reviews/{id}/publish", ".when form", ("When", "changes"));
        Assert.Contains("somebody changed it while you looked", HtmlPage.Text(page.One(".problems")), StringComparison.Ordinal);
        Assert.Contains("Somebody else", (await site.OpenAsync("/reviews/drizzle")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_to_a_scheduled_review_are_saved_and_nobody_is_told_that_they_are_published()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Published = "2026-12-03T09:00:00Z" });
        var id = await site.IdAsync("rain");
        await site.LeaveCopyAsync(DeskBlog.Finished with { FilmTitle = "Rain", Year = "1970", Directors = ["Ada Ash"], Body = "The second text." }, "rain");
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.FollowAsync($"/admin/reviews/{id}/publish", ".when form", ("When", "changes"));

        Assert.Matches("^The changes to “Rain” are saved: readers see it from .*09:00.* on\\.$", HtmlPage.Text(page.One(".message")));
        Assert.Equal("changed the scheduled review", await site.ReadAsync(db => Task.FromResult(db.AuditTrail.OrderBy(e => e.Id).Select(e => e.Action).Last())));
    }

    [Fact]
    public async Task Everything_that_is_done_is_in_the_audit_trail()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Published = null });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var path = $"/admin/reviews/{await site.IdAsync("rain")}";
        await owner.FollowAsync(path + "/publish", ".when form", ("When", "now"));
        await owner.FollowAsync(path + "/address", "main form", ("slug", "drizzle"));
        await owner.FollowAsync(path + "/previews", "main form");
        await owner.FollowAsync(path + "/unpublish", "main form");
        await owner.FollowAsync(path + "/bin", "main form");
        await owner.FollowAsync(path + "/delete", "main form", ("sure", "true"));

        var trail = await site.ReadAsync(db => Task.FromResult(db.AuditTrail.OrderBy(e => e.Id).Select(e => $"{e.Actor} {e.Action} {e.Subject}").ToList()));

        Assert.Equal(
            ["ada published Rain", "ada moved the review Rain", "ada made a preview link Rain", "ada unpublished Rain", "ada put into the bin Rain", "ada deleted for good Rain"],
            trail.TakeLast(6));
    }

    private static async Task<TestSite> BerlinAsync()
    {
        var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:TimeZone"] = "Europe/Berlin" } });
        await site.ImportAsync(new Story("Rain") { Slug = "rain", Published = null });
        return site;
    }
}
