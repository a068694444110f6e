using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin.Write;

/// <summary>Writing without scripts: what is typed is kept, becomes a review, and is shown to readers when the author says so.</summary>
public sealed class EditorTests
{
    private const string Form = "form#writing";

    private static readonly (string Name, string Value)[] Everything =
    [
        ("title", "Slow water"), ("film.title", "Stalker"), ("film.original_title", "Сталкер"), ("film.also_known_as", "The Stalker\nDer Stalker"),
        ("film.year", "1979"), ("film.directors", "Andrei Tarkovsky\nSomebody Else"), ("film.countries", "Soviet Union"), ("film.languages", "ru\nde"),
        ("film.runtime", "162"), ("film.cinematography", "Alexander Knyazhinsky"), ("film.cast", "Alisa Freindlich\nAleksandr Kaydanovsky"),
        ("film.music", "Eduard Artemyev"), ("film.aspect_ratio", "1.37"), ("film.imdb", "tt0079944"), ("film.imdb_rating", "8.0"),
        ("themes", "faith\nthe zone"), ("rating", "4.5"), ("verdict", "Go in."), ("excerpt", "A room. A wish."), ("watched", "2026-09"),
        ("spoilers", "true"), ("pinned", "rain"), ("banned", "snow"), ("author", "A. Guest"), ("cover_alt", "A room"),
        ("body", "It *rains*.\r\n\r\nThen <b>it</b> does not: [1] & co.\r\n"),
    ];

