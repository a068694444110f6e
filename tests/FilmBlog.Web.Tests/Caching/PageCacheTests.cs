using System.Net;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Caching;

public sealed class PageCacheTests
{
    private static readonly string[] Pages =
    [
        "/", "/?page=2", "/reviews", "/reviews?sort=title", "/reviews?theme=rain&page=1", "/reviews/film-003", "/reviews/film-011", "/reviews/film-027", "/directors", "/directors/director-003",
        "/directors/director-010", "/themes", "/themes/rain", "/themes/debt", "/years/1981", "/decades/1980s", "/about", "/feeds",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_was_made_once_costs_no_command()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(40));
        foreach (var page in Pages)
        {
            using var first = await site.GetAsync(page);
            var commands = await site.Queries.DuringAsync(async () =>
            {
                using var again = await site.GetAsync(page);
                Assert.Equal(first.StatusCode, again.StatusCode);
            });
            Assert.True(commands.Count == 0 || first.StatusCode != HttpStatusCode.OK, $"{page} is made anew");
        }
    }

    [Fact]
    public async Task After_every_change_every_page_is_what_it_would_be_without_the_cache()
    {
        await using var site = await TestSite.WithAsync([.. Stories.Many(40), new Story("Later") { Published = "2026-11-01T12:30:00Z", Themes = ["rain"], Directors = ["Director 003"] }]);
        await AssertRightAsync(site, "at first");
        foreach (var (what, change) in Changes())
        {
            await site.ChangeAsync(change);
            await AssertRightAsync(site, what);
        }

        site.Clock.AdjustTime(new DateTimeOffset(2026, 11, 1, 12, 30, 0, TimeSpan.Zero));
        await AssertRightAsync(site, "at the instant of a scheduled review");
    }

    [Fact]
    public async Task What_does_not_show_a_change_stays()
    {
        await using var site = await TestSite.WithAsync(
            [.. Stories.Many(40), new Story("Alone") { Themes = ["nothing else"], Directors = ["Nobody Else"], Published = "2026-09-15T12:00:00Z" }, new Story("Draft") { Published = null }]);
        await site.ChangeAsync(db => Added(db, new SitePage(Slug.Parse("about"), "About", new Prose("Us.", "<p>Us.</p>", 1))));
        string[] pages = [.. Pages, "/reviews/alone", "/atom.xml", "/themes/rain/atom.xml"];
        await OpenAllAsync(site, pages);

        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("draft"), Token)).Describe(new ReviewFacts { Verdict = "Not yet." }));
        Assert.Empty(await MadeAnewAsync(site, pages));

        await site.ChangeAsync(db => RateAsync(db, "alone"));
        var anew = await MadeAnewAsync(site, pages);
        Assert.Contains("/reviews/alone", anew);
        Assert.Contains("/", anew);
        Assert.Contains("/atom.xml", anew);
        Assert.DoesNotContain("/themes/rain/atom.xml", anew);
        Assert.DoesNotContain("/reviews/film-003", anew);
        Assert.DoesNotContain("/directors/director-003", anew);
        Assert.DoesNotContain("/themes/rain", anew);
        Assert.DoesNotContain("/about", anew);
    }

    [Fact]
    public async Task A_crowd_before_one_page_has_it_made_once()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(40));
        var waiting = new TaskCompletionSource();
        site.Queries.OnCommand = command =>
        {
            if (command.Contains("\"ReviewBodies\"", StringComparison.Ordinal))
            {
                waiting.Task.Wait(Token);
            }
        };

        var commands = await site.Queries.DuringAsync(async () =>
        {
            var crowd = Enumerable.Range(0, 30).Select(_ => Task.Run(() => site.GetAsync("/reviews/film-003"), Token)).ToList();
            waiting.SetResult();
            foreach (var answer in await Task.WhenAll(crowd))
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                answer.Dispose();
            }
        });

        Assert.Single(commands, command => command.Contains("\"ReviewBodies\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_leaves_before_the_page_is_made_does_not_take_it_from_those_who_wait()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(10));
        using var leaving = new CancellationTokenSource();
        site.Queries.OnCommand = command =>
        {
            if (command.Contains("\"ReviewBodies\"", StringComparison.Ordinal))
            {
                leaving.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => site.Reader.GetAsync("/reviews/film-003", leaving.Token));
        site.Queries.OnCommand = _ => { };

        using var next = await site.GetAsync("/reviews/film-003");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Contains("It rains for an hour", await next.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_page_does_not_look_at_makes_no_other_page_and_changes_none()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(40));
        var plain = await TextAsync(site, "/reviews");

        foreach (var junk in (string[])["?utm_source=x", "?query.sort=title", "?Query.Sort=title&PerPage=1", "?q=1&x=<script>", "?=%0d%0aX:1", "?&&&"])
        {
            Assert.Empty(await MadeAnewAsync(site, ["/reviews" + junk]));
            Assert.Equal(plain, await TextAsync(site, "/reviews" + junk));
        }

        Assert.NotEqual(plain, await TextAsync(site, "/reviews?sort=title"));
        Assert.Equal(await TextAsync(site, "/reviews?sort=title"), await TextAsync(site, "/reviews?SORT=title&b=2"));
        // A value that would be taken for two.
        using var trick = await site.GetAsync("/reviews?sort=title%26page%3D2");
        Assert.Equal(HttpStatusCode.NotFound, trick.StatusCode);
    }

    [Fact]
    public async Task A_visitor_s_colours_are_their_own()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(3));
        var plain = await TextAsync(site, "/");
        var dark = await TextAsync(site, "/", ("Cookie", "scheme=dark"));

        Assert.Contains("data-scheme=\"dark\"", dark, StringComparison.Ordinal);
        Assert.DoesNotContain("data-scheme=\"dark\"", plain, StringComparison.Ordinal);
        Assert.Equal(dark, await TextAsync(site, "/", ("Cookie", "other=1; scheme=dark")));
        Assert.Equal(plain, await TextAsync(site, "/", ("Cookie", "scheme=<script>")));
    }

    [Fact]
    public async Task An_author_s_pages_are_made_for_them_alone()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(3));
        await site.OpenAsync("/");
        using var author = await DeskVisitor.SignedInAsync(site);

        using var own = await author.Client.GetAsync("/", Token);
        using var reader = await site.GetAsync("/");

        Assert.Equal("no-store, private", own.Headers.CacheControl!.ToString());
        Assert.True(reader.Headers.CacheControl!.Public);
        Assert.False(reader.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task What_is_missing_takes_no_room_and_is_found_as_soon_as_it_is_there()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(3));
        using var before = await site.GetAsync("/reviews/late");
        await site.ImportAsync(new Story("Late"));

        using var after = await site.GetAsync("/reviews/late");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task Who_has_a_page_from_before_it_was_packed_has_it_still()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(40));
        var brotli = ("Accept-Encoding", "br");
        using var first = await site.GetAsync("/reviews", brotli);
        var packed = first.Headers.ETag;
        for (var asks = 0; asks < 1000 && packed!.Equals(first.Headers.ETag); asks++)
        {
            using var again = await site.GetAsync("/reviews", brotli);
            packed = again.Headers.ETag;
            await Task.Delay(10, Token);
        }

        Assert.NotEqual(first.Headers.ETag, packed);
        using var former = await site.GetAsync("/reviews", brotli, ("If-None-Match", first.Headers.ETag!.Tag));
        using var now = await site.GetAsync("/reviews", brotli, ("If-None-Match", packed!.Tag));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotModified), (former.StatusCode, now.StatusCode));
        Assert.Equal((first.Headers.ETag, packed), (former.Headers.ETag, now.Headers.ETag));
    }

    [Fact]
    public async Task Without_room_for_pages_each_is_made_anew()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = new() { ["FilmBlog:PageCacheMegabytes"] = "0" } });
        await site.ImportAsync(Stories.Many(3));
        await OpenAllAsync(site, ["/"]);

        Assert.Equal(["/"], await MadeAnewAsync(site, ["/"]));
    }

    private static IEnumerable<(string What, Func<FilmBlogContext, Task> Change)> Changes()
    {
        yield return ("a rating", db => RateAsync(db, "film-003"));
        yield return ("a theme's name", async db => (await db.Themes.SingleAsync(t => t.Name == "rain", Token)).Spell("heavy rain"));
        yield return ("a director's name", async db => (await db.Directors.SingleAsync(d => d.Name == "Director 010", Token)).Spell("Another Name"));
        yield return ("an introduction", async db => (await db.Themes.SingleAsync(t => t.Name == "debt", Token)).Introduce(new Prose("Owed.", "<p>Owed.</p>", 1)));
        yield return ("a page about the site", db => Added(db, new SitePage(Slug.Parse("about"), "About", new Prose("Us.", "<p>Us.</p>", 1))));
        yield return ("a review that went", async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("film-010"), Token)).Unpublish(TestSite.Now));
        yield return ("a review that was deleted", async db => db.Remove(await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("film-028"), Token)));
        yield return ("a link of the blogroll", db => Added(db, new SiteLink(SiteLinkList.Blogroll, "Elsewhere", "https://films.example/", 0)));
    }

    private static async Task RateAsync(FilmBlogContext db, string slug)
    {
        var review = await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse(slug), Token);
        review.Describe(new ReviewFacts { Rating = Rating.OfHalves(1), PublishedAt = review.PublishedAt });
    }

    private static Task Added(FilmBlogContext db, object entity)
    {
        db.Add(entity);
        return Task.CompletedTask;
    }

    // Whoever may be signed in is past the cache; a session that there is not is nobody's.
    private static async Task AssertRightAsync(TestSite site, string what)
    {
        foreach (var page in Pages)
        {
            using var kept = await site.GetAsync(page);
            using var made = await site.GetAsync(page, ("Cookie", "desk=none"));
            Assert.True(kept.StatusCode == made.StatusCode, $"{page}, {what}: {kept.StatusCode} instead of {made.StatusCode}");
            Assert.True(await kept.Content.ReadAsStringAsync(Token) == await made.Content.ReadAsStringAsync(Token), $"{page} is stale, {what}");
        }
    }

    private static async Task OpenAllAsync(TestSite site, string[] pages)
    {
        foreach (var page in pages)
        {
            using var answer = await site.GetAsync(page);
        }
    }

    private static async Task<IReadOnlyList<string>> MadeAnewAsync(TestSite site, string[] pages)
    {
        var anew = new List<string>();
        foreach (var page in pages)
        {
            if ((await site.Queries.DuringAsync(() => OpenAllAsync(site, [page]))).Count > 0)
            {
                anew.Add(page);
            }
        }

        return anew;
    }

    private static async Task<string> TextAsync(TestSite site, string page, params IEnumerable<(string Name, string Value)> headers)
    {
        using var answer = await site.GetAsync(page, headers);
        return await answer.Content.ReadAsStringAsync(Token);
    }
}
