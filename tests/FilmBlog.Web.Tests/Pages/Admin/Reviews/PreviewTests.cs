using System.Net;
using FilmBlog.Core.Content;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Admin.Reviews;

/// <summary>Links that show a review before readers see it, and that nothing else shows it.</summary>
public sealed class PreviewTests
{
    private const string Canary = "canarybird";

    [Fact]
    public async Task Whoever_has_the_link_sees_the_page_as_readers_will()
    {
        var story = new Story("Stalker")
        {
            Slug = "stalker",
            Year = 1979,
            Directors = ["Andrei Tarkovsky"],
            Themes = ["faith", "rain"],
            ImdbRating = 8m,
            Imdb = "tt0079944",
            Rating = 4.5m,
            Verdict = "Go.",
            Excerpt = "Three men.",
            Countries = ["Soviet Union"],
            Languages = ["ru"],
            Cast = ["A. Kaidanovsky"],
            OriginalTitle = "Сталкер",
            Body = "It *rains* ||inside||.\n\n## Then\n\n![x](none.webp)",
        };
        await using var site = await TestSite.WithAsync(story, new Story("Solaris") { Slug = "solaris", Directors = ["Andrei Tarkovsky"], Themes = ["faith"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = await LinkAsync(owner, $"/admin/reviews/{await site.IdAsync("stalker")}/previews");

        using var answer = await site.GetAsync(address);
        var preview = await HtmlPage.ReadAsync(answer);

        Assert.Matches("^/preview/[0-9a-f]{32}$", address);
        Assert.Equal(("private, no-store", "noindex, nofollow", "no-referrer"), (string.Join(", ", answer.Headers.GetValues("Cache-Control")).Replace("no-store, private", "private, no-store", StringComparison.Ordinal), answer.Headers.GetValues("X-Robots-Tag").Single(), answer.Headers.GetValues("Referrer-Policy").Single()));
        Assert.StartsWith("This is a preview", HtmlPage.Text(preview.One(".preview-note")), StringComparison.Ordinal);
        Assert.Equal(HtmlPage.Text((await site.OpenAsync("/reviews/stalker")).One("article")), HtmlPage.Text(preview.One("article")));
        Assert.Equal((await site.OpenAsync("/reviews/stalker")).One("article").InnerHtml, preview.One("article").InnerHtml);
    }

    [Fact]
    public async Task A_manuscript_that_is_not_finished_is_shown_as_far_as_it_goes_until_the_link_is_revoked()
    {
        await using var site = await TestSite.StartAsync();
        var copy = await site.LeaveCopyAsync(new Manuscript { Year = "soon", Themes = ["rain"], Body = $"A {Canary} sings." });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = await LinkAsync(owner, $"/admin/write/{copy}/previews");

        var preview = await site.OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Equal("Untitled", preview.Heading);
        Assert.Contains(Canary, preview.Words(), StringComparison.Ordinal);

        await owner.FollowAsync($"/admin/write/{copy}/previews", "ul.preview-links form");
        var (revoked, unknown) = (await site.OpenAsync(address), await site.OpenAsync("/preview/" + new string('0', 32)));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (revoked.Status, unknown.Status));
        Assert.Equal(unknown.Words(), revoked.Words());
    }

    [Fact]
    public async Task A_link_shows_the_changes_and_follows_what_is_begun_when_it_becomes_a_review()
    {
        await using var site = await TestSite.StartAsync();
        var copy = await site.LeaveCopyAsync(DeskBlog.Finished);
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = await LinkAsync(owner, $"/admin/write/{copy}/previews");
        await owner.FollowAsync($"/admin/write/{copy}/publish", ".when form + form", ("At", "2027-01-01T09:00"));

        Assert.Contains("It rains.", (await site.OpenAsync(address)).Words(), StringComparison.Ordinal);
        await site.LeaveCopyAsync(DeskBlog.Finished with { Body = "It snows." }, "stalker");
        Assert.Contains("It snows.", (await site.OpenAsync(address)).Words(), StringComparison.Ordinal);
        await owner.FollowAsync($"/admin/reviews/{await site.IdAsync("stalker")}/bin", "main form");
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync(address)).Status);
    }

