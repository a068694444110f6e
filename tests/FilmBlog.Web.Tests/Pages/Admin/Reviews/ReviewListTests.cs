using System.Globalization;
using System.Net;
using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin.Reviews;

/// <summary>The list of reviews at the desk, and what is done with many at once.</summary>
public sealed class ReviewListTests
{
    private static readonly Story[] OneOfEach =
    [
        new("Seen") { Slug = "seen", ImdbRating = 7m, Themes = ["rain", "debt"], Excerpt = "Good.", Rating = 4 },
        new("Written") { Slug = "written", Published = null },
        new("Coming") { Slug = "coming", Published = "2026-12-03T09:00:00Z", Themes = ["rain"] },
        new("Thrown") { Slug = "thrown" },
    ];

    [Fact]
    public async Task Each_tab_shows_its_own_with_their_state_in_words_and_counts()
    {
        await using var site = await FilledAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);

        var all = await owner.OpenAsync("/admin/reviews");
        Assert.Equal(["All 3", "Drafts 1", "Scheduled 1", "Published 1", "Bin 1"], all.Links("ul.tabs a").Select(l => l.Text));
        Assert.Equal(["Coming", "Seen", "Written"], Titles(all).Order());
        Assert.Equal(["Written"], Titles(await owner.OpenAsync("/admin/reviews?tab=drafts")));
        var scheduled = await owner.OpenAsync("/admin/reviews?tab=scheduled");
        Assert.Equal(["Coming"], Titles(scheduled));
        Assert.Contains("Scheduled for 3 December, 09:00", scheduled.Words(), StringComparison.Ordinal);
        Assert.Equal(["Seen"], Titles(await owner.OpenAsync("/admin/reviews?tab=published")));
        var bin = await owner.OpenAsync("/admin/reviews?tab=bin");
        Assert.Equal(["Thrown"], Titles(bin));
        Assert.Contains("In the bin since today, 12:00", bin.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_attention_is_said_in_a_few_words()
    {
        await using var site = await FilledAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);

        var wants = (await owner.OpenAsync("/admin/reviews")).Document.QuerySelectorAll("table.rows tbody tr")
            .ToDictionary(row => HtmlPage.Text(row.QuerySelector("th a")!), row => HtmlPage.Text(row.QuerySelector("td.wants")!));

        Assert.Equal("", wants["Seen"]);
        Assert.Equal("no IMDb rating, no themes, no excerpt", wants["Written"]);
        Assert.Equal("no IMDb rating, one theme, no excerpt", wants["Coming"]);
    }

