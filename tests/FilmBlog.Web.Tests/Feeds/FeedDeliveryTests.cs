using System.IO.Compression;
using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Feeds;

/// <summary>How feeds are delivered: archives, addresses, conditional requests, encodings, and what they cost.</summary>
public sealed class FeedDeliveryTests
{
    private const int Most = 4;

    private static readonly string[] Costly = ["/atom.xml", "/rss.xml", "/feed.json", "/directors/director-003/atom.xml", "/themes/rain/feed.json", "/feeds.opml", "/feeds"];

    [Fact]
    public async Task A_feed_costs_the_same_few_commands_however_large_the_blog_is()
    {
        var small = await CommandsAsync(10);
        var large = await CommandsAsync(300);

        Assert.Equal(small, large);
        Assert.All(small, feed => Assert.InRange(feed.Count, 0, Most));
    }

    [Fact]
    public async Task Who_polls_gets_304_and_asks_the_database_nothing()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(30));
        foreach (var address in Costly[..^1])
        {
            using var first = await site.GetAsync(address);
            Assert.Equal("public, max-age=300", first.Headers.CacheControl!.ToString().Replace("max-age=300, public", "public, max-age=300", StringComparison.Ordinal));
            Assert.False(first.Headers.ETag!.IsWeak);
            Assert.Contains("Accept-Encoding", first.Headers.Vary);

            var commands = await site.Queries.DuringAsync(async () =>
            {
                using var byTag = await site.GetAsync(address, ("If-None-Match", first.Headers.ETag.Tag));
                using var byTime = await site.GetAsync(address, ("If-Modified-Since", first.Content.Headers.LastModified!.Value.ToString("r")));
                using var other = await site.GetAsync(address, ("If-None-Match", "\"another\""));
                Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotModified, HttpStatusCode.OK), (byTag.StatusCode, byTime.StatusCode, other.StatusCode));
                Assert.Equal(first.Headers.ETag, byTag.Headers.ETag);
                Assert.Empty(await byTag.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            });
            Assert.Empty(commands);
        }
    }

    [Fact]
    public async Task A_change_is_seen_at_the_next_poll()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var first = await site.GetAsync("/atom.xml");
        site.Clock.Advance(TimeSpan.FromSeconds(2));

        await site.ChangeAsync(async db => (await db.Reviews.Include(r => r.Film).SingleAsync(TestContext.Current.CancellationToken)).Describe(
            new ReviewFacts { Headline = "Wet", PublishedAt = TestSite.Now.AddDays(-1) }));

        using var byTag = await site.GetAsync("/atom.xml", ("If-None-Match", first.Headers.ETag!.Tag));
        using var byTime = await site.GetAsync("/atom.xml", ("If-Modified-Since", first.Content.Headers.LastModified!.Value.ToString("r")));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (byTag.StatusCode, byTime.StatusCode));
        Assert.Equal("Wet", Assert.Single((await FeedDocument.OpenAsync(site, "/atom.xml")).Entries).Title);
    }

    [Fact]
    public async Task Who_asks_at_the_same_time_is_served_by_one_making()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(30));
        var alone = await site.Queries.DuringAsync(() => site.GetAsync("/rss.xml"));

        var together = await site.Queries.DuringAsync(() => Task.WhenAll(Enumerable.Range(0, 12).Select(_ => site.GetAsync("/atom.xml"))));

        Assert.Equal(alone.Count, together.Count);
    }

    [Fact]
    public async Task Each_encoding_has_the_tag_of_its_own_bytes()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(30));
        foreach (var address in Costly[..^1])
        {
            var plain = await site.Reader.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
            var tags = new HashSet<string>();
            foreach (var (accepted, encoding) in new[] { ("", ""), ("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br", "br"), ("br;q=0, gzip", "gzip"), ("*", "br"), ("identity", ""), ("zstd", "") })
            {
                using var answer = await site.GetAsync(address, ("Accept-Encoding", accepted));
                Assert.Equal(encoding, string.Join(',', answer.Content.Headers.ContentEncoding));
                var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
                Assert.Equal(bytes.Length, answer.Content.Headers.ContentLength);
                Assert.Equal(plain, Decoded(bytes, encoding));
                Assert.True(bytes.Length < plain.Length || encoding.Length == 0);
                tags.Add(answer.Headers.ETag!.Tag);
            }

            Assert.Equal(3, tags.Count);
        }
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_body_and_nothing_else_is_allowed()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(3));
        foreach (var address in Costly[..^1].Except(["/directors/director-003/atom.xml"]))
        {
            using var get = await site.GetAsync(address);
            using var head = await site.AskAsync(HttpMethod.Head, address);
            using var post = await site.AskAsync(HttpMethod.Post, address);
            Assert.Equal((get.StatusCode, get.Headers.ETag, get.Content.Headers.ContentLength), (head.StatusCode, head.Headers.ETag, head.Content.Headers.ContentLength));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        }
    }

    [Theory]
    [InlineData("atom.xml")]
    [InlineData("rss.xml")]
    [InlineData("feed.json")]
    public async Task Archives_hold_every_older_review_once_and_stay_as_they_are_when_a_new_one_comes(string file)
    {
        await using var site = await TestSite.WithAsync(Stories.Many(80));
        var before = await ChainAsync(site, file);
        var archived = before.Skip(1).SelectMany(d => d.Entries).Select(e => e.Id).ToList();

        Assert.Equal([25, 25, 25, 25], before.Select(d => d.Entries.Count));
        Assert.Equal(archived.Count, archived.Distinct().Count());
        Assert.Equal(80, before.SelectMany(d => d.Entries).Select(e => e.Id).Distinct().Count());
        Assert.All(before, d => Assert.Equal(d.Entries.OrderByDescending(e => e.Published).Select(e => e.Id), d.Entries.Select(e => e.Id)));

        await site.ImportAsync(Enumerable.Range(0, 25).Select(number => new Story($"Newer {number}") { Slug = $"newer-{number}", Published = $"2026-10-{number + 2:00}T09:00:00Z" }));

        var after = await ChainAsync(site, file);
        Assert.Equal(5, after.Count);
        Assert.Equal(before[1..].Select(Ids), after[2..].Select(Ids));
        // The newest archive alone learns that there is one after it.
        Assert.Equal(before[2..].Select(d => d.Source), after[3..].Select(d => d.Source));
        Assert.Equal(105, after.SelectMany(d => d.Entries).Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Archives_say_where_they_stand()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(60));
        var chain = await ChainAsync(site, "atom.xml");

        Assert.Equal([false, true, true], chain.Select(d => d.IsArchive));
        Assert.Equal(["http://localhost/atom.xml?page=2", "http://localhost/atom.xml?page=1", null], chain.Select(d => d.Previous));
        Assert.Equal([null, null, "http://localhost/atom.xml?page=2"], chain.Select(d => d.Next));
        Assert.Equal([null, "http://localhost/atom.xml", "http://localhost/atom.xml"], chain.Select(d => d.Current));
        foreach (var missing in new[] { "0", "3", "-1", "a", "99999999999", "" })
        {
            using var answer = await site.GetAsync("/atom.xml?page=" + missing);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData(25, 1)]
    [InlineData(26, 2)]
    [InlineData(50, 2)]
    [InlineData(51, 3)]
    public async Task An_archive_is_begun_where_the_feed_does_not_reach(int reviews, int documents)
    {
        await using var site = await TestSite.WithAsync(Stories.Many(reviews));

        var chain = await ChainAsync(site, "atom.xml");

        Assert.Equal(documents, chain.Count);
        Assert.Equal(reviews, chain.SelectMany(d => d.Entries).Select(e => e.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("atom.xml")]
    [InlineData("rss.xml")]
    [InlineData("feed.json")]
    public async Task A_feed_moves_with_its_hub_and_exists_only_where_readers_find_one(string file)
    {
        await using var site = await TestSite.WithAsync(
            new Story("Rain") { Slug = "rain", Themes = ["rain"] },
            new Story("Draft") { Slug = "draft", Themes = ["silence"], Directors = ["Nobody Known"], Published = null });
        await site.ChangeAsync(async db =>
        {
            var token = TestContext.Current.CancellationToken;
            (await db.Directors.Include(d => d.Redirects).SingleAsync(d => d.Name == "Ada Ash", token)).Move(Slug.Parse("ash"));
            (await db.Themes.Include(t => t.Redirects).SingleAsync(t => t.Name == "rain", token)).Move(Slug.Parse("wetness"));
            db.Redirects.Add(new Redirect("/themes/forgotten"));
            (await db.Reviews.Include(r => r.Redirects).SingleAsync(r => r.Slug == Slug.Parse("rain"), token)).LeadHere("/themes/elsewhere");
        });

        var answers = new List<(HttpStatusCode, string?)>();
        using var archive = await site.GetAsync($"/themes/rain/{file}?page=2");
        Assert.Equal($"/themes/wetness/{file}?page=2", archive.Headers.Location?.OriginalString);
        foreach (var hub in new[] { "/directors/ash", "/directors/ada-ash", "/themes/rain", "/themes/forgotten", "/themes/elsewhere", "/themes/silence", "/directors/nobody-known", "/themes/nothing", "/themes/%3c" })
        {
            using var answer = await site.GetAsync($"{hub}/{file}");
            answers.Add((answer.StatusCode, answer.Headers.Location?.OriginalString));
        }

        Assert.Equal(
            [
                (HttpStatusCode.OK, null), (HttpStatusCode.MovedPermanently, $"/directors/ash/{file}"), (HttpStatusCode.MovedPermanently, $"/themes/wetness/{file}"),
                (HttpStatusCode.Gone, null), (HttpStatusCode.NotFound, null), (HttpStatusCode.NotFound, null), (HttpStatusCode.NotFound, null), (HttpStatusCode.NotFound, null), (HttpStatusCode.NotFound, null),
            ],
            answers);
    }

    [Fact]
    public async Task The_list_names_the_feeds_of_the_site_and_of_hubs_with_two_reviews()
    {
        await using var site = await TestSite.WithAsync(
            new Story("A") { Slug = "a", Themes = ["rain", "<fog> & \"smoke\""] },
            new Story("B") { Slug = "b", Themes = ["rain"] },
            new Story("C") { Slug = "c", Themes = ["rain"], Directors = ["One Film"] });

        using var answer = await site.GetAsync("/feeds.opml");
        Assert.Equal("text/x-opml", answer.Content.Headers.ContentType?.MediaType);
        var list = FeedDocument.Xml(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal("2.0", list.Attribute("version")?.Value);
        Assert.Equal(
            ["http://localhost/atom.xml", "http://localhost/directors/ada-ash/atom.xml", "http://localhost/themes/rain/atom.xml"],
            list.Descendants("outline").Select(o => o.Attribute("xmlUrl")?.Value).OfType<string>());
        foreach (var outline in list.Descendants("outline").Where(o => o.Attribute("xmlUrl") is not null))
        {
            var feed = await FeedDocument.OpenAsync(site, new Uri(outline.Attribute("xmlUrl")!.Value).AbsolutePath);
            Assert.Equal(outline.Attribute("title")!.Value, feed.Title);
        }
    }

    [Fact]
    public async Task The_page_leads_to_the_feeds_and_every_page_to_it()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(12));

        var page = await site.OpenAsync("/feeds");

        Assert.Equal("Feeds", page.Heading);
        Assert.Contains("http://localhost/atom.xml", page.Main.TextContent, StringComparison.Ordinal);
        foreach (var address in page.Addresses.Where(a => a.EndsWith(".xml", StringComparison.Ordinal) || a.EndsWith(".json", StringComparison.Ordinal) || a.EndsWith(".opml", StringComparison.Ordinal)))
        {
            using var answer = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Contains("/themes/rain/atom.xml", page.Addresses);
        Assert.Contains("/feeds", (await site.OpenAsync("/")).Addresses);
    }

    private static IEnumerable<string> Ids(FeedDocument document) => document.Entries.Select(e => e.Id);

    // From where readers subscribe back to the beginning.
    private static async Task<List<FeedDocument>> ChainAsync(TestSite site, string file)
    {
        var chain = new List<FeedDocument> { await FeedDocument.OpenAsync(site, "/" + file) };
        while (chain[^1].Previous is { } previous)
        {
            chain.Add(await FeedDocument.OpenAsync(site, new Uri(previous).PathAndQuery));
            Assert.Equal(previous, chain[^1].Self);
        }

        return chain;
    }

    private static byte[] Decoded(byte[] bytes, string encoding)
    {
        using var source = new MemoryStream(bytes);
        using Stream decoder = encoding switch
        {
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "gzip" => new GZipStream(source, CompressionMode.Decompress),
            _ => source,
        };
        using var target = new MemoryStream();
        decoder.CopyTo(target);
        return target.ToArray();
    }

    private static async Task<IReadOnlyList<(string Address, int Count)>> CommandsAsync(int reviews)
    {
        await using var site = await TestSite.WithAsync(Stories.Many(reviews));
        var counts = new List<(string, int)>();
        foreach (var address in Costly)
        {
            counts.Add((address, (await site.Queries.DuringAsync(async () =>
            {
                using var answer = await site.GetAsync(address);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            })).Count));
        }

        return counts;
    }
}