    [Fact]
    public async Task Nothing_that_readers_are_not_to_see_is_on_any_page()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Seen") { Slug = "seen", Themes = ["rain"], Published = "2026-10-02", Pinned = [$"{Canary}-draft"] },
            new Story("Seen too") { Slug = "seen-too", Themes = ["rain"], Published = "2026-10-04" },
            Hidden("draft") with { Published = null },
            Hidden("scheduled") with { Published = "2026-12-01" },
            Hidden("binned") with { Published = "2026-10-03" });
        await site.LeaveCopyAsync(new Manuscript { FilmTitle = Canary, Body = Canary });
        await site.LeaveCopyAsync(new Manuscript { Title = Canary, FilmTitle = "Seen", Body = Canary }, "seen");
        using var owner = await DeskVisitor.SignedInAsync(site);
        await owner.FollowAsync($"/admin/reviews/{await site.IdAsync($"{Canary}-binned")}/bin", "main form");
        var link = await LinkAsync(owner, $"/admin/reviews/{await site.IdAsync($"{Canary}-draft")}/previews");

        foreach (var address in new[]
        {
            "/", "/reviews", "/reviews?sort=title", "/reviews/seen", "/reviews/seen-too", "/directors", "/directors/ada-ash", "/themes", "/themes/rain", "/years/1970", "/decades/1970s",
            "/about", $"/reviews/{Canary}-draft", $"/reviews/{Canary}-scheduled", $"/reviews/{Canary}-binned", "/reviews/seen.md", $"/reviews/{Canary}-draft.md", "/sitemap.xml", "/atom.xml", "/robots.txt", "/search?q=sings", "/feeds.opml", "/feed.json",
        })
        {
            using var answer = await site.GetAsync(address);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(Canary, text.Replace(address, "", StringComparison.Ordinal).Replace(Uri.EscapeDataString(address), "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(link, text, StringComparison.Ordinal);
        }
    }

    private static Story Hidden(string state) => new($"{Canary} {state}")
    {
        Slug = $"{Canary}-{state}",
        Themes = ["rain", $"{Canary} {state}"],
        Directors = [$"{Canary} {state}"],
        Verdict = Canary,
        Excerpt = Canary,
        Body = $"A {Canary} sings.",
    };

    [Fact]
    public async Task More_than_a_review_can_have_is_kept_as_it_was_typed_and_shown_only_as_far_as_that()
    {
        await using var site = await TestSite.StartAsync();
        List<string> names = [.. Enumerable.Range(0, 200).Select(n => $"Name {n}")];
        var written = new Manuscript { FilmTitle = new string('t', 5000), Year = "1975", Directors = names, Themes = names, Cast = names, Pinned = names, Body = "It rains." };
        var copy = await site.LeaveCopyAsync(written);
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = await LinkAsync(owner, $"/admin/write/{copy}/previews");
        var token = (await owner.OpenAsync("/admin/write")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var shared = await site.GetAsync(address);
        using var own = await owner.GetAsync($"/admin/write/{copy}/preview");
        using var sent = await owner.Client.PostAsync(
            $"/admin/write/{copy}/preview",
            new FormUrlEncodedContent([.. Core.Writing.ManuscriptField.All.Select(f => KeyValuePair.Create(f.Name, f.Of(written))), new("__RequestVerificationToken", token)]), TestContext.Current.CancellationToken);

        foreach (var answer in new[] { shared, own, sent })
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("Name 4", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Name 60", text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 1000, 60_000);
        }

        var check = await owner.OpenAsync($"/admin/write/{copy}?check=true");
        Assert.Contains("at most 5 are allowed", check.Main.TextContent, StringComparison.Ordinal);
        Assert.Contains("at most 12 are allowed", check.Main.TextContent, StringComparison.Ordinal);
        Assert.Equal(string.Join('\n', names), check.One("textarea[name='film.directors']").TextContent.Trim());
    }

    private static async Task<string> LinkAsync(DeskVisitor owner, string page)
    {
        var made = await owner.FollowAsync(page, "main > form");
        return new Uri(made.One("input[data-copy]").GetAttribute("value")!).AbsolutePath;
    }
}
