using System.Net;
using System.Text.Json;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin;

/// <summary>What the site says of itself, its page, its navigation, its blogroll.</summary>
public sealed class SiteTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_an_owner_comes_to_the_site_and_the_audit_trail()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site, AuthorRole.Author);

        foreach (var address in new[] { "/admin/site", "/admin/site/about", "/admin/site/about/history", "/admin/site/about/delete", "/admin/site/navigation", "/admin/site/blogroll", "/admin/audit" })
        {
            using var answer = await author.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.Forbidden), (address, answer.StatusCode));
        }
    }

    [Fact]
    public async Task What_is_set_at_the_desk_wins_over_the_operator_everywhere_and_at_once()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = new() { ["FilmBlog:Title"] = "The Operator’s", ["FilmBlog:Tagline"] = "A line" } });
        await site.ImportAsync(new Story("One") { Published = "2026-10-01T23:30:00Z", Slug = "one" });
        using var owner = await DeskVisitor.SignedInAsync(site);
        Assert.Equal("The Operator’s", (await owner.OpenAsync("/admin/site")).One("#Input_Title").GetAttribute("placeholder"));

        await owner.FollowAsync("/admin/site", "form.site-form", ("Input.Title", "Sculpting"), ("Input.HasNoTagline", "true"), ("Input.Author", "Ada"), ("Input.Language", "de"), ("Input.TimeZone", "Europe/Berlin"));

        var page = await site.OpenAsync("/reviews/one");
        Assert.Equal("Sculpting", HtmlPage.Text(page.One(".site-name")));
        Assert.Equal("Sculpting", HtmlPage.Text(page.One(".colophon p")));
        Assert.Equal("de", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains("By Ada", page.Main.TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-10-02T01:30:00+02:00", page.One(".byline time").GetAttribute("datetime"));
        Assert.Equal("2 Oktober 2026", HtmlPage.Text(page.One(".byline time")));
        using var manifest = await site.GetAsync("/site.webmanifest");
        Assert.Equal("Sculpting", JsonDocument.Parse(await manifest.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("name").GetString());
        Assert.Equal("Europe/Berlin", site.Get<SiteProfile>().Zone.Id);

        await owner.FollowAsync("/admin/site", "form.site-form", ("Input.Title", ""), ("Input.HasNoTagline", "false"));
        Assert.Equal("The Operator’s: A line", HtmlPage.Text((await site.OpenAsync("/")).One(".colophon p")));
        Assert.Equal(["back to the operator’s", "back to the operator’s"], await site.ReadAsync(db =>
            db.AuditTrail.OrderByDescending(e => e.Id).Take(2).Select(e => e.Detail).ToListAsync(Token)));
    }

    [Fact]
    public async Task A_setting_that_is_not_allowed_is_refused_beside_its_field_and_nothing_is_saved()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.FollowAsync("/admin/site", "form.site-form", ("Input.Title", new string('t', 101)), ("Input.Language", "klingon-or-so"), ("Input.TimeZone", "Mars/Olympus"), ("Input.Author", "A\u0001da"));

        Assert.Equal("The title has 101 characters; at most 100 are allowed.", HtmlPage.Text(page.One("#title-wrong")));
        Assert.Equal("“klingon-or-so” is no language; write a tag such as en, en-GB, de or pt-BR.", HtmlPage.Text(page.One("#language-wrong")));
        Assert.Equal("“Mars/Olympus” is no time zone; write a name such as UTC, Europe/Berlin or America/New_York.", HtmlPage.Text(page.One("#zone-wrong")));
        Assert.Equal("The name contains the control character U+0001; take it out.", HtmlPage.Text(page.One("#author-wrong")));
        Assert.Equal("Mars/Olympus", page.One("#Input_TimeZone").GetAttribute("value"));
        Assert.Equal(0, await site.ReadAsync(db => db.Settings.CountAsync(s => s.Name.StartsWith(SiteProfile.Prefix), Token)));
    }

    [Fact]
    public async Task A_zone_of_another_machine_leaves_the_operator_s()
    {
        await using var site = await TestSite.StartAsync();

        await site.ChangeAsync(db => Task.FromResult(db.Settings.Add(new Setting("site:TimeZone", "Mars/Olympus"))));

        Assert.Equal("UTC", site.Get<SiteProfile>().Zone.Id);
    }

    [Fact]
    public async Task The_about_page_is_written_previewed_kept_deleted_and_brought_back()
    {
        await using var site = await TestSite.WithAsync(new Story("One"));
        using var owner = await DeskVisitor.SignedInAsync(site);
        var form = await owner.OpenAsync("/admin/site/about");
        form.One("form.site-form").SetAttribute("action", form.One("button[formaction]").GetAttribute("formaction")!);
        using (var answer = await owner.SubmitAsync(form, "/admin/site/about", "form.site-form", ("Input.Text", "Who *writes*.")))
        {
            Assert.Equal("writes", (await HtmlPage.ReadAsync(answer)).One("section .prose em").TextContent);
        }

        await owner.FollowAsync("/admin/site/about", "form.site-form", ("Input.Title", "About us"), ("Input.Text", "First."));
        Assert.Contains(("About", "/about"), (await site.OpenAsync("/")).Menu);
        await owner.FollowAsync("/admin/site/about", "form.site-form", ("Input.Text", "Second."));
        Assert.Equal("About us", (await site.OpenAsync("/about")).Heading);

        var deleted = await owner.FollowAsync("/admin/site/about/delete", "main form");
        Assert.DoesNotContain(("About", "/about"), (await site.OpenAsync("/")).Menu);
        using (var missing = await site.GetAsync("/about"))
        {
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }

        Assert.Equal(2, deleted.Links("ol.history a").Count);
        await owner.SubmitAsync(deleted, "/admin/site/about/history", "form.panel");
        Assert.Contains("Second.", (await site.OpenAsync("/about")).Main.TextContent, StringComparison.Ordinal);
        var history = await owner.OpenAsync("/admin/site/about/history");
        var first = await owner.OpenAsync(history.Links("ol.history a")[^1].Address);
        Assert.Equal("First.", first.One("textarea").TextContent);
        Assert.Equal(["deleted the page", "created the page"], await site.ReadAsync(db =>
            db.AuditTrail.OrderBy(e => e.Id).Select(e => e.Action).Where(a => a.EndsWith("page")).Skip(2).ToListAsync(Token)));
    }

    [Fact]
    public async Task An_about_page_that_somebody_else_saved_meanwhile_is_not_overwritten()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        var mine = await owner.OpenAsync("/admin/site/about");
        await owner.FollowAsync("/admin/site/about", "form.site-form", ("Input.Text", "Theirs is the sea."));

        using var refused = await owner.SubmitAsync(mine, "/admin/site/about", "form.site-form", ("Input.Text", "Mine is the sea."));
        var page = await HtmlPage.ReadAsync(refused);

        Assert.Equal(("Theirs", "Mine"), (page.One("del").TextContent, page.One("ins").TextContent));
        Assert.Equal("Mine is the sea.", page.One("textarea").TextContent);
        Assert.Contains("Theirs", (await site.OpenAsync("/about")).Source, StringComparison.Ordinal);
        await owner.SubmitAsync(page, "/admin/site/about", "form.site-form");
        Assert.Contains("Mine", (await site.OpenAsync("/about")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_save_the_about_page_at_the_same_moment_the_second_is_shown_what_the_first_wrote()
    {
        await using var site = await TestSite.StartAsync();
        await site.ChangeAsync(db => Task.FromResult(db.Images.Add(new Image(new string('a', 64), "", "rain", 8, 6, 9, -1, TestSite.Now))));
        using var owner = await DeskVisitor.SignedInAsync(site);

        // The first texts of all, and others in their place.
        foreach (var time in new[] { "first", "second" })
        {
            var form = await owner.OpenAsync("/admin/site/about");
            var answers = await site.AtOnceAsync(_ => Task.CompletedTask, Save(form, $"One, the {time} time."), Save(form, $"Two, the {time} time."));

            Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.OK], answers.Select(a => a.StatusCode));
            var refused = await HtmlPage.ReadAsync(answers[1]);
            Assert.Contains("Somebody else saved the page meanwhile", refused.Main.TextContent, StringComparison.Ordinal);
            Assert.Contains($"One, the {time} time.", (await site.OpenAsync("/about")).Source, StringComparison.Ordinal);
            Assert.Equal(1, await site.ReadAsync(db => db.ImageUses.CountAsync(Token)));
        }

        // Nor does who deletes it lose what was saved just before.
        var last = await owner.OpenAsync("/admin/site/about");
        await site.AtOnceAsync(_ => Task.CompletedTask, Save(last, "The last."), () => owner.SubmitAsync("/admin/site/about/delete", "main form"));
        Assert.Equal(0, await site.ReadAsync(db => db.SitePages.CountAsync(Token)));
        Assert.Contains("The last.", (await owner.OpenAsync((await owner.OpenAsync("/admin/site/about/history")).Links("ol.history a")[0].Address)).One("textarea").TextContent, StringComparison.Ordinal);

        Func<Task<HttpResponseMessage>> Save(HtmlPage form, string text) =>
            () => owner.SubmitAsync(form, "/admin/site/about", "form.site-form", ("Input.Text", $"{text} ![](../images/rain.webp)"));
    }

    [Fact]
    public async Task The_navigation_hides_what_is_hidden_and_names_the_author_s_own_entries_in_their_order()
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        Assert.Equal(["Reviews", "Directors", "Themes", "Search"], (await site.OpenAsync("/")).Menu.Select(m => m.Text));

        await owner.FollowAsync("/admin/site/navigation", "form.entry", ("Input.Text", "Seventies"), ("Input.Url", "/decades/1970s"));
        await owner.FollowAsync("/admin/site/navigation", "form.entry", ("Input.Text", "Elsewhere"), ("Input.Url", "https://example.org/"));
        Assert.Equal(["Reviews", "Directors", "Themes", "Search", "Seventies", "Elsewhere"], (await site.OpenAsync("/")).Menu.Select(m => m.Text));
        Assert.Equal("noopener", (await site.OpenAsync("/")).One("header.masthead a[href='https://example.org/']").GetAttribute("rel"));

        await owner.FollowAsync("/admin/site/navigation", "ol.link-list li:last-child form[action$='move']");
        using var page = await site.GetAsync("/");
        Assert.Equal(["Elsewhere", "Seventies"], (await HtmlPage.ReadAsync(page)).Menu.Skip(4).Select(m => m.Text));

        var form = await owner.OpenAsync("/admin/site/navigation");
        Assert.Equal(5, form.Document.QuerySelectorAll("form.named input[checked]").Length);
        form.One("input[value='/themes']").RemoveAttribute("checked");
        await owner.SubmitAsync(form, "/admin/site/navigation", "form.named");
        await owner.FollowAsync("/admin/site/navigation", "ol.link-list li:first-child form[action$='remove']");
        Assert.Equal(["Reviews", "Directors", "Search", "Seventies"], (await site.OpenAsync("/")).Menu.Select(m => m.Text));
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/themes")).Status);

        var change = (await owner.OpenAsync("/admin/site/navigation")).Links("ol.link-list a[href*=change]")[0].Address.Split('#')[0];
        await owner.FollowAsync(change, "form.entry", ("Input.Text", "The seventies"));
        Assert.Equal("The seventies", (await site.OpenAsync("/")).Menu[^1].Text);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://")]
    [InlineData("https://user:password@example.org/")]
    [InlineData("https://example.org/a b")]
    [InlineData("reviews")]
    public async Task An_address_that_a_link_may_not_lead_to_is_refused(string url)
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);

        foreach (var list in new[] { "navigation", "blogroll" })
        {
            var page = await owner.FollowAsync($"/admin/site/{list}", "form.entry", ("Input.Text", "x"), ("Input.Url", url), ("Input.FeedUrl", url));
            Assert.Contains("begins with https://", HtmlPage.Text(page.One("#url-wrong")), StringComparison.Ordinal);
            Assert.Equal(url, page.One("#Input_Url").GetAttribute("value"));
        }

        Assert.Equal(0, await site.ReadAsync(db => db.SiteLinks.CountAsync(Token)));
    }

    [Fact]
    public async Task The_navigation_has_room_for_five_entries_of_one_s_own()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        var form = await owner.OpenAsync("/admin/site/navigation");

        for (var number = 1; number <= 5; number++)
        {
            await owner.SubmitAsync(form, "/admin/site/navigation", "form.entry", ("Input.Text", $"Entry {number}"), ("Input.Url", "/reviews"));
        }

        using var refused = await owner.SubmitAsync(form, "/admin/site/navigation", "form.entry", ("Input.Text", "Entry 6"), ("Input.Url", "/reviews"));
        Assert.Contains("There are 5 entries already", (await HtmlPage.ReadAsync(refused)).Main.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, await site.ReadAsync(db => db.SiteLinks.CountAsync(Token)));
    }

    [Fact]
    public async Task The_blogroll_stands_below_the_page_about_the_site()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        await owner.FollowAsync("/admin/site/about", "form.site-form", ("Input.Text", "Who writes."));
        Assert.Empty((await site.OpenAsync("/about")).Document.QuerySelectorAll(".blogroll"));

        await owner.FollowAsync("/admin/site/blogroll", "form.entry", ("Input.Text", "Reverse & Shot"), ("Input.Url", "https://example.org/"), ("Input.Note", "It's slow."), ("Input.FeedUrl", "https://example.org/atom.xml"));

        var roll = (await site.OpenAsync("/about")).One(".blogroll");
        Assert.Equal([("Reverse & Shot", "https://example.org/", "noopener"), ("Feed of Reverse & Shot", "https://example.org/atom.xml", "noopener")],
            roll.QuerySelectorAll("a").Select(a => (HtmlPage.Text(a), a.GetAttribute("href"), a.GetAttribute("rel"))));
        Assert.Equal("It’s slow.", HtmlPage.Text(roll.QuerySelector("p")!));
    }

    [Fact]
    public async Task The_audit_trail_is_shown_newest_first_filtered_and_paged_by_its_numbers()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = new() { ["FilmBlog:TimeZone"] = "Europe/Berlin" } });
        using var owner = await DeskVisitor.SignedInAsync(site);
        await site.ChangeAsync(async db =>
        {
            await db.AuditTrail.ExecuteDeleteAsync(Token);
            db.AuditTrail.AddRange(Enumerable.Range(1, 250).Select(n =>
                new AuditEntry(TestSite.Now.AddMinutes(n), null, n % 2 == 0 ? "ada" : "ben", n % 5 == 0 ? "deleted" : "published", $"subject {n}")));
        });

        var first = await owner.OpenAsync("/admin/audit");
        Assert.Equal(100, first.Document.QuerySelectorAll("table.audit tbody tr").Length);
        Assert.Equal("2026-11-01T17:10:00+01:00", first.Document.QuerySelector("table.audit time")!.GetAttribute("datetime"));
        Assert.Equal("subject 250", first.Document.QuerySelector("table.audit strong")!.TextContent);

        // What is added meanwhile moves nothing.
        await site.ChangeAsync(db => Task.FromResult(db.AuditTrail.Add(new AuditEntry(TestSite.Now, null, "ben", "published", "another"))));
        var second = await owner.OpenAsync(first.One("a[rel=next]").GetAttribute("href")!);
        Assert.Equal("subject 150", second.Document.QuerySelector("table.audit strong")!.TextContent);
        var third = await owner.OpenAsync(second.One("a[rel=next]").GetAttribute("href")!);
        Assert.Equal(50, third.Document.QuerySelectorAll("table.audit tbody tr").Length);
        Assert.Empty(third.Document.QuerySelectorAll("a[rel=next]"));

        var filtered = await owner.OpenAsync("/admin/audit?by=ada&did=deleted");
        Assert.Equal(25, filtered.Document.QuerySelectorAll("table.audit tbody tr").Length);
        Assert.All(filtered.Document.QuerySelectorAll("table.audit tbody tr"), row => Assert.StartsWith("ada", HtmlPage.Text(row.Children[1]), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_costs_the_same_few_commands_however_much_there_is()
    {
        var counts = new List<IReadOnlyList<int>>();
        foreach (var many in new[] { 2, 200 })
        {
            await using var site = await TestSite.StartAsync();
            using var owner = await DeskVisitor.SignedInAsync(site);
            await owner.FollowAsync("/admin/site/about", "form.site-form", ("Input.Text", "Who writes."));
            await site.ChangeAsync(async db =>
            {
                var about = await db.SitePages.SingleAsync(Token);
                for (var number = 0; number < many; number++)
                {
                    about.Revisions.Add(new Revision("---\ntitle: About\n---\ntext", TestSite.Now, "ada", RevisionOrigin.Desk));
                    db.SiteLinks.Add(new SiteLink(SiteLinkList.Blogroll, "x", "https://example.org", number));
                    db.AuditTrail.Add(new AuditEntry(TestSite.Now, null, $"actor {number}", $"action {number}", "subject"));
                }
            });
            var row = new List<int>();
            foreach (var address in new[] { "/admin/site", "/admin/site/about", "/admin/site/about/history?revision=1", "/admin/site/navigation", "/admin/site/blogroll", "/admin/audit", "/about" })
            {
                row.Add((await site.Queries.DuringAsync(() => owner.OpenAsync(address))).Count);
            }

            counts.Add(row);
        }

        Assert.Equal(counts[0], counts[1]);
        Assert.All(counts[0], count => Assert.InRange(count, 1, 5));
    }
}
