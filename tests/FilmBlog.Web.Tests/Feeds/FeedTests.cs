using System.Globalization;
using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Feeds;

/// <summary>What feeds say.</summary>
public sealed class FeedTests
{
    private const string Marker = "NOBODY-IS-TO-READ-THIS";

    private static readonly string[] HostileTitles =
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"'><b>bold</b>&amp;&lt;",
        "--><!-- ]]> <![CDATA[",
        "&#0; &nbsp; {{7*7}}",
        new string('W', 300),
        "Зеркало",
        "آینه",
        "\u202Edesrever\u202C \u200Fmarks\u200E",
        "七人の侍 🎬",
    ];

    private static readonly string[] Pieces =
    [
        "a", "Zerkalo", "Зеркало", "آینه", "鏡", "e\u0301", "🎬", "👨‍👩‍👧", "\u202E", "\u200F", "\u00AD", " ", "  ", "<", ">", "&", "&amp;", "&#1;", "\"", "'", "]]>", "<![CDATA[", "</script>", "<!--", "<?xml", "%20", "||", "*", "[", "](x)",
    ];

    private static readonly string[] BodyPieces = ["\n", "\n\n", "# ", "> ", "- ", "`", "\t", "\r\n", "\u0001", "\u007F", "\u0085", "\u2028", "\uFFFE", "\uFDD0", "\n::: spoiler x\n", "\n:::\n", "[^1]", "\n\n[^1]: ", "<https://a.example/?a=1&b=2>"];

    public static TheoryData<string> Addresses => [.. FeedDocument.Files.SelectMany(file => new[] { "/" + file, "/directors/ada-ash/" + file, "/themes/rain/" + file })];

    [Fact]
    public async Task What_a_channel_of_RSS_says_of_itself_is_words_also_where_it_is_taken_for_HTML()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Themes = ["<img src=x onerror=alert(1)>"] });
        var theme = await site.ReadAsync(db => db.Themes.Select(t => t.Slug).SingleAsync(TestContext.Current.CancellationToken));
        using var answer = await site.GetAsync($"/themes/{theme}/rss.xml");

        var channel = System.Xml.Linq.XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!.Element("channel")!;
        var described = new HtmlParser().ParseDocument(channel.Element("description")!.Value);

        Assert.Empty(described.QuerySelectorAll("img"));
        Assert.Contains("<img src=x", described.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_feed_shows_each_review_whole_newest_first(string address)
    {
        await using var site = await TestSite.WithAsync(
            new Story("Old Rain") { Slug = "old-rain", Themes = ["rain"], Published = "2026-09-01T09:00:00Z", Body = "It *rains*. See [the other](/reviews/new-rain)." },
            new Story("New Rain") { Slug = "new-rain", Themes = ["rain", "trains"], Author = "B. Guest", Excerpt = "Rain, <and> more.", Verdict = "Wet & good.", Rating = 4.5m });

        var feed = await FeedDocument.OpenAsync(site, address);

        Assert.Equal("http://localhost" + address, feed.Self);
        Assert.Equal(["New Rain", "Old Rain"], feed.Entries.Select(e => e.Title));
        var (newer, older) = (feed.Entries[0], feed.Entries[1]);
        Assert.Equal(("http://localhost/reviews/new-rain", "B. Guest", "Rain, <and> more."), (newer.Link, newer.Author, newer.Summary));
        Assert.Equal(["rain", "trains"], newer.Themes);
        Assert.Equal("<p>It rains for an hour, and nobody minds.</p>\n<p>Wet &amp; good.</p><p>Rated 4 and a half out of 5 stars.</p>", newer.Html);
        Assert.Equal(("The author", "It rains. See the other."), (older.Author, older.Summary));
        Assert.Equal("<p>It <em>rains</em>. See <a href=\"http://localhost/reviews/new-rain\">the other</a>.</p>\n", older.Html);
        Assert.Equal(new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero), older.Published);
    }

    [Fact]
    public async Task The_time_of_a_feed_is_that_of_its_content()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        var at = new DateTimeOffset(2026, 10, 20, 8, 0, 0, TimeSpan.Zero);
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(TestContext.Current.CancellationToken)).Describe(
            new ReviewFacts { PublishedAt = at.AddDays(-19), UpdatedAt = at }));

        foreach (var file in FeedDocument.Files)
        {
            var feed = await FeedDocument.OpenAsync(site, "/" + file);
            Assert.Equal(at, feed.Updated ?? at);
            Assert.Equal(at, feed.Entries[0].Updated ?? at);
        }
    }

    [Fact]
    public async Task A_review_keeps_its_identity_when_its_address_and_the_site_s_change()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        var before = await IdsAsync(site);

        await site.ChangeAsync(async db => (await db.Reviews.Include(r => r.Redirects).SingleAsync(TestContext.Current.CancellationToken)).Rename(Slug.Parse("wet")));

        Assert.Equal(before, await IdsAsync(site));
        Assert.Equal("/reviews/wet", (await FeedDocument.OpenAsync(site, "/atom.xml")).Entries[0].Path);
        Assert.Equal("tag:localhost,2026:review-1", Assert.Single(before.Distinct()));
    }

    [Fact]
    public async Task The_host_that_a_site_first_had_is_remembered_at_its_start()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:BaseUrl"] = "https://films.example" } });
        await site.ImportAsync(new Story("Rain") { Slug = "rain" });

        Assert.Equal("tag:films.example,2026:review-1", Assert.Single((await FeedDocument.OpenAsync(site, "/atom.xml")).Entries).Id);
        Assert.Equal("films.example,2026", await site.ReadAsync(db => db.Settings.Where(s => s.Name == "feeds:authority").Select(s => s.Value).SingleAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("https://films.example/reviews/rain", (await FeedDocument.OpenAsync(site, "/rss.xml")).Entries[0].Link);
    }

    [Fact]
    public async Task No_word_of_a_spoiler_is_in_any_feed()
    {
        await using var site = await TestSite.WithAsync(
            new Story("A") { Slug = "a", Themes = ["rain"], Body = $"He ||{Marker}|| goes.\n\n::: spoiler {Marker}\n{Marker}[^1]\n:::\n\n![||{Marker}||](x.webp)\n\n[^1]: {Marker}" },
            new Story("B") { Slug = "b", Themes = ["rain"], Body = $"||{Marker}||" },
            new Story("C") { Slug = "c", Themes = ["rain"], Spoilers = true, Verdict = Marker, Body = $"{Marker} and nothing else." },
            new Story("D") { Slug = "d", Themes = ["rain"], Spoilers = true, Excerpt = "Go and see it.", Body = Marker });

        foreach (var file in FeedDocument.Files)
        {
            foreach (var path in new[] { "/", "/directors/ada-ash/", "/themes/rain/" })
            {
                var feed = await FeedDocument.OpenAsync(site, path + file);
                Assert.Equal(4, feed.Entries.Count);
                Assert.DoesNotContain(Marker, feed.Source, StringComparison.Ordinal);
                Assert.All(feed.Entries, e => Assert.Contains($"<a href=\"{e.Link}\">", e.Html, StringComparison.Ordinal));
                Assert.Null(feed.Entries.Single(e => e.Title == "C").Summary);
                Assert.Contains("<p>Go and see it.</p><p>This review gives the whole film away. ", feed.Entries.Single(e => e.Title == "D").Html, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Only_what_readers_see_is_in_a_feed()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Seen") { Slug = "seen" },
            new Story("Draft") { Slug = "draft", Published = null },
            new Story("Later") { Slug = "later", Published = "2026-11-01T12:05:00Z" },
            new Story("Binned") { Slug = "binned" });
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("binned"), TestContext.Current.CancellationToken)).Bin(TestSite.Now));

        foreach (var file in FeedDocument.Files)
        {
            Assert.Equal(["Seen"], (await FeedDocument.OpenAsync(site, "/" + file)).Entries.Select(e => e.Title));
        }

        site.Clock.Advance(TimeSpan.FromMinutes(5));

        foreach (var file in FeedDocument.Files)
        {
            Assert.Equal(["Later", "Seen"], (await FeedDocument.OpenAsync(site, "/" + file)).Entries.Select(e => e.Title));
        }
    }

    [Fact]
    public async Task Whatever_a_title_is_every_feed_parses_and_says_the_same_as_the_page()
    {
        await using var site = await TestSite.WithAsync(HostileTitles.Select((title, number) => new Story($"Film {number.ToString(CultureInfo.InvariantCulture)}")
        {
            Slug = $"hostile-{number.ToString(CultureInfo.InvariantCulture)}",
            Directors = [Name(title), "Ada Ash"],
            Themes = [Name(title)],
            Verdict = title,
            Excerpt = title,
            Author = Name(title),
            Headline = title,
            Body = $"{title}\n\n> {title}\n\n`{title}`\n\n[{title}](/x \"{title}\")",
        }));

        foreach (var file in FeedDocument.Files)
        {
            var feed = await FeedDocument.OpenAsync(site, "/" + file);
            Assert.Equal(HostileTitles.Length, feed.Entries.Count);
            foreach (var entry in feed.Entries)
            {
                var page = await site.OpenAsync(entry.Path);
                var heading = page.Document.QuerySelector("h1")!.TextContent;
                Assert.Equal(heading, entry.Title);
                Assert.Equal(page.One(".standfirst").TextContent, entry.Summary);
                Assert.Equal(Name(heading), entry.Author);
                Assert.DoesNotContain("<script", entry.Html, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("<img", entry.Html, StringComparison.OrdinalIgnoreCase);
            }
        }

        foreach (var hub in await site.ReadAsync(db => db.Directors.Select(d => d.Slug.Value).ToListAsync(TestContext.Current.CancellationToken)))
        {
            var name = (await site.OpenAsync($"/directors/{hub}")).Document.QuerySelector("h1")!.TextContent;
            foreach (var file in FeedDocument.Files)
            {
                Assert.EndsWith(": " + name, (await FeedDocument.OpenAsync(site, $"/directors/{hub}/{file}")).Title, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Texts_by_chance_break_no_feed_and_say_the_same_in_each()
    {
        var random = new Random(4);
        await using var site = await TestSite.WithAsync(Enumerable.Range(0, 25).Select(number => new Story($"Film {number.ToString(CultureInfo.InvariantCulture)}")
        {
            Headline = Chance(random, Pieces, 8),
            Excerpt = random.Next(2) == 0 ? null : Chance(random, Pieces, 12),
            Themes = [Chance(random, Pieces, 3)],
            Body = Chance(random, [.. Pieces, .. BodyPieces], 120),
        }));

        var feeds = new List<FeedDocument>();
        foreach (var file in FeedDocument.Files)
        {
            feeds.Add(await FeedDocument.OpenAsync(site, "/" + file));
        }

        Assert.Equal(25, feeds[0].Entries.Count);
        Assert.All(feeds.Skip(1), feed => Assert.Equal(
            feeds[0].Entries.Select(e => (e.Id, e.Title, e.Summary, e.Html, e.Link, string.Join('|', e.Themes))),
            feed.Entries.Select(e => (e.Id, e.Title, e.Summary, e.Html, e.Link, string.Join('|', e.Themes)))));
        foreach (var entry in feeds[0].Entries)
        {
            Assert.Equal((await site.OpenAsync(entry.Path)).Document.QuerySelector("h1")!.TextContent, entry.Title);
            Assert.DoesNotContain(new HtmlParser().ParseDocument(entry.Html).All, e => e.LocalName is "script" or "iframe" or "form" or "input" or "style" or "details" || e.HasAttribute("class") || e.HasAttribute("id"));
        }
    }

    [Fact]
    public async Task Characters_that_XML_forbids_break_no_feed()
    {
        const string Broken = "a \u0001 \uFFFE \uFFFF \uD83C b 🎬";
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Title"] = Broken, ["FilmBlog:Tagline"] = Broken, ["FilmBlog:Author"] = Broken } });
        await site.ImportAsync(new Story("Rain") { Slug = "rain" });
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(TestContext.Current.CancellationToken)).Describe(
            new ReviewFacts { Headline = Broken[..8], Excerpt = Broken[..8], Byline = Broken[..8], PublishedAt = TestSite.Now }));

        foreach (var file in FeedDocument.Files)
        {
            var feed = await FeedDocument.OpenAsync(site, "/" + file);
            Assert.Equal("a \uFFFD \uFFFD \uFFFD \uFFFD b 🎬", feed.Title);
            Assert.Equal(("a \uFFFD \uFFFD \uFFFD ", "a \uFFFD \uFFFD \uFFFD "), (feed.Entries[0].Title, feed.Entries[0].Author));
        }

        Assert.Contains("\uFFFD", FeedDocument.Xml(await site.Reader.GetStringAsync("/feeds.opml", TestContext.Current.CancellationToken)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feeds_are_the_same_whatever_the_culture_of_the_machine()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Before = TakeCultureFromRequest });
        await site.ImportAsync(new Story("Rain") { Slug = "rain", Rating = 4.5m, Themes = ["rain"] });
        foreach (var address in Addresses.Select(row => row.Data).Append("/feeds.opml").Append("/feeds"))
        {
            using var plain = await site.GetAsync(address, ("Culture", "en-US"));
            var expected = await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            foreach (var culture in new[] { "de-DE", "fa-IR", "tr-TR", "ar-SA" })
            {
                // What is kept would say nothing of this culture.
                await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(TestContext.Current.CancellationToken)).WasSaved(site.Clock.GetUtcNow().AddSeconds(1), culture));
                using var answer = await site.GetAsync(address, ("Culture", culture));
                Assert.Equal(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    [Fact]
    public async Task The_JSON_feed_says_what_each_review_is_about()
    {
        await using var site = await TestSite.WithAsync(new Story("Zerkalo")
        {
            Slug = "zerkalo",
            OriginalTitle = "Зеркало",
            Year = 1975,
            Directors = ["Andrei Tarkovsky"],
            Languages = ["ru"],
            Countries = ["Soviet Union"],
            Imdb = "tt0072443",
            ImdbRating = 7.9m,
            Rating = 4.5m,
        });

        using var feed = JsonDocument.Parse(await site.Reader.GetStringAsync("/feed.json", TestContext.Current.CancellationToken));
        var film = feed.RootElement.GetProperty("items")[0].GetProperty("_film");

        Assert.Equal(
            """{"about":"http://localhost/feeds","title":"Zerkalo","original_title":"Зеркало","year":1975,"directors":["Andrei Tarkovsky"],"countries":["Soviet Union"],"languages":["ru"],"imdb":"tt0072443","rating":{"value":4.5,"best":5,"worst":0.5}}""",
            film.GetRawText());
        using var page = await site.GetAsync("/feeds");
        var explained = await HtmlPage.ReadAsync(page);
        Assert.All(film.EnumerateObject(), property => Assert.Contains($"<code>{property.Name}</code>", explained.Source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pictures_come_in_a_form_that_every_reader_knows()
    {
        await using var site = await TestSite.StartAsync();
        site.Write("images/wide.png", Pictures.Png(1600, 800));
        site.Write("reviews/rain.md", new Story("Rain") { Slug = "rain", Cover = "../images/wide.png", CoverAlt = "A <wet> street", Body = "![A dacha](../images/wide.png)" }.ToString());
        await site.ImportFolderAsync();

        var feed = await FeedDocument.OpenAsync(site, "/rss.xml");

        var sources = feed.Entries[0].Html.Split("src=\"").Skip(1).Select(part => part.Split('"')[0]).ToList();
        Assert.Equal(2, sources.Count);
        Assert.Single(sources.Distinct());
        Assert.Contains("width=\"1200\" height=\"600\"", feed.Entries[0].Html, StringComparison.Ordinal);
        Assert.Contains($"<media:content url=\"{sources[0]}\" type=\"image/jpeg\" medium=\"image\" width=\"1200\" height=\"600\"><media:description>A &lt;wet&gt; street<", feed.Source, StringComparison.Ordinal);
        using var picture = await site.GetAsync(new Uri(sources[0]).AbsolutePath);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_site_without_reviews_has_an_empty_feed()
    {
        await using var site = await TestSite.StartAsync();

        foreach (var file in FeedDocument.Files)
        {
            Assert.Empty((await FeedDocument.OpenAsync(site, "/" + file)).Entries);
        }

        using var list = await site.GetAsync("/feeds.opml");
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(TestSite site)
    {
        var ids = new List<string>();
        foreach (var file in FeedDocument.Files)
        {
            ids.AddRange((await FeedDocument.OpenAsync(site, "/" + file)).Entries.Select(e => e.Id));
        }

        return ids;
    }

    private static string Chance(Random random, string[] pieces, int most) =>
        "x" + string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => pieces[random.Next(pieces.Length)])).TrimEnd();

    private static string Name(string title) => title.Length > 150 ? title[..150].Trim() : title;

    private static void TakeCultureFromRequest(IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Headers["Culture"] is [{ } culture, ..])
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        }

        return next(context);
    });
}
