using System.Net;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin.Reviews;

/// <summary>The bin, deletion for good, and the housekeeping that follows.</summary>
public sealed class BinTests
{
    [Fact]
    public async Task What_is_thrown_away_comes_back_as_it_was()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Aliases = ["/2019/rain"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var path = $"/admin/reviews/{await site.IdAsync("rain")}";

        var page = await owner.FollowAsync(path + "/bin", "main form");
        Assert.Contains("It is kept until 1 December, 12:00", page.Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/rain")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/2019/rain")).Status);
        Assert.Empty((await site.OpenAsync("/reviews")).Films);

        page = await owner.FollowAsync(path + "/bin", "main form");
        Assert.Equal("“Rain” is back: readers see it again.", HtmlPage.Text(page.One(".message")));
        Assert.Equal(new DateTimeOffset(2026, 10, 1, 9, 0, 0, TimeSpan.Zero), (await site.ReviewAsync("rain")).PublishedAt);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/rain")).Status);
    }

    [Fact]
    public async Task What_readers_saw_is_gone_after_it_is_deleted_and_a_draft_never_was()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Rain") { Slug = "rain", Aliases = ["/2019/rain"] },
            new Story("Rain") { Slug = "again", Headline = "Rain again" },
            new Story("Draft") { Slug = "draft", Published = null, Aliases = ["/2019/draft"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        await site.LeaveCopyAsync(DeskBlog.Finished, "rain");

        await DeleteAsync(site, owner, "rain");
        await DeleteAsync(site, owner, "draft");

        Assert.Equal(HttpStatusCode.Gone, (await site.OpenAsync("/reviews/rain")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await site.OpenAsync("/2019/rain")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/draft")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/2019/draft")).Status);
        Assert.Equal(["Rain"], await site.ReadAsync(db => db.Films.Select(f => f.Title).ToListAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(0, await site.ReadAsync(db => db.WorkingCopies.CountAsync(TestContext.Current.CancellationToken)));

        await DeleteAsync(site, owner, "again");
        Assert.Equal(0, await site.ReadAsync(db => db.Films.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Nothing_is_deleted_without_a_yes_or_outside_the_bin()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var path = $"/admin/reviews/{await site.IdAsync("rain")}";

        using (var sent = await owner.GetAsync(path + "/delete"))
        {
            Assert.Equal(path + "/bin", sent.Headers.Location?.OriginalString);
        }

        await owner.FollowAsync(path + "/bin", "main form");
        var page = await owner.FollowAsync(path + "/delete", "main form");
        Assert.Equal("Nothing was deleted: say that you are sure.", HtmlPage.Text(page.One("#sure-error")));
        Assert.NotNull((await site.ReviewAsync("rain")).BinnedAt);
    }

    [Fact]
    public async Task After_thirty_days_the_bin_is_emptied_of_what_still_lies_there_even_where_another_task_fails()
    {
        var fails = true;
        var taking = Task.CompletedTask;
        Action atDeletion = () => { };
        await using var site = await TestSite.StartAsync(new SetUp
        {
            OnCommand = command =>
            {
                if (fails && command.StartsWith("DELETE FROM \"Revisions\"", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException("on purpose");
                }

                if (command.Contains("DELETE FROM \"Reviews\"", StringComparison.Ordinal))
                {
                    atDeletion();
                }
            },
        });
        await site.ImportAsync(new Story("Rain") { Slug = "rain" }, new Story("Sun") { Slug = "sun" }, new Story("Snow") { Slug = "snow" });
        await BinAsync("rain", TestSite.Now.AddDays(-30).AddSeconds(1));
        await BinAsync("snow", TestSite.Now.AddDays(-30).AddSeconds(2));
        await site.ChangeAsync(db =>
        {
            var revoked = new PreviewLink("a", null, null, TestSite.Now, "ada");
            revoked.Revoke(TestSite.Now.AddDays(-31));
            db.PreviewLinks.AddRange(revoked, new PreviewLink("b", null, null, TestSite.Now, "ada"));
            return Task.CompletedTask;
        });

        // Not by turning the clock on a month: everything that looks about every few seconds would do so a million times.
        await site.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);
        Assert.NotNull((await site.ReviewAsync("rain")).BinnedAt);

        site.Clock.Advance(TimeSpan.FromSeconds(2));
        atDeletion = () =>
        {
            // While the first one is deleted somebody takes the second out of the bin, and has the next turn.
            atDeletion = () => { };
            taking = Task.Run(() => site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("snow"))).TakeFromBin()));
            SpinWait.SpinUntil(() => site.Get<WriterGate>().Waiting > 0 || taking.IsCompleted);
        };
        await site.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);
        await taking;
        Assert.Equal(HttpStatusCode.Gone, (await site.OpenAsync("/reviews/rain")).Status);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/snow")).Status);
        Assert.Equal(["snow", "sun"], await site.ReadAsync(db => db.Reviews.OrderBy(r => r.Slug).Select(r => r.Slug.ToString()).ToListAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(["b"], await site.ReadAsync(db => db.PreviewLinks.Select(l => l.Token).ToListAsync(TestContext.Current.CancellationToken)));
        Assert.Contains("Housekeeping failed for", site.ReadLog(), StringComparison.Ordinal);
        Assert.Contains("\"former texts\"", site.ReadLog(), StringComparison.Ordinal);
        Assert.Equal("the site", await site.ReadAsync(db => db.AuditTrail.Where(e => e.Action == "deleted for good").Select(e => e.Actor).SingleAsync(TestContext.Current.CancellationToken)));
        fails = false;

        Task BinAsync(string slug, DateTimeOffset at) =>
            site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse(slug), TestContext.Current.CancellationToken)).Bin(at));
    }

    [Fact]
    public async Task Former_texts_are_kept_for_thirty_days_and_then_the_last_of_each_day_that_was_in_force_and_that_was_not()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" }, new Story("Sun") { Slug = "sun" });
        var (rain, sun) = (await site.IdAsync("rain"), await site.IdAsync("sun"));
        var day = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
        await site.ChangeAsync(db =>
        {
            db.Revisions.AddRange(
                new Revision("morning", day.AddHours(8), "ada", RevisionOrigin.Desk, rain),
                new Revision("late", day.AddHours(23.9), "ada", RevisionOrigin.Desk, rain),
                new Revision("noon", day.AddHours(12), "ada", RevisionOrigin.Desk, rain),
                new Revision("being written", day.AddHours(23.91), "ada", RevisionOrigin.Kept, rain),
                new Revision("still being written", day.AddHours(23.92), "ada", RevisionOrigin.Kept, rain),
                new Revision("next day", day.AddHours(24), "ada", RevisionOrigin.Desk, rain),
                new Revision("of another", day.AddHours(7), "ada", RevisionOrigin.Desk, sun),
                new Revision("recent 1", TestSite.Now.AddDays(-29), "ada", RevisionOrigin.Desk, rain),
                new Revision("recent 2", TestSite.Now.AddDays(-29).AddMinutes(1), "ada", RevisionOrigin.Desk, rain));
            return Task.CompletedTask;
        });

        await site.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["late", "next day", "of another", "recent 1", "recent 2", "still being written"],
            (await site.ReadAsync(db => db.Revisions.Select(r => r.Text).ToListAsync(TestContext.Current.CancellationToken))).Order(StringComparer.Ordinal));
    }

    private static async Task DeleteAsync(TestSite site, DeskVisitor owner, string slug)
    {
        var path = $"/admin/reviews/{await site.IdAsync(slug)}";
        await owner.FollowAsync(path + "/bin", "main form");
        await owner.FollowAsync(path + "/delete", "main form", ("sure", "true"));
    }
}