    [Theory]
    [InlineData("амели", "Amélie")]
    [InlineData("AMELIE", "Amélie")]
    [InlineData("mirror the", "The Mirror")]
    [InlineData("tarkovsky", "The Mirror")]
    [InlineData("Zerkalo", "The Mirror")]
    [InlineData("зеркало", "The Mirror")]
    [InlineData("ВСТРЕЧА", "Amélie")]
    [InlineData("100%", "100% Wolf")]
    public async Task A_review_is_found_by_titles_and_director_however_they_are_spelt(string words, string film)
    {
        await using var site = await TestSite.WithAsync(
            new Story("Amélie") { OriginalTitle = "Амели", Headline = "Встреча в Париже" },
            new Story("The Mirror") { OriginalTitle = "Зеркало", Headline = "Zerkalo, again", Directors = ["Andréi Tarkóvsky"] },
            new Story("100% Wolf"),
            new Story("Wolf"));
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.OpenAsync("/admin/reviews?q=" + Uri.EscapeDataString(words));

        Assert.Contains(film, Assert.Single(page.Document.QuerySelectorAll("table.rows tbody th").Select(HtmlPage.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_only_begun_stands_above_and_changes_stand_beside_their_review()
    {
        await using var site = await FilledAsync();
        await site.LeaveCopyAsync(new Manuscript { Body = "It" });
        await site.LeaveCopyAsync(new Manuscript { FilmTitle = "Seen" }, "seen");
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(20));
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.OpenAsync("/admin/reviews");

        Assert.Equal("Untitled begun, last kept 20 minutes ago by ada", HtmlPage.Text(page.One("ul.begun li")));
        Assert.Contains("Unpublished changes since today, 12:00", page.Words(), StringComparison.Ordinal);
        Assert.Empty((await owner.OpenAsync("/admin/reviews?tab=published")).Document.QuerySelectorAll("ul.begun"));
    }

    [Fact]
    public async Task An_author_sees_and_changes_only_their_own()
    {
        await using var site = await FilledAsync();
        var eve = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, "eve@example.org");
        await site.LeaveCopyAsync(new Manuscript { FilmTitle = "A secret" });
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("written"), TestContext.Current.CancellationToken)).BelongsTo(eve.Id));
        using var visitor = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, "eve@example.org");
        var seen = await site.IdAsync("seen");

        var page = await visitor.OpenAsync("/admin/reviews");
        Assert.Equal(["Written"], Titles(page));
        Assert.Equal(["All 1", "Drafts 1", "Scheduled 0", "Published 0", "Bin 0"], page.Links("ul.tabs a").Select(l => l.Text));
        Assert.DoesNotContain("A secret", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("A secret", (await visitor.OpenAsync("/admin")).Source, StringComparison.Ordinal);

        using var answer = await visitor.SubmitAsync("/admin/reviews", "form.bulk", ("Ids", Text(seen)), ("Act", "bin"));
        Assert.Null((await site.ReviewAsync("seen")).BinnedAt);
        foreach (var address in new[] { "publish", "unpublish", "address", "previews", "history", "bin", "delete" })
        {
            using var refused = await visitor.GetAsync($"/admin/reviews/{seen}/{address}");
            Assert.Equal((address, HttpStatusCode.NotFound), (address, refused.StatusCode));
        }
    }

    [Fact]
    public async Task Many_are_published_at_once_and_those_that_cannot_be_are_named()
    {
        await using var site = await FilledAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await ActAsync(site, owner, "publish", null, "seen", "written", "coming");

        Assert.Equal("Published 2 reviews. One was left: published already.", HtmlPage.Text(page.One(".message")));
        Assert.Equal(["Coming", "Seen", "Written"], (await site.OpenAsync("/reviews")).Films.Order());
        page = await ActAsync(site, owner, "unpublish", null, "seen", "written");
        Assert.Equal("Made drafts of 2 reviews.", HtmlPage.Text(page.One(".message")));
        Assert.Equal(["Coming"], (await site.OpenAsync("/reviews")).Films);
        Assert.True((await site.ReviewAsync("seen")).WasPublic);
    }

    [Fact]
    public async Task What_is_put_into_the_bin_comes_back_by_undo()
    {
        await using var site = await FilledAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await ActAsync(site, owner, "bin", null, "seen", "written");
        Assert.Equal("Put into the bin: 2 reviews.", HtmlPage.Text(page.One(".message")));
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/seen")).Status);

        using var undone = await owner.SubmitAsync(page, "/admin/reviews", "form.undo");
        Assert.Equal("/admin/reviews", undone.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/seen")).Status);
        Assert.Equal(ReviewState.Draft, (await site.ReviewAsync("written")).StateAt(TestSite.Now));
    }

    [Fact]
    public async Task A_theme_is_added_to_many_and_the_former_texts_are_kept()
    {
        await using var site = await FilledAsync();
        await site.LeaveCopyAsync(new Manuscript { FilmTitle = "Written" }, "written");
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await ActAsync(site, owner, "add-theme", "Rain", "seen", "written");

        Assert.Equal("Added the theme “Rain” to “Written”. One was left: it has the theme already.", HtmlPage.Text(page.One(".message")));
        var written = await site.ReviewAsync("written");
        Assert.Equal(["rain"], written.Themes.Select(t => t.Theme.Name));
        Assert.Equal(RevisionOrigin.Desk, Assert.Single(written.Revisions).Origin);
        // Who was writing about it is to see that its text has changed.
        Assert.True(await site.ReadAsync(db => db.WorkingCopies.AnyAsync(c => db.ReviewChanges.Any(n => n.ReviewId == c.ReviewId && n.Number > c.BaseNumber), TestContext.Current.CancellationToken)));

        page = await ActAsync(site, owner, "remove-theme", "rain", "written", "seen");
        Assert.Equal("Took the theme “rain” away from 2 reviews.", HtmlPage.Text(page.One(".message")));
        // Enter in its field presses the first button of the form.
        Assert.Equal("add-theme", (await owner.OpenAsync("/admin/reviews")).Document.QuerySelector("form.bulk button")!.GetAttribute("value"));
        page = await ActAsync(site, owner, "add-theme", " ", "seen");
        Assert.Equal("Nothing was done: name the theme.", HtmlPage.Text(page.One(".message")));
        page = await ActAsync(site, owner, "publish", null);
        Assert.Equal("No review was chosen.", HtmlPage.Text(page.One(".message")));
    }

    [Fact]
    public async Task The_list_costs_the_same_few_commands_however_large_the_blog_is()
    {
        string[] addresses = ["/admin", "/admin/reviews", "/admin/reviews?tab=drafts", "/admin/reviews?tab=published&sort=title", "/admin/reviews?q=film", "/admin/reviews?tab=bin"];

        var small = await CountAsync(10);
        var large = await CountAsync(300);

        Assert.Equal(small, large);
        Assert.All(small, count => Assert.InRange(count, 1, 14));

        async Task<IReadOnlyList<int>> CountAsync(int reviews)
        {
            await using var site = await TestSite.WithAsync(Stories.Many(reviews));
            using var owner = await DeskVisitor.SignedInAsync(site);
            var counts = new List<int>();
            foreach (var address in addresses)
            {
                counts.Add((await site.Queries.DuringAsync(() => owner.OpenAsync(address))).Count);
            }

            return counts;
        }
    }

    [Theory]
    [InlineData("/admin/reviews")]
    [InlineData("/admin/reviews?tab=published")]
    [InlineData("/admin/reviews?tab=scheduled")]
    public async Task An_owner_s_list_follows_an_index_and_is_never_sorted(string address)
    {
        await using var site = await TestSite.WithAsync(Stories.Many(60));
        using var owner = await DeskVisitor.SignedInAsync(site);

        var commands = await site.Queries.DuringAsync(() => owner.OpenAsync(address));

        var list = Assert.Single(commands, c => c.Contains("LIMIT", StringComparison.Ordinal) && c.Contains("\"Excerpt\"", StringComparison.Ordinal));
        var plan = await site.PlanAsync(list);
        Assert.Contains(plan, line => line.Contains("USING INDEX IX_Reviews_", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("ORDER BY", StringComparison.Ordinal));
        foreach (var count in commands.Where(c => c.Contains("COUNT(*)", StringComparison.Ordinal) && c.Contains("FROM \"Reviews\"", StringComparison.Ordinal) && c != list))
        {
            Assert.All(await site.PlanAsync(count), line => Assert.Contains("COVERING INDEX", line, StringComparison.Ordinal));
        }
    }

    private static async Task<TestSite> FilledAsync()
    {
        var site = await TestSite.WithAsync(OneOfEach);
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("thrown"), TestContext.Current.CancellationToken)).Bin(TestSite.Now));
        return site;
    }

    private static async Task<HtmlPage> ActAsync(TestSite site, DeskVisitor visitor, string act, string? theme, params string[] slugs)
    {
        var values = new List<(string, string)> { ("Act", act) };
        foreach (var slug in slugs)
        {
            values.Add(("Ids", Text(await site.IdAsync(slug))));
        }

        if (theme is not null)
        {
            values.Add(("Theme", theme));
        }

        return await visitor.FollowAsync("/admin/reviews", "form.bulk", [.. values]);
    }

    private static IEnumerable<string> Titles(HtmlPage page) => page.Links("table.rows tbody th a").Select(l => l.Text);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