    [Fact]
    public async Task Every_field_goes_through_the_form_and_back_whole_or_not()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);
        // Incomplete, so that the text stays a text.
        var written = Everything.Where(f => f.Name != "film.year").Append(("film.year", "nineteen")).Append(("cover", "../images/none.webp")).ToArray();

        var page = await author.FollowAsync("/admin/write", Form, written);

        var stored = Manuscript.Read((await CopyAsync(site)).Text);
        foreach (var field in ManuscriptField.All)
        {
            var expected = written.Single(f => f.Item1 == field.Name).Item2.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n');
            Assert.Equal(expected, field.Of(stored));
        }

        using var again = await author.SubmitAsync(page, await AddressAsync(site), Form);
        Assert.Equal(stored, Manuscript.Read((await CopyAsync(site)).Text), Same);
    }

    [Fact]
    public async Task Opening_the_editor_writes_nothing()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var author = await DeskVisitor.SignedInAsync(site);

        await author.OpenAsync("/admin/write");
        await author.OpenAsync($"/admin/reviews/{await IdAsync(site, "rain")}/edit");

        Assert.Equal(0, await CountAsync(site, db => db.WorkingCopies));
    }

    [Fact]
    public async Task A_finished_review_becomes_a_draft_and_what_is_odd_is_said()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Themes = ["memory"] });
        using var author = await DeskVisitor.SignedInAsync(site);

        var form = await author.OpenAsync("/admin/write");
        (string, string)[] written = [.. Everything.Where(f => f.Name != "themes"), ("themes", "memories")];
        using var saved = await author.SubmitAsync(form, "/admin/write", Form, written);
        var page = await author.OpenAsync(saved.Headers.Location!.OriginalString);

        Assert.Equal("Saved.", HtmlPage.Text(page.One(".message[role=status]")));
        Assert.Equal("Slow water", page.Heading);
        Assert.Equal("Draft", HtmlPage.Text(page.One("#state")));
        using var readers = await site.GetAsync("/reviews/slow-water");
        Assert.Equal(HttpStatusCode.NotFound, readers.StatusCode);
        Assert.Equal(0, await CountAsync(site, db => db.WorkingCopies));
        Assert.Contains(await AuditAsync(site), a => a is { Action: "began the review", Subject: "Slow water", Actor: "ada" });

        // Sent again, since the answer was lost: it is that review.
        using var again = await author.SubmitAsync(form, "/admin/write", Form, written);
        Assert.Equal(saved.Headers.Location, again.Headers.Location);
        Assert.Equal((2, 0), (await CountAsync(site, db => db.Reviews), await CountAsync(site, db => db.WorkingCopies)));

        // Twice at the same moment, it is one review too.
        var other = await author.OpenAsync("/admin/write");
        var answers = await site.AtOnceAsync(
            _ => Task.CompletedTask, Enumerable.Repeat(() => author.SubmitAsync(other, "/admin/write", Form, [.. written.Where(f => f.Item1 != "title"), ("title", "Slower water")]), 2));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Equal(3, await CountAsync(site, db => db.Reviews));
        Assert.Single(await AuditAsync(site), a => a is { Action: "began the review", Subject: "Slower water" });
    }

    [Fact]
    public async Task What_is_not_complete_is_kept_and_each_problem_stands_beside_its_field()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Themes = ["memory"] });
        using var author = await DeskVisitor.SignedInAsync(site);

        var page = await author.FollowAsync("/admin/write", Form, ("film.year", "nineteen"), ("themes", "memories"), ("body", "It rains."));

        Assert.StartsWith("Kept. Not complete yet:", HtmlPage.Text(page.One(".message[role=status]")), StringComparison.Ordinal);
        var year = page.One("[name='film.year']");
        Assert.Equal(("nineteen", "true"), (year.GetAttribute("value"), year.GetAttribute("aria-invalid")));
        var described = year.GetAttribute("aria-describedby")!.Split(' ').Select(id => page.Document.GetElementById(id)!);
        Assert.Contains("year", string.Concat(described.Select(d => d.TextContent)), StringComparison.Ordinal);
        var links = page.Links("#problems a");
        Assert.Contains(("Year", "#w_film_year"), links);
        Assert.All(links, link => Assert.NotNull(page.Document.QuerySelector(link.Address)));
        Assert.Equal("“memories” is a new theme; there is “memory” already.", HtmlPage.Text(page.One("#w_themes_warning")));
        Assert.Equal("It rains.", page.One("#w_body").TextContent.Trim());
        Assert.Equal(1, await CountAsync(site, db => db.Revisions));
    }

    [Fact]
    public async Task A_published_review_changes_for_readers_only_when_that_is_asked_for()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Body = "It rains." });
        using var author = await DeskVisitor.SignedInAsync(site);
        var edit = $"/admin/reviews/{await IdAsync(site, "rain")}/edit";

        var kept = await author.FollowAsync(edit, Form, ("body", "It snows."), ("Act", "save"));

        Assert.Equal("Kept, not public: readers still see the version of 1 November 2026.", HtmlPage.Text(kept.One(".message[role=status]")));
        Assert.Equal("Unpublished changes since 1 November 2026, 12:00.", HtmlPage.Text(kept.One("#status")));
        Assert.Contains("It rains.", (await site.OpenAsync("/reviews/rain")).Source, StringComparison.Ordinal);
        using var moved = await author.GetAsync(edit);
        Assert.Equal(await AddressAsync(site), moved.Headers.Location?.OriginalString);

        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddHours(1));
        await author.FollowAsync(await AddressAsync(site), Form, ("Act", "publish-changes"));

        var read = await site.OpenAsync("/reviews/rain");
        Assert.Contains("It snows.", read.Source, StringComparison.Ordinal);
        Assert.Contains("Revised", read.One(".credits").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(site, db => db.WorkingCopies));
        Assert.Contains(await AuditAsync(site), a => a.Action == "changed the published review");
    }

    [Fact]
    public async Task Readers_are_not_told_of_a_change_when_the_author_does_not_want_it()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var author = await DeskVisitor.SignedInAsync(site);

        await author.FollowAsync($"/admin/reviews/{await IdAsync(site, "rain")}/edit", Form, ("body", "It rains!"), ("TellsReaders", ""), ("Act", "publish-changes"));

        var read = await site.OpenAsync("/reviews/rain");
        Assert.Contains("It rains!", read.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Revised", read.One(".credits").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tabs_overwrite_nothing_and_the_author_chooses_field_by_field()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Verdict = "Wet." });
        using var author = await DeskVisitor.SignedInAsync(site);
        var edit = $"/admin/reviews/{await IdAsync(site, "rain")}/edit";
        var (one, other) = (await author.OpenAsync(edit), await author.OpenAsync(edit));
        using var first = await author.SubmitAsync(one, edit, Form, ("body", "It rains.\n\nFirst tab."), ("verdict", "Dry."), ("Act", "save"));

        using var late = await author.SubmitAsync(other, edit, Form, ("body", "It rains.\n\nSecond tab."), ("title", "Mine"), ("Act", "save"));

        var conflict = await author.OpenAsync(late.Headers.Location!.OriginalString);
        Assert.Equal("Two versions", conflict.Heading);
        Assert.Contains("ada saved another version at 1 November 2026, 12:00", conflict.Main.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Headline", "Verdict"], conflict.Document.QuerySelectorAll("legend").Select(HtmlPage.Text).Order());
        Assert.Contains("First", conflict.One(".differences del").TextContent, StringComparison.Ordinal);
        Assert.Contains("Second", conflict.One(".differences ins").TextContent, StringComparison.Ordinal);
        Assert.Contains("First tab.", (await CopyAsync(site)).Text, StringComparison.Ordinal);

        var joined = await author.FollowAsync(late.Headers.Location!.OriginalString, "form.conflict", ("verdict", "theirs"), ("body", "It rains.\n\nBoth tabs."));

        Assert.Equal("Kept: the two versions are one.", HtmlPage.Text(joined.One(".message[role=status]")));
        var manuscript = Manuscript.Read((await CopyAsync(site)).Text);
        Assert.Equal(("Mine", "Dry.", "It rains.\n\nBoth tabs."), (manuscript.Title, manuscript.Verdict, manuscript.Body));
    }

    [Fact]
    public async Task A_review_that_an_import_changed_meanwhile_is_compared_and_not_overwritten()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var author = await DeskVisitor.SignedInAsync(site);
        await author.FollowAsync($"/admin/reviews/{await IdAsync(site, "rain")}/edit", Form, ("body", "Mine."), ("Act", "save"));
        site.Write("reviews/0000.md", new Story("Rain") { Slug = "rain", Body = "Imported." }.ToString());
        await site.ImportFolderAsync();

        var editor = await author.OpenAsync(await AddressAsync(site));
        Assert.Contains("The review was changed by an import", editor.Main.TextContent, StringComparison.Ordinal);
        var conflict = await author.FollowAsync(await AddressAsync(site), Form, ("Act", "publish-changes"));

        Assert.Equal("Two versions", conflict.Heading);
        Assert.Contains("Imported.", conflict.One(".differences del").TextContent, StringComparison.Ordinal);
        Assert.Contains("Imported.", (await site.OpenAsync("/reviews/rain")).Source, StringComparison.Ordinal);

        await author.FollowAsync($"{await AddressAsync(site)}/conflict", "form.conflict", ("body", "Mine and imported."));
        await author.FollowAsync(await AddressAsync(site), Form, ("Act", "publish-changes"));
        Assert.Contains("Mine and imported.", (await site.OpenAsync("/reviews/rain")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_finished_in_another_tab_is_not_lost_in_this_one()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);
        var begun = await author.FollowAsync("/admin/write", Form, ("body", "One."));
        var address = await AddressAsync(site);
        using var finished = await author.SubmitAsync(begun, address, Form, Everything);

        using var late = await author.SubmitAsync(begun, address, Form, ("body", "Two."));
        var conflict = await author.OpenAsync(late.Headers.Location!.OriginalString);
        Assert.Contains("ada saved another version", conflict.Main.TextContent, StringComparison.Ordinal);
        await author.FollowAsync(late.Headers.Location!.OriginalString, "form.conflict");

        // It is a change to that review.
        var copy = await CopyAsync(site);
        Assert.Equal(("Two.", await IdAsync(site, "slow-water")), (Manuscript.Read(copy.Text).Body, copy.ReviewId));
    }

    [Fact]
    public async Task What_was_thrown_away_in_another_tab_is_not_lost_in_this_one()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);
        var begun = await author.FollowAsync("/admin/write", Form, ("body", "One."));
        var address = await AddressAsync(site);
        await author.FollowAsync($"{address}/discard", "main form");

        using var late = await author.SubmitAsync(begun, address, Form, ("body", "Two."));
        var conflict = await author.OpenAsync(late.Headers.Location!.OriginalString);
        Assert.Contains("finished or thrown away elsewhere", conflict.Main.TextContent, StringComparison.Ordinal);
        await author.FollowAsync(late.Headers.Location!.OriginalString, "form.conflict");

        Assert.Equal("Two.", Manuscript.Read((await CopyAsync(site)).Text).Body);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("It ||snows||. A note.[^1]\n\n## Later\n\n> Said.\n\n[^1]: *Yes*.")]
    public async Task The_preview_is_what_readers_will_see(string? body)
    {
        await using var site = await TestSite.WithAsync(new Story("Rain")
        {
            Slug = "rain",
            Headline = "Wet",
            Verdict = "Wet.",
            Excerpt = "It's wet.",
            Rating = 3.5m,
            Themes = ["rain"],
            Countries = ["Iran"],
            OriginalTitle = "باران",
            Languages = ["fa"],
            Body = "One *two*.\n\n::: spoiler End\nNo.\n:::",
        });
        using var author = await DeskVisitor.SignedInAsync(site);
        var edit = $"/admin/reviews/{await IdAsync(site, "rain")}/edit";
        var form = await author.OpenAsync(edit);
        (string, string)[] change = body is null ? [] : [("body", body)];

        using var preview = await author.Client.PostAsync(
            form.One(Form).GetAttribute("action") + "/preview",
            new FormUrlEncodedContent(Fields(form, change)),
            TestContext.Current.CancellationToken);
        var seen = await HtmlPage.ReadAsync(preview);
        if (body is not null)
        {
            await author.FollowAsync(edit, Form, [.. change, ("TellsReaders", ""), ("Act", "publish-changes")]);
        }

        var read = await site.OpenAsync("/reviews/rain");
        Assert.Equal(read.One(".essay").InnerHtml.Trim(), seen.One(".essay").InnerHtml.Trim());
        Assert.Equal(read.One(".review-head").OuterHtml, seen.One(".review-head").OuterHtml);
        Assert.Equal(read.One(".picture").OuterHtml, seen.One(".picture").OuterHtml);
    }

    [Fact]
    public async Task A_script_gets_an_object_and_a_stale_one_is_told_who_saved()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);
        var form = await author.OpenAsync("/admin/write");

        var first = await KeepAsync(author, form, ("body", "One."));
        Assert.Equal((1, false), (first.GetProperty("version").GetInt32(), first.GetProperty("isStale").GetBoolean()));
        var second = await KeepAsync(author, form, ("body", "Two."), ("Version", "1"));
        Assert.Equal(2, second.GetProperty("version").GetInt32());
        var late = await KeepAsync(author, form, ("body", "Three."), ("Version", "1"));

        Assert.True(late.GetProperty("isStale").GetBoolean());
        Assert.Equal("Not saved: ada saved another version at 1 November 2026, 12:00.", late.GetProperty("message").GetString());
        Assert.Contains("Two.", (await CopyAsync(site)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await AuditAsync(site), a => a.Action != "signed in");
    }

    [Fact]
    public async Task An_author_opens_their_own_and_nobody_else_s()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var author = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, "bo@example.org");
        await owner.FollowAsync("/admin/write", Form, ("body", "Secret."));
        var (copy, review) = (await AddressAsync(site), await IdAsync(site, "rain"));
        var own = await author.OpenAsync("/admin/write");

        foreach (var address in new[] { copy, $"{copy}/preview", $"{copy}/discard", $"{copy}/conflict?mine=1", $"/admin/reviews/{review}/edit" })
        {
            using var refused = await author.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, refused.StatusCode));
        }

        foreach (var address in new[] { copy, $"{copy}/preview", $"{copy}/related", $"{copy}/discard" })
        {
            using var refused = await author.Client.PostAsync(address, new FormUrlEncodedContent(Fields(own)), TestContext.Current.CancellationToken);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, refused.StatusCode));
        }

        // Nor by naming another's review in a form of their own.
        using var claimed = await author.Client.PostAsync(
            own.One(Form).GetAttribute("action"), new FormUrlEncodedContent(Fields(own, ("Review", review.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Act", "save"))), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, claimed.StatusCode);
        using var mine = await author.SubmitAsync(own, "/admin/write", Form, Everything);
        Assert.Equal(HttpStatusCode.Redirect, mine.StatusCode);
    }

    [Fact]
    public async Task Changes_are_thrown_away_when_asked_twice_and_stay_in_the_history()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var author = await DeskVisitor.SignedInAsync(site);
        await author.FollowAsync($"/admin/reviews/{await IdAsync(site, "rain")}/edit", Form, ("body", "Changed."), ("Act", "look"));

        var after = await author.FollowAsync($"{await AddressAsync(site)}/discard", "main form");

        Assert.Equal(0, await CountAsync(site, db => db.WorkingCopies));
        Assert.Equal(1, await CountAsync(site, db => db.Revisions));
        Assert.Contains("It rains for an hour", after.One("#w_body").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_is_shown_as_it_would_be_with_pins_and_bans()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Rain") { Slug = "rain", Themes = ["water"] }, new Story("Snow") { Slug = "snow", Directors = ["Bo"] }, new Story("Fog") { Slug = "fog", Directors = ["Cy"], Year = 1900 });
        using var author = await DeskVisitor.SignedInAsync(site);
        var form = await author.OpenAsync("/admin/write");
        (string, string)[] film = [("film.title", "Ice"), ("film.year", "1970"), ("film.directors", "ada ash"), ("themes", "Water"), ("pinned", "fog"), ("banned", "snow")];

        using var answer = await author.Client.PostAsync(form.One(Form).GetAttribute("action") + "/related", new FormUrlEncodedContent(Fields(form, film)), TestContext.Current.CancellationToken);

        var table = await HtmlPage.ReadAsync(answer);
        Assert.Equal(["Fog", "Rain"], table.Document.QuerySelectorAll("tbody th").Select(HtmlPage.Text));
        Assert.Equal(["Pinned · the author's choice", "also by Ada Ash · water"], table.Document.QuerySelectorAll("tbody td.quiet").Select(HtmlPage.Text));
    }

    [Fact]
    public async Task Names_are_completed_and_near_ones_pointed_out()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Themes = ["memory", "old memory", "rain"], Directors = ["Ada Ash"] });
        using var author = await DeskVisitor.SignedInAsync(site);

        Assert.Equal("""{"names":["memory","old memory"],"warning":null}""", await author.Client.GetStringAsync("/admin/write/names?kind=theme&q=Mem", TestContext.Current.CancellationToken));
        Assert.Equal("""{"names":["Ada Ash"],"warning":null}""", await author.Client.GetStringAsync("/admin/write/names?kind=director&q=ash", TestContext.Current.CancellationToken));
        Assert.Contains("“memory” already", JsonDocument.Parse(await author.Client.GetStringAsync("/admin/write/names?kind=theme&q=memories&near=true", TestContext.Current.CancellationToken)).RootElement.GetProperty("warning").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_films_of_several_reviews_say_that_their_facts_are_shared()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" }, new Story("Rain") { Slug = "rain-again", Headline = "Again" });
        using var author = await DeskVisitor.SignedInAsync(site);

        var page = await author.OpenAsync($"/admin/reviews/{await IdAsync(site, "rain")}/edit");

        Assert.Contains("2 reviews share these facts", page.Main.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_said_keeps_what_was_typed_and_is_over_when_there_is_room()
    {
        var isFull = true;
        await using var site = await TestSite.StartAsync(new SetUp
        {
            OnCommand = command =>
            {
                if (isFull && command.Contains("INSERT INTO \"WorkingCopies\"", StringComparison.Ordinal))
                {
                    throw new SqliteException("database or disk is full", 13);
                }
            },
        });
        using var author = await DeskVisitor.SignedInAsync(site);
        using var refused = await author.SubmitAsync("/admin/write", Form, ("body", "Not lost."), ("Act", "save"));

        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        var page = await HtmlPage.ReadAsync(refused);
        Assert.Contains("the disk of the server is full", page.One("#problems").TextContent, StringComparison.Ordinal);
        Assert.Equal("Not lost.", page.One("#w_body").TextContent.Trim());

        isFull = false;
        using var kept = await author.SubmitAsync(page, "/admin/write", Form, ("Act", "save"));
        Assert.Contains("Not lost.", (await CopyAsync(site)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editor_costs_the_same_few_commands_however_large_the_blog_is()
    {
        Assert.Equal(await CommandsAsync(10), await CommandsAsync(200));

        static async Task<IReadOnlyList<int>> CommandsAsync(int reviews)
        {
            await using var site = await TestSite.WithAsync(Stories.Many(reviews));
            using var author = await DeskVisitor.SignedInAsync(site);
            var counts = new List<int>();
            await author.FollowAsync("/admin/write", Form, [.. Everything.Where(f => f.Name != "film.year"), ("body", "Begun.")]);
            foreach (var address in new[] { "/admin/write", $"/admin/reviews/{await IdAsync(site, "film-003")}/edit", await AddressAsync(site), $"{await AddressAsync(site)}?check=true" })
            {
                counts.Add((await site.Queries.DuringAsync(() => author.OpenAsync(address))).Count);
            }

            Assert.All(counts, count => Assert.InRange(count, 0, 14));
            return counts;
        }
    }

    private static async Task<JsonElement> KeepAsync(DeskVisitor author, HtmlPage form, params (string Name, string Value)[] values)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, form.One(Form).GetAttribute("action"));
        request.Headers.Accept.ParseAdd("application/json");
        request.Content = new FormUrlEncodedContent(Fields(form, [.. values, ("Act", "keep")]));
        using var answer = await author.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.Clone();
    }

    // What the editor's form holds, for requests that go elsewhere than its action.
    private static IEnumerable<KeyValuePair<string, string>> Fields(HtmlPage page, params (string Name, string Value)[] values)
    {
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.One(Form);
        return form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 } name && values.All(v => v.Name != name)).SelectMany(e => e switch
        {
            AngleSharp.Html.Dom.IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => [],
            AngleSharp.Html.Dom.IHtmlInputElement input => [KeyValuePair.Create(input.Name!, input.Value)],
            AngleSharp.Html.Dom.IHtmlTextAreaElement area => [KeyValuePair.Create(area.Name!, area.Value)],
            _ => Array.Empty<KeyValuePair<string, string>>(),
        }).Concat(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));
    }

    private static async Task<WorkingCopy> CopyAsync(TestSite site)
    {
        WorkingCopy? copy = null;
        await site.ChangeAsync(async db => copy = await db.WorkingCopies.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken));
        return copy!;
    }

    private static async Task<string> AddressAsync(TestSite site) => $"/admin/write/{(await CopyAsync(site)).Id}";

    private static async Task<int> IdAsync(TestSite site, string slug)
    {
        var id = 0;
        await site.ChangeAsync(async db => id = await db.Reviews.Where(r => r.Slug == Slug.Parse(slug)).Select(r => r.Id).SingleAsync(TestContext.Current.CancellationToken));
        return id;
    }

    private static async Task<int> CountAsync<T>(TestSite site, Func<FilmBlogContext, IQueryable<T>> rows)
    {
        var count = 0;
        await site.ChangeAsync(async db => count = await rows(db).CountAsync(TestContext.Current.CancellationToken));
        return count;
    }

    private static async Task<List<AuditEntry>> AuditAsync(TestSite site)
    {
        List<AuditEntry> entries = [];
        await site.ChangeAsync(async db => entries = await db.AuditTrail.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
        return entries;
    }

    private static bool Same(Manuscript one, Manuscript other) => one.Write() == other.Write();
}
