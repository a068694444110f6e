using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Crawlers;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Web.Tests.Crawlers;

public sealed class SitemapTests
{
    private const string Map = "/sitemap.xml";
    private static readonly XNamespace Protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Images = "http://www.google.com/schemas/sitemap-image/1.1";

    private static readonly SetUp Public = new() { Settings = { ["FilmBlog:BaseUrl"] = "https://films.example" } };

    [Fact]
    public async Task Every_address_answers_is_its_own_canonical_and_may_be_indexed()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Content = Repository.Content });

        var addresses = Addresses(await ReadAsync(site));

        Assert.True(addresses.Count > 15, "Too few addresses to be true.");
        Assert.Equal(addresses.Count, addresses.Distinct().Count());
        foreach (var address in addresses)
        {
            var page = await site.OpenAsync(address);
            Assert.True(page.Status == HttpStatusCode.OK, $"{address} answers {page.Status}");
            Assert.Equal("http://localhost" + (address == "/" ? "" : address), page.Canonical?.TrimEnd('/'));
            Assert.StartsWith("index", page.Robots, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_names_what_readers_see_and_neither_drafts_nor_hubs_of_one_review()
    {
        await using var site = await TestSite.StartAsync(Public);
        site.Write("pages/about.md", "---\ntitle: About\n---\n\nFilms.\n");
        await site.ImportAsync(
            new Story("Rain") { Year = 1971, Directors = ["Ada Ash"], Themes = ["debt"] },
            new Story("Snow") { Year = 1971, Directors = ["Ada Ash", "Bo Birch"], Themes = ["trains"] },
            new Story("Fog") { Year = 1985, Directors = ["Cy Cedar"], Themes = ["trains"] },
            new Story("Draft") { Published = null, Directors = ["Cy Cedar"], Themes = ["debt"], Year = 1985 },
            new Story("Later") { Published = "2026-11-01T12:00:01Z", Directors = ["Bo Birch"] });

        Assert.Equal(
            ["/", "/about", "/reviews", "/feeds", "/directors", "/themes", "/years/1971", "/decades/1970s", "/reviews/rain", "/reviews/snow", "/reviews/fog", "/directors/ada-ash", "/themes/trains"],
            Addresses(await ReadAsync(site)).Select(address => address["https://films.example".Length..]));

        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddSeconds(1));
        Assert.Contains("https://films.example/reviews/later", Addresses(await ReadAsync(site)));
        Assert.Contains("https://films.example/directors/bo-birch", Addresses(await ReadAsync(site)));
    }

    [Fact]
    public async Task Each_says_when_its_content_changed_in_order_whatever_the_culture()
    {
        await using var site = await TestSite.StartAsync(new SetUp
        {
            Before = app => app.Use((context, next) =>
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
                return next(context);
            }),
        });
        await site.ImportAsync(
            new Story("Rain") { Published = "2026-10-01T09:00:00Z", Year = 1971 },
            new Story("Snow") { Published = "2026-10-02T09:00:00+02:00", Year = 1971 },
            new Story("Fog") { Published = "2026-09-02T09:00:00Z", Year = 1985, Directors = ["Cy Cedar"] });
        await site.ChangeAsync(async db => Describe(await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("rain"), TestContext.Current.CancellationToken), "2026-10-05T10:30:00Z"));
        // Written before it was published, and one whose author errs in the year.
        await site.ChangeAsync(async db => Describe(await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("snow"), TestContext.Current.CancellationToken), "2026-08-01T00:00:00Z"));
        await site.ChangeAsync(async db => Describe(await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("fog"), TestContext.Current.CancellationToken), "2062-08-01T00:00:00Z"));

        var map = await ReadAsync(site);

        Assert.All(map.Elements(), url => Assert.Equal([Protocol + "loc", Protocol + "lastmod"], url.Elements().Select(e => e.Name)));
        Assert.Equal(
            [
                ("/", "2026-10-02T07:00:00Z"), ("/reviews", "2026-10-02T07:00:00Z"), ("/feeds", "2026-10-02T07:00:00Z"), ("/directors", "2026-10-02T07:00:00Z"),
                ("/years/1971", "2026-10-05T10:30:00Z"), ("/decades/1970s", "2026-10-05T10:30:00Z"),
                ("/reviews/rain", "2026-10-05T10:30:00Z"), ("/reviews/snow", "2026-10-02T07:00:00Z"), ("/reviews/fog", "2026-09-02T09:00:00Z"),
                ("/directors/ada-ash", "2026-10-05T10:30:00Z"),
            ],
            map.Elements().Select(url => (new Uri(url.Element(Protocol + "loc")!.Value).AbsolutePath, url.Element(Protocol + "lastmod")!.Value)));
    }

    [Fact]
    public async Task A_review_s_pictures_are_those_that_its_page_shows()
    {
        await using var site = await TestSite.StartAsync();
        site.Write("images/still.png", Pictures.Png(900, 600));
        site.Write("images/cover.png", Pictures.Png(1300, 600));
        await site.ImportAsync(
            new Story("Rain") { Cover = "../images/cover.png", CoverAlt = "Rain", Body = "![A street](../images/still.png)\n\n![Again](../images/still.png)\n\n![The cover](../images/cover.png)" },
            new Story("Fog") { Spoilers = true, Body = "![Who did it](../images/still.png)" });

        var map = await ReadAsync(site);

        var page = await site.OpenAsync("/reviews/rain");
        var shown = page.Main.QuerySelectorAll("img").Select(image => "http://localhost" + image.GetAttribute("src")).Distinct().ToList();
        Assert.Equal(2, shown.Count);
        Assert.Equal(shown, ImagesOf(map, "/reviews/rain"));
        Assert.Empty(ImagesOf(map, "/reviews/fog"));
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so_until_something_changes()
    {
        await using var site = await TestSite.StartAsync(Public);
        await site.ImportAsync(new Story("Rain"), new Story("Later") { Published = "2026-11-01T12:05:00Z" });

        using var first = await site.GetAsync(Map);
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        Assert.Equal("application/xml", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=300", first.Headers.CacheControl?.ToString());
        Assert.Equal(TestSite.Now, first.Content.Headers.LastModified);

        using var again = await site.GetAsync(Map, ("If-None-Match", tag.ToString()));
        Assert.Equal((HttpStatusCode.NotModified, tag), (again.StatusCode, again.Headers.ETag));
        Assert.Contains("Accept-Encoding", again.Headers.Vary);
        using var since = await site.GetAsync(Map, ("If-Modified-Since", TestSite.Now.ToString("R", CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.NotModified, since.StatusCode);
        using var head = await site.AskAsync(HttpMethod.Head, Map);
        Assert.Equal((HttpStatusCode.OK, tag), (head.StatusCode, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("rain"), TestContext.Current.CancellationToken)).Rename(Slug.Parse("raining")));
        using var renamed = await site.GetAsync(Map, ("If-None-Match", tag.ToString()));
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);

        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(5));
        using var later = await site.GetAsync(Map, ("If-None-Match", renamed.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Nobody_learns_from_it_that_somebody_is_writing()
    {
        await using var site = await TestSite.StartAsync(Public);
        await site.ImportAsync(new Story("Rain"), new Story("Fog") { Published = null });
        using var first = await site.GetAsync(Map);

        await site.ImportAsync(new Story("Snow") { Published = null }, new Story("Later") { Published = "2026-12-01T12:05:00Z" });
        using var again = await site.GetAsync(Map);

        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((first.Headers.ETag, first.Content.Headers.LastModified), (again.Headers.ETag, again.Content.Headers.LastModified));
    }

    [Fact]
    public async Task Each_encoding_has_a_tag_of_its_own()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        await site.ImportAsync(Stories.Many(20));

        var plain = await ReadAsync(site);
        var tags = new HashSet<string>();
        foreach (var (encoding, decode) in new (string, Func<Stream, Stream>)[] { ("identity", s => s), ("gzip", s => new GZipStream(s, CompressionMode.Decompress)), ("br", s => new BrotliStream(s, CompressionMode.Decompress)) })
        {
            using var answer = await site.GetAsync(Map, ("Accept-Encoding", encoding));
            Assert.Equal(encoding == "identity" ? [] : [encoding], answer.Content.Headers.ContentEncoding);
            Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
            Assert.True(tags.Add(answer.Headers.ETag!.Tag), $"The tag of {encoding} is another's.");
            await using var content = decode(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            Assert.Equal(plain.ToString(), (await XDocument.LoadAsync(content, LoadOptions.None, TestContext.Current.CancellationToken)).Root!.ToString());
        }
    }

    [Fact]
    public async Task A_large_blog_has_an_index_of_files_and_a_new_review_touches_only_the_last()
    {
        await using var site = await TestSite.StartAsync(Public);
        await FillAsync(site, 50_100);

        var index = await ReadAsync(site);

        Assert.Equal(Protocol + "sitemapindex", index.Name);
        Assert.Equal(
            ["pages", "reviews-0", "reviews-1", "reviews-2", "reviews-3", "reviews-4", "reviews-5", "directors-0"],
            Addresses(index).Select(address => address["https://films.example/sitemaps/".Length..^".xml".Length]));
        var before = await ShardsAsync(site, index);
        Assert.Equal(50_100, before.Values.SelectMany(Addresses).Count(address => address.Contains("/reviews/", StringComparison.Ordinal)));
        Assert.All(before.Values, shard => Assert.InRange(Addresses(shard).Count, 1, 50_000));

        await site.ImportAsync(new Story("One more") { Year = 1901, Directors = ["Nobody Else"] });
        var after = await ShardsAsync(site, await ReadAsync(site));

        Assert.Equal(["reviews-5"], after.Keys.Where(name => after[name].ToString() != before[name].ToString()));
        foreach (var wrong in new[] { "reviews-6", "reviews-00", "reviews", "pages-0", "themes-0", "films-0", "reviews-99999999999", "reviews--1" })
        {
            using var answer = await site.GetAsync($"/sitemaps/{wrong}.xml");
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, wrong);
        }
    }

    [Fact]
    public async Task An_address_costs_the_same_however_many_there_are()
    {
        var small = await CostAsync(500);
        var large = await CostAsync(5_000);

        // Bytes of memory for each address; a command for every thousand rows.
        Assert.InRange(large.Bytes, 0, small.Bytes * 1.1);
        Assert.InRange(large.Commands, 1, small.Commands + (2 * 5));
    }

    private static async Task<(double Bytes, int Commands)> CostAsync(int reviews)
    {
        await using var site = await TestSite.StartAsync(Public);
        await FillAsync(site, reviews);
        var commands = (await site.Queries.DuringAsync(() => ReadAsync(site))).Count;
        await using var scope = site.Services.CreateAsyncScope();
        var addresses = scope.ServiceProvider.GetRequiredService<SitemapAddresses>();
        var allocated = new List<long>();
        for (var round = 0; round < 3; round++)
        {
            // The database and the empty stream answer on the spot, so that all of it happens on this thread.
            var before = GC.GetAllocatedBytesForCurrentThread();
            await SitemapWriter.WriteAsync(Stream.Null, path => "https://films.example" + path, addresses.AllAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(allocated.Min() > reviews * 100, "The work was done on another thread.");
        return (allocated.Min() / (double)reviews, commands);
    }

    // As many as nobody wants to write: fifty of each film, most of them copies in the database.
    private static async Task FillAsync(TestSite site, int count)
    {
        const int OfFilm = 50;
        await site.ChangeAsync(db =>
        {
            foreach (var number in Enumerable.Range(1, count / OfFilm))
            {
                var director = new Director($"Director {number}", Slug.Parse($"director-{number}"));
                var film = new Film(new FilmFacts { Title = $"Film {number}", Year = 1970 + (number % 30), Directors = [director.Name] }, [director]);
                var review = new Review(film, Slug.Parse($"film-{number}"));
                review.Publish(TestSite.Now.AddHours(-number));
                db.Add(review);
            }

            return Task.CompletedTask;
        });
        await site.ChangeAsync(async db =>
        {
            var columns = await db.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_info('Reviews') WHERE name NOT IN ('Id', 'Slug')").ToListAsync(TestContext.Current.CancellationToken);
            var others = string.Join(", ", columns.Select(column => $"\"{column}\""));
            var copy = string.Create(CultureInfo.InvariantCulture, $"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {OfFilm - 1})
                INSERT INTO "Reviews" ("Id", "Slug", {others}) SELECT "Id" + i * {count / OfFilm}, "Slug" || '-' || i, {others} FROM "Reviews", n
                """);
            await db.Database.ExecuteSqlRawAsync(copy, TestContext.Current.CancellationToken);
            await db.NumberChangesAsync([.. Enumerable.Range(1, count)], TestContext.Current.CancellationToken);
        });
    }

    private static void Describe(Review review, string updated) =>
        review.Describe(new ReviewFacts { PublishedAt = review.PublishedAt, UpdatedAt = DateTimeOffset.Parse(updated, CultureInfo.InvariantCulture) });

    private static async Task<XElement> ReadAsync(TestSite site, string address = Map)
    {
        using var answer = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await XDocument.LoadAsync(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), LoadOptions.None, TestContext.Current.CancellationToken)).Root!;
    }

    private static async Task<Dictionary<string, XElement>> ShardsAsync(TestSite site, XElement index)
    {
        var shards = new Dictionary<string, XElement>();
        foreach (var address in Addresses(index))
        {
            shards.Add(Path.GetFileNameWithoutExtension(address), await ReadAsync(site, new Uri(address).AbsolutePath));
        }

        return shards;
    }

    private static List<string> Addresses(XElement map) => [.. map.Elements().Select(url => url.Element(Protocol + "loc")!.Value.Replace("http://localhost", "", StringComparison.Ordinal))];

    private static List<string> ImagesOf(XElement map, string path) =>
        [.. map.Elements().Single(url => url.Element(Protocol + "loc")!.Value.EndsWith(path, StringComparison.Ordinal)).Elements(Images + "image").Select(image => image.Element(Images + "loc")!.Value)];
}
