using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin;

/// <summary>Directors and themes at the desk.</summary>
public sealed class HubsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_an_owner_comes_to_directors_and_themes()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(3));
        using var author = await DeskVisitor.SignedInAsync(site, AuthorRole.Author);

        foreach (var address in new[] { "/admin/directors", "/admin/themes", "/admin/themes/1", "/admin/themes/1/merge", "/admin/themes/1/delete", "/admin/directors/1/history" })
        {
            using var answer = await author.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.Forbidden), (address, answer.StatusCode));
        }
    }

    [Fact]
    public async Task The_list_finds_sorts_and_points_out_what_may_be_the_same_and_what_is_not_used()
    {
        await using var site = await TestSite.WithAsync(
            new Story("One") { Directors = ["Andrei Tarkovsky"], Themes = ["memory", "time"] },
            new Story("Two") { Directors = ["Andrey Tarkovsky"], Themes = ["memories"] },
            new Story("Three") { Themes = ["time"], Published = null });
        await site.ChangeAsync(db => Task.FromResult(db.Themes.Add(new Theme("dust", Slug.Parse("dust")))));
        using var owner = await DeskVisitor.SignedInAsync(site);

        var themes = await owner.OpenAsync("/admin/themes");
        Assert.Equal(["dust", "memories", "memory", "time"], Names(themes));
        Assert.Contains("Without reviews Delete dust", HtmlPage.Text(Row(themes, "dust")), StringComparison.Ordinal);
        Assert.Equal("memory", HtmlPage.Text(Row(themes, "memories").QuerySelector(".near a")!));
        Assert.Equal("2 reviews", HtmlPage.Text(Row(themes, "time").Children[1]));

        Assert.Equal(["time", "memories", "memory", "dust"], Names(await owner.OpenAsync("/admin/themes?sort=reviews")));
        Assert.Equal(["dust"], Names(await owner.OpenAsync("/admin/themes?show=unused")));
        Assert.Equal(["memories", "memory"], Names(await owner.OpenAsync("/admin/themes?q=MEM")));
        var directors = await owner.OpenAsync("/admin/directors?q=andrei%20tark");
        Assert.Equal(["Andrei Tarkovsky"], Names(directors));
        Assert.Equal("Andrey Tarkovsky", HtmlPage.Text(directors.One(".near a")));
        using var beyond = await owner.GetAsync("/admin/themes?page=2");
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
    }

    [Theory]
    [InlineData("themes", "memory", "remembrance")]
    [InlineData("directors", "ada-ash", "Ada B. Ash")]
    public async Task A_new_name_shows_at_once_wherever_readers_see_it_and_the_address_stays(string kind, string slug, string name)
    {
        await using var site = await TestSite.WithAsync(
            new Story("One") { Themes = ["memory"], Slug = "one" }, new Story("Two") { Themes = ["memory"], Slug = "two" });
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.FollowAsync($"/admin/{kind}/1", "form.hub-form", ("Input.Name", name));

        Assert.Equal(name, page.Heading);
        Assert.Equal(name, (await site.OpenAsync($"/{kind}/{slug}")).Heading);
        Assert.Contains(name, (await site.OpenAsync($"/{kind}")).Main.TextContent, StringComparison.Ordinal);
        var review = await site.OpenAsync("/reviews/one");
        Assert.Contains(name, Assert.Single(review.Related!.Rows).Why, StringComparison.Ordinal);
        Assert.Contains(name, review.Links("main a").Select(l => l.Text));
        Assert.Equal(($"renamed the {kind[..^1]}", name, "ada"), await site.ReadAsync(db =>
            db.AuditTrail.OrderBy(e => e.Id).Select(e => ValueTuple.Create(e.Action, e.Subject, e.Actor)).LastAsync(Token)));
    }

    [Fact]
    public async Task A_letter_of_the_index_follows_a_new_name_at_once()
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        Assert.NotNull((await site.OpenAsync("/themes")).Document.GetElementById("letter-M"));

        await owner.FollowAsync("/admin/themes/1", "form.hub-form", ("Input.Name", "remembrance"));

        var index = await site.OpenAsync("/themes");
        Assert.Null(index.Document.GetElementById("letter-M"));
        Assert.NotNull(index.Document.GetElementById("letter-R"));
    }

    [Theory]
    [InlineData("themes", "memory")]
    [InlineData("directors", "ada-ash")]
    public async Task Whatever_the_chain_of_addresses_each_old_one_redirects_in_one_hop_and_a_way_back_is_no_loop(string kind, string first)
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory"] });
        using var owner = await DeskVisitor.SignedInAsync(site);

        foreach (var slug in new[] { "second", "third", first, "fourth" })
        {
            Assert.Equal(HttpStatusCode.OK, (await owner.FollowAsync($"/admin/{kind}/1", "form.hub-form", ("Input.Slug", slug))).Status);
            Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync($"/{kind}/{slug}")).Status);
        }

        foreach (var old in new[] { first, "second", "third" })
        {
            using var answer = await site.GetAsync($"/{kind}/{old}");
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/{kind}/fourth"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        }
    }

    [Fact]
    public async Task An_address_that_is_another_s_or_no_address_is_refused_with_a_sentence_and_nothing_changes()
    {
        await using var site = await TestSite.WithAsync(
            new Story("One") { Themes = ["memory", "time", "dust"], Aliases = ["/themes/alias"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        await owner.FollowAsync("/admin/themes/2", "form.hub-form", ("Input.Slug", "hours"));

        foreach (var (typed, sentence) in new[]
        {
            ("dust", "The theme “dust” stands at this address. Choose another, or merge the two."),
            ("time", "This is an old address of the theme “time”, and links to it lead there. Choose another."),
            ("alias", "This is an old address of the review “One”, and links to it lead there. Choose another."),
            ("Old Memories", "An address has small letters a to z, digits and single hyphens between them, such as “old-memories”."),
            ("con", "An address has small letters a to z, digits and single hyphens between them, such as “con-film”."),
            ("", "The address is missing."),
            (new string('a', 81), "The address has 81 characters; at most 80 are allowed."),
        })
        {
            var page = await owner.FollowAsync("/admin/themes/1", "form.hub-form", ("Input.Slug", typed));
            Assert.Equal(sentence, HtmlPage.Text(page.One("#slug-wrong")));
            Assert.Equal("true", page.One("#Input_Slug").GetAttribute("aria-invalid"));
        }

        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/themes/memory")).Status);
    }

    [Fact]
    public async Task A_name_that_is_another_s_offers_to_merge_and_one_that_is_none_is_refused()
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory", "memories"] });
        using var owner = await DeskVisitor.SignedInAsync(site);

        var taken = await owner.FollowAsync("/admin/themes/2", "form.hub-form", ("Input.Name", "MEMORY"));
        Assert.Contains("There is a theme “memory” already.", HtmlPage.Text(taken.One("#name-wrong")), StringComparison.Ordinal);
        Assert.Equal("/admin/themes/2/merge?into=memory", taken.One("#name-wrong a").GetAttribute("href"));
        foreach (var (typed, sentence) in new[]
        {
            ("  ", "The name is missing."),
            (new string('a', 151), "The name has 151 characters; at most 150 are allowed."),
            ("bell\a", "The name contains the control character U+0007; take it out."),
        })
        {
            Assert.Equal(sentence, HtmlPage.Text((await owner.FollowAsync("/admin/themes/2", "form.hub-form", ("Input.Name", typed))).One("#name-wrong")));
        }
    }

    [Fact]
    public async Task An_introduction_is_saved_and_former_ones_are_kept_and_restored()
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory"] });
        using var owner = await DeskVisitor.SignedInAsync(site);

        using (var answer = await owner.SubmitAsync("/admin/themes/1", "form.hub-form", ("Input.Introduction", "What *returns*.")))
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        Assert.Contains("<p>What <em>returns</em>.</p>", (await site.OpenAsync("/themes/memory")).Source, StringComparison.Ordinal);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddHours(1));
        await owner.FollowAsync("/admin/themes/1", "form.hub-form", ("Input.Introduction", "What stays."));
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddHours(1));
        await owner.FollowAsync("/admin/themes/1", "form.hub-form", ("Input.Introduction", ""));
        Assert.DoesNotContain("introduction", (await site.OpenAsync("/themes/memory")).Source, StringComparison.Ordinal);

        var history = await owner.OpenAsync("/admin/themes/1/history");
        Assert.Equal(2, history.Links("ol.history a").Count);
        var oldest = history.Links("ol.history a")[^1].Address;
        var former = await owner.OpenAsync(oldest);
        Assert.Equal("What *returns*.", former.One("del").TextContent);
        await owner.SubmitAsync(former, oldest, "main form");
        Assert.Contains("<p>What <em>returns</em>.</p>", (await site.OpenAsync("/themes/memory")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_the_rendered_text_and_saves_nothing()
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var form = await owner.OpenAsync("/admin/themes/1");
        form.One("form.hub-form").SetAttribute("action", form.One("button[formaction]").GetAttribute("formaction")!);

        using var answer = await owner.SubmitAsync(form, "/admin/themes/1", "form.hub-form", ("Input.Introduction", "What **stays**. ![gone](../images/none.webp)"));
        var preview = await HtmlPage.ReadAsync(answer);

        Assert.Equal("stays", preview.One("section .prose strong").TextContent);
        Assert.Contains("There is no image ../images/none.webp in the library", preview.One("section .problems").TextContent, StringComparison.Ordinal);
        Assert.Equal("What **stays**. ![gone](../images/none.webp)", preview.One("textarea").TextContent);
        Assert.DoesNotContain("stays", (await site.OpenAsync("/themes/memory")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_saved_meanwhile_is_shown_and_not_overwritten()
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var mine = await owner.OpenAsync("/admin/themes/1");
        await owner.FollowAsync("/admin/themes/1", "form.hub-form", ("Input.Introduction", "Theirs is the sea."));

        using var refused = await owner.SubmitAsync(mine, "/admin/themes/1", "form.hub-form", ("Input.Introduction", "Mine is the sea."));
        var page = await HtmlPage.ReadAsync(refused);

        Assert.Equal(("Theirs", "Mine"), (page.One("del").TextContent, page.One("ins").TextContent));
        Assert.Equal("Mine is the sea.", page.One("textarea").TextContent);
        Assert.Contains("Theirs", (await site.OpenAsync("/themes/memory")).Source, StringComparison.Ordinal);

        await owner.SubmitAsync(page, "/admin/themes/1", "form.hub-form");
        Assert.Contains("Mine", (await site.OpenAsync("/themes/memory")).Source, StringComparison.Ordinal);

        // Nor at the same moment.
        var form = await owner.OpenAsync("/admin/themes/1");
        var answers = await site.AtOnceAsync(
            _ => Task.CompletedTask,
            () => owner.SubmitAsync(form, "/admin/themes/1", "form.hub-form", ("Input.Introduction", "One.")),
            () => owner.SubmitAsync(form, "/admin/themes/1", "form.hub-form", ("Input.Introduction", "Two.")));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.OK], answers.Select(a => a.StatusCode));
        Assert.Contains("One.", (await site.OpenAsync("/themes/memory")).Source, StringComparison.Ordinal);
        Assert.Equal("Two.", (await HtmlPage.ReadAsync(answers[1])).One("textarea").TextContent);
    }

    [Fact]
    public async Task Who_changes_only_the_name_does_not_undo_an_introduction_saved_meanwhile()
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var mine = await owner.OpenAsync("/admin/themes/1");
        await owner.FollowAsync("/admin/themes/1", "form.hub-form", ("Input.Introduction", "Theirs."));

        await owner.SubmitAsync(mine, "/admin/themes/1", "form.hub-form", ("Input.Name", "remembrance"));

        var page = await site.OpenAsync("/themes/memory");
        Assert.Equal("remembrance", page.Heading);
        Assert.Contains("Theirs.", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merged_themes_are_one_for_readers_recommendations_and_old_addresses()
    {
        await using var site = await TestSite.WithAsync(
            new Story("One") { Slug = "one", Directors = ["Ada Ash"], Themes = ["memories", "time", "memory"] },
            new Story("Two") { Slug = "two", Directors = ["Ben Birch"], Themes = ["time", "memories"] },
            new Story("Three") { Slug = "three", Directors = ["Cy Cole"], Themes = ["memory"] },
            new Story("Draft") { Slug = "draft", Themes = ["memories"], Published = null });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var ids = await site.ReadAsync(db => db.Themes.ToDictionaryAsync(t => t.Name, t => t.Id, Token));
        await owner.FollowAsync($"/admin/themes/{ids["memories"]}", "form.hub-form", ("Input.Slug", "recollections"), ("Input.Introduction", "What they said."));
        await owner.FollowAsync($"/admin/themes/{ids["memory"]}", "form.hub-form", ("Input.Introduction", "What is said."));
        Assert.DoesNotContain("memory", await WhyAsync(site, "Two"), StringComparison.Ordinal);

        var asked = await owner.OpenAsync($"/admin/themes/{ids["memories"]}/merge?into=Memory");
        Assert.Contains("3 reviews move over; 1 of them has both already.", HtmlPage.Text(asked.Main), StringComparison.Ordinal);
        await owner.SubmitAsync(asked, $"/admin/themes/{ids["memories"]}/merge", "form.panel");

        Assert.Equal(["memory", "time"], await ThemesAsync(site, "one"));
        Assert.Equal(["time", "memory"], await ThemesAsync(site, "two"));
        Assert.Equal(["memory"], await ThemesAsync(site, "draft"));
        Assert.Equal(["One", "Three", "Two"], (await site.OpenAsync("/themes/memory")).Films.Order());
        Assert.Contains("memory", await WhyAsync(site, "Two"), StringComparison.Ordinal);
        Assert.DoesNotContain("memories", (await site.OpenAsync("/themes")).Main.TextContent, StringComparison.Ordinal);
        foreach (var old in new[] { "memories", "recollections" })
        {
            using var answer = await site.GetAsync($"/themes/{old}");
            Assert.Equal((HttpStatusCode.MovedPermanently, "/themes/memory"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        }

        var history = await owner.OpenAsync($"/admin/themes/{ids["memory"]}/history");
        Assert.Equal("What they said.", (await owner.OpenAsync(Assert.Single(history.Links("ol.history a")).Address)).One("textarea").TextContent);
        using var gone = await owner.GetAsync($"/admin/themes/{ids["memories"]}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Merged_directors_are_one_and_keep_the_order_of_the_credits()
    {
        await using var site = await TestSite.WithAsync(
            new Story("One") { Slug = "one", Directors = ["Andrey Tarkovsky", "Ben Birch"] },
            new Story("Two") { Slug = "two", Directors = ["Andrei Tarkovsky"] },
            new Story("Three") { Slug = "three", Directors = ["Andrey Tarkovsky", "Cy Cole", "Andrei Tarkovsky"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var ids = await site.ReadAsync(db => db.Directors.ToDictionaryAsync(d => d.Name, d => d.Id, Token));

        var page = await owner.FollowAsync($"/admin/directors/{ids["Andrey Tarkovsky"]}/merge?into=Andrei%20Tarkovsky", "form.panel");

        Assert.Equal("Andrei Tarkovsky", page.Heading);
        Assert.Equal(3, (await site.OpenAsync("/directors/andrei-tarkovsky")).Films.Count);
        Assert.Equal(["Andrei Tarkovsky", "Ben Birch"], await DirectorsAsync(site, "one"));
        Assert.Equal(["Andrei Tarkovsky", "Cy Cole"], await DirectorsAsync(site, "three"));
        using var old = await site.GetAsync("/directors/andrey-tarkovsky");
        Assert.Equal("/directors/andrei-tarkovsky", old.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Merging_with_itself_or_with_nothing_says_so()
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory"] });
        using var owner = await DeskVisitor.SignedInAsync(site);

        Assert.Equal("This is the theme itself: name another.", HtmlPage.Text((await owner.OpenAsync("/admin/themes/1/merge?into=memory")).One("#into-wrong")));
        Assert.Equal("There is no theme “x”.", HtmlPage.Text((await owner.OpenAsync("/admin/themes/1/merge?into=x")).One("#into-wrong")));
    }

    [Fact]
    public async Task Only_what_no_review_has_is_deleted_and_its_old_addresses_are_gone()
    {
        await using var site = await TestSite.WithAsync(new Story("One") { Themes = ["memory"], Published = null });
        await site.ChangeAsync(db => Task.FromResult(db.Themes.Add(new Theme("dust", Slug.Parse("dust")))));
        using var owner = await DeskVisitor.SignedInAsync(site);
        await owner.FollowAsync("/admin/themes/2", "form.hub-form", ("Input.Slug", "ashes"));

        Assert.Empty((await owner.OpenAsync("/admin/themes/1/delete")).Document.QuerySelectorAll("main form"));
        // A review takes it up at that moment, and lets go of it again.
        await site.AtOnceAsync(
            async db => (await db.Reviews.Include(r => r.Themes).SingleAsync(Token)).CarryThemes([.. await db.Themes.OrderBy(t => t.Id).ToListAsync(Token)]),
            () => owner.SubmitAsync("/admin/themes/2/delete", "main form"));
        Assert.Equal(2, await site.ReadAsync(db => db.ReviewThemes.CountAsync(Token)));
        await site.ChangeAsync(async db => (await db.Reviews.Include(r => r.Themes).SingleAsync(Token)).CarryThemes([await db.Themes.OrderBy(t => t.Id).FirstAsync(Token)]));
        await owner.FollowAsync("/admin/themes/2/delete", "main form");

        Assert.Equal(["memory"], Names(await owner.OpenAsync("/admin/themes")));
        foreach (var address in new[] { "/themes/dust", "/themes/ashes" })
        {
            var gone = await site.OpenAsync(address);
            Assert.Equal((HttpStatusCode.Gone, "This page has been taken down"), (gone.Status, gone.Heading));
        }
    }

    [Fact]
    public async Task A_page_costs_the_same_few_commands_however_much_there_is()
    {
        var counts = new List<IReadOnlyList<int>>();
        foreach (var hubs in new[] { 3, 300 })
        {
            await using var site = await TestSite.WithAsync(Stories.Many(hubs));
            await site.ChangeAsync(db =>
            {
                db.Themes.AddRange(Enumerable.Range(0, hubs).Select(n => new Theme($"theme {n}", Slug.Parse($"theme-{n}"))));
                return Task.CompletedTask;
            });
            using var owner = await DeskVisitor.SignedInAsync(site);
            var row = new List<int>();
            foreach (var address in new[] { "/admin/themes", "/admin/directors?sort=reviews", "/admin/themes/1", "/admin/themes/1/merge?into=theme%202", "/admin/directors/1/history" })
            {
                row.Add((await site.Queries.DuringAsync(() => owner.OpenAsync(address))).Count);
            }

            row.Add((await site.Queries.DuringAsync(() => owner.FollowAsync("/admin/themes/1/merge?into=theme%202", "form.panel"))).Count);
            counts.Add(row);
        }

        Assert.Equal(counts[0], counts[1]);
        Assert.All(counts[0].Take(5), count => Assert.InRange(count, 1, 9));
    }

    private static IReadOnlyList<string> Names(HtmlPage page) => [.. page.Document.QuerySelectorAll("table.hubs tbody th").Select(HtmlPage.Text)];

    private static AngleSharp.Dom.IElement Row(HtmlPage page, string name) =>
        page.Document.QuerySelectorAll("table.hubs tbody tr").Single(row => HtmlPage.Text(row.Children[0]) == name);

    // Why another film is recommended to who read of the third.
    private static async Task<string> WhyAsync(TestSite site, string title) =>
        (await site.OpenAsync("/reviews/three")).Related?.Rows.SingleOrDefault(row => row.Title == title)?.Why ?? "";

    private static Task<List<string>> ThemesAsync(TestSite site, string slug) => site.ReadAsync(db =>
        db.ReviewThemes.Where(t => t.Review.Slug == Slug.Parse(slug)).OrderBy(t => t.Position).Select(t => t.Theme.Name).ToListAsync(Token));

    private static Task<List<string>> DirectorsAsync(TestSite site, string slug) => site.ReadAsync(db =>
        db.Reviews.Where(r => r.Slug == Slug.Parse(slug)).SelectMany(r => r.Film.Directors).OrderBy(d => d.Position).Select(d => d.Director.Name).ToListAsync(Token));
}
