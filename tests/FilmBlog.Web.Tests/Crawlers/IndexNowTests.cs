using System.Globalization;
using System.Net;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Crawlers;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FilmBlog.Web.Tests.Crawlers;

public sealed class IndexNowTests
{
    private const string Key = "Perfect-Key-0123";

    [Fact]
    public async Task The_key_is_served_and_the_message_names_it()
    {
        using var engine = new IndexNowListener();
        await using var site = await StartAsync(engine);
        await site.ImportAsync(new Story("Rain"));
        await RunAsync(site);

        var heard = Assert.Single(engine.Take());

        Assert.Equal(("POST", "/indexnow", "application/json; charset=utf-8"), (heard.Method, heard.Path, heard.ContentType));
        Assert.Equal("films.example", heard.Message.GetProperty("host").GetString());
        Assert.Equal(Key, heard.Message.GetProperty("key").GetString());
        var location = heard.Message.GetProperty("keyLocation").GetString()!;
        Assert.Equal("https://films.example/perfect-key-0123.txt", location);
        using var answer = await site.GetAsync(new Uri(location).AbsolutePath);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Key, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var head = await site.AskAsync(HttpMethod.Head, new Uri(location).AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        using var asGiven = await site.GetAsync($"/{Key}.txt");
        Assert.Equal(new Uri(location).AbsolutePath, asGiven.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task It_tells_of_what_appears_changes_moves_and_goes_once_each_and_never_of_a_draft()
    {
        using var engine = new IndexNowListener();
        await using var site = await StartAsync(engine, new Story("Old"), new Story("Hidden"));

        await site.ImportAsync(new Story("Rain"), new Story("Draft") { Published = null }, new Story("Later") { Published = "2026-11-01T13:00:00Z" });
        Assert.Equal(["/reviews/rain"], await ToldAsync(site, engine));
        Assert.Empty(await ToldAsync(site, engine));

        await ChangeAsync(site, "rain", (review, _) => review.Describe(new ReviewFacts { PublishedAt = review.PublishedAt, Verdict = "Wet." }));
        await ChangeAsync(site, "rain", (review, _) => review.Rename(Slug.Parse("raining")));
        Assert.Equal(["/reviews/rain", "/reviews/raining"], await ToldAsync(site, engine));

        await ChangeAsync(site, "draft", (review, _) => review.Describe(new ReviewFacts { Verdict = "Not yet." }));
        Assert.Empty(await ToldAsync(site, engine));
        await ChangeAsync(site, "draft", (review, now) => review.Publish(now));
        Assert.Equal(["/reviews/draft"], await ToldAsync(site, engine));

        await ChangeAsync(site, "hidden", (review, now) => review.Unpublish(now));
        Assert.Equal(["/reviews/hidden"], await ToldAsync(site, engine));
        // What is done to it from now on is nobody's business, its new address least of all.
        await ChangeAsync(site, "hidden", (review, _) => review.Rename(Slug.Parse("secret")));
        Assert.Empty(await ToldAsync(site, engine));
        await ChangeAsync(site, "secret", (review, now) => review.Publish(now));
        Assert.Equal(["/reviews/hidden", "/reviews/secret"], await ToldAsync(site, engine));

        await ChangeAsync(site, "old", (review, now) => review.Bin(now));
        Assert.Equal(["/reviews/old"], await ToldAsync(site, engine));
        await site.ChangeAsync(async db => await RemoveAsync(db, site, "raining"));
        Assert.Equal(["/reviews/rain", "/reviews/raining"], await ToldAsync(site, engine));
        await site.ChangeAsync(async db => await RemoveAsync(db, site, "draft"));
        Assert.Equal(["/reviews/draft"], await ToldAsync(site, engine));
    }

    [Fact]
    public async Task A_scheduled_review_is_told_when_its_time_comes_also_after_a_restart()
    {
        using var engine = new IndexNowListener();
        await using var site = await StartAsync(engine, new Story("Soon") { Published = "2026-11-01T13:00:00Z" }, new Story("Later") { Published = "2026-11-01T14:00:00Z" });

        Assert.Empty(await ToldAsync(site, engine));
        site.Clock.AdjustTime(TestSite.Now.AddHours(1));
        Assert.Equal(["/reviews/soon"], await ToldAsync(site, engine));
        site.Clock.AdjustTime(TestSite.Now.AddHours(3));
        await Another(site).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["/reviews/later"], Assert.Single(engine.Take()).Addresses);
    }

    [Fact]
    public async Task Who_answers_429_is_left_alone_for_as_long_as_asked_and_nothing_is_forgotten_by_a_restart()
    {
        using var engine = new IndexNowListener { Status = 429, RetryAfter = 600 };
        await using var site = await StartAsync(engine);
        await site.ImportAsync(new Story("Rain"));

        Assert.Equal(["/reviews/rain"], await ToldAsync(site, engine));
        (engine.Status, engine.RetryAfter) = (200, null);
        await site.ImportAsync(new Story("Snow"));
        Assert.Empty(await ToldAsync(site, engine));

        site.Clock.AdjustTime(TestSite.Now.AddSeconds(599));
        Assert.Empty(await ToldAsync(site, engine));
        site.Clock.AdjustTime(TestSite.Now.AddSeconds(600));
        await Another(site).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["/reviews/rain", "/reviews/snow"], Assert.Single(engine.Take()).Addresses);
        Assert.Equal(0, await WaitingAsync(site));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(404)]
    [InlineData(0)]
    public async Task What_fails_is_told_again_after_longer_and_longer_but_within_a_day(int status)
    {
        var engine = new IndexNowListener { Status = status };
        await using var site = await StartAsync(engine);
        if (status == 0)
        {
            engine.Dispose();
        }

        await site.ImportAsync(new Story("Rain"));
        var waits = new List<double>();
        for (var attempt = 0; attempt < 13; attempt++)
        {
            await RunAsync(site);
            var next = await site.ReadAsync(db => db.Announcements.Select(a => a.NextAttemptAt).SingleAsync(TestContext.Current.CancellationToken));
            waits.Add((next - site.Clock.GetUtcNow()).TotalMinutes);
            site.Clock.AdjustTime(next);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440], waits);
        Assert.Equal(status == 0 ? 0 : 13, engine.Take().Count);
        engine.Dispose();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(422)]
    public async Task What_is_refused_is_said_once_and_dropped(int status)
    {
        using var engine = new IndexNowListener { Status = status };
        await using var site = await StartAsync(engine);
        await site.ImportAsync(new Story("Rain"));

        Assert.Equal(["/reviews/rain"], await ToldAsync(site, engine));
        site.Clock.AdjustTime(TestSite.Now.AddDays(2));
        Assert.Empty(await ToldAsync(site, engine));
        Assert.Equal(0, await WaitingAsync(site));
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), Assert.Single(site.ReadLog().Split('\n'), line => line.Contains("perfect-key-0123.txt", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_follows_nobody_elsewhere()
    {
        using var elsewhere = new IndexNowListener();
        using var engine = new IndexNowListener { Status = 307, Location = elsewhere.Address };
        await using var site = await StartAsync(engine);
        await site.ImportAsync(new Story("Rain"));

        Assert.Equal(["/reviews/rain"], await ToldAsync(site, engine));
        Assert.Empty(elsewhere.Take());
        Assert.Equal(1, await WaitingAsync(site));
    }

    [Fact]
    public async Task A_large_import_is_told_in_messages_of_ten_thousand()
    {
        using var engine = new IndexNowListener();
        await using var site = await StartAsync(engine);
        await site.ChangeAsync(db =>
        {
            db.Announcements.AddRange(Enumerable.Range(0, 10_001).Select(n => new Announcement($"/reviews/film-{n}", TestSite.Now)));
            return Task.CompletedTask;
        });

        await RunAsync(site);

        Assert.Equal([10_000, 1], engine.Take().Select(message => message.Addresses.Count));
        Assert.Equal(0, await WaitingAsync(site));
    }

    [Fact]
    public async Task More_changes_than_one_look_takes_are_all_told()
    {
        using var engine = new IndexNowListener();
        await using var site = await StartAsync(engine, [.. Stories.Many(3)]);
        await site.ChangeAsync(async db =>
        {
            // Numbers of reviews that are no more, one each, and the last of one that is.
            await db.Database.ExecuteSqlAsync($"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)
                INSERT INTO "ReviewChanges" ("ReviewId", "Number") SELECT 1000000 + i, 1000 + i FROM n
                """, TestContext.Current.CancellationToken);
            await db.NumberChangesAsync([await db.Reviews.MaxAsync(r => r.Id, TestContext.Current.CancellationToken)], TestContext.Current.CancellationToken);
        });

        Assert.Equal(["/reviews/film-002"], await ToldAsync(site, engine));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent_queued_or_served()
    {
        using var engine = new IndexNowListener();
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:BaseUrl"] = "https://films.example", ["FilmBlog:IndexNow:Endpoint"] = engine.Address } });
        await site.ImportAsync(new Story("Rain"));

        Assert.Empty(site.Services.GetServices<IHostedService>().OfType<Announcer>());
        Assert.Equal(0, await WaitingAsync(site));
        Assert.Empty(engine.Take());
        using var answer = await site.GetAsync("/perfect-key-0123.txt");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("FilmBlog:IndexNow:Key is \"short\"", "--FilmBlog:IndexNow:Key=short", "--FilmBlog:BaseUrl=https://films.example")]
    [InlineData("FilmBlog:IndexNow:Key is \"a/../../robots\"", "--FilmBlog:IndexNow:Key=a/../../robots", "--FilmBlog:BaseUrl=https://films.example")]
    [InlineData("FilmBlog:BaseUrl is not", "--FilmBlog:IndexNow:Key=0123456789")]
    [InlineData("FilmBlog:IndexNow:Endpoint is \"ftp://x\"", "--FilmBlog:IndexNow:Endpoint=ftp://x")]
    public async Task A_setting_that_cannot_be_stops_the_start(string said, params string[] settings)
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync(["migrate", .. settings]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.OnlyError, StringComparison.Ordinal);
    }

    // A blog whose reviews search engines know; the first look tells them nothing.
    private static async Task<TestSite> StartAsync(IndexNowListener engine, params IReadOnlyCollection<Story> stories)
    {
        var site = await TestSite.StartAsync(new SetUp
        {
            Settings =
            {
                ["FilmBlog:BaseUrl"] = "https://films.example",
                ["FilmBlog:IndexNow:Key"] = Key,
                ["FilmBlog:IndexNow:Endpoint"] = engine.Address,
            },
        });
        if (stories.Count > 0)
        {
            await site.ImportAsync(stories);
        }

        Assert.Empty(await ToldAsync(site, engine));
        return site;
    }

    private static Task RunAsync(TestSite site) => site.Get<Announcer>().RunAsync(TestContext.Current.CancellationToken);

    // As after a restart: it remembers nothing but what is in the database.
    private static Announcer Another(TestSite site) => ActivatorUtilities.CreateInstance<Announcer>(site.Services);

    private static async Task<IReadOnlyList<string>> ToldAsync(TestSite site, IndexNowListener engine)
    {
        await RunAsync(site);
        return [.. engine.Take().SelectMany(message => message.Addresses)];
    }

    private static Task<int> WaitingAsync(TestSite site) => site.ReadAsync(db => db.Announcements.CountAsync(TestContext.Current.CancellationToken));

    private static Task ChangeAsync(TestSite site, string slug, Action<Review, DateTimeOffset> change) => site.ChangeAsync(async db =>
        change(await FindAsync(db, slug), site.Clock.GetUtcNow()));

    private static async Task RemoveAsync(FilmBlogContext db, TestSite site, string slug) =>
        await db.RemoveForGoodAsync(await FindAsync(db, slug), site.Clock.GetUtcNow(), TestContext.Current.CancellationToken);

    private static Task<Review> FindAsync(FilmBlogContext db, string slug)
    {
        var wanted = Slug.Parse(slug);
        return db.Reviews.Include(r => r.Film).Include(r => r.Redirects).SingleAsync(r => r.Slug == wanted, TestContext.Current.CancellationToken);
    }
}
