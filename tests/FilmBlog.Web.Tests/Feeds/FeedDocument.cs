using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Feeds;

/// <summary>A feed as a strict reader takes it in, whatever its format.</summary>
internal sealed record FeedDocument(
    string Source, string Title, string Self, string? Previous, string? Next, string? Current, bool IsArchive, DateTimeOffset? Updated, IReadOnlyList<FeedEntry> Entries)
{
    /// <summary>The files of the three formats.</summary>
    public static readonly string[] Files = ["atom.xml", "rss.xml", "feed.json"];

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace History = "http://purl.org/syndication/history/1.0";

    public static async Task<FeedDocument> OpenAsync(TestSite site, string address)
    {
        using var answer = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var source = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return answer.Content.Headers.ContentType?.MediaType switch
        {
            "application/atom+xml" => OfAtom(source),
            "application/rss+xml" => OfRss(source),
            "application/feed+json" => OfJson(source),
            var other => throw new InvalidDataException($"{address} is {other}."),
        };
    }

    /// <summary>XML by the letter of the specification.</summary>
    public static XElement Xml(string source)
    {
        using var reader = XmlReader.Create(new StringReader(source), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
        return XDocument.Load(reader).Root!;
    }

    private static FeedDocument OfAtom(string source)
    {
        var feed = Xml(source);
        return new FeedDocument(
            source, feed.Element(Atom + "title")!.Value, LinkOf(feed, "self")!, LinkOf(feed, "prev-archive"), LinkOf(feed, "next-archive"), LinkOf(feed, "current"),
            feed.Element(History + "archive") is not null, Instant(feed.Element(Atom + "updated")!.Value),
            [
                .. feed.Elements(Atom + "entry").Select(entry => new FeedEntry(
                    entry.Element(Atom + "id")!.Value, entry.Element(Atom + "title")!.Value, LinkOf(entry, "alternate")!, entry.Element(Atom + "summary")?.Value,
                    entry.Element(Atom + "content")!.Value, (entry.Element(Atom + "author") ?? feed.Element(Atom + "author"))!.Element(Atom + "name")!.Value,
                    Instant(entry.Element(Atom + "published")!.Value), Instant(entry.Element(Atom + "updated")!.Value),
                    [.. entry.Elements(Atom + "category").Select(category => category.Attribute("label")!.Value)])),
            ]);
    }

    private static FeedDocument OfRss(string source)
    {
        var channel = Xml(source).Element("channel")!;
        return new FeedDocument(
            source, channel.Element("title")!.Value, LinkOf(channel, "self")!, LinkOf(channel, "prev-archive"), LinkOf(channel, "next-archive"), LinkOf(channel, "current"),
            channel.Element(History + "archive") is not null, Rfc822(channel.Element("lastBuildDate")!.Value),
            [
                .. channel.Elements("item").Select(item => new FeedEntry(
                    item.Element("guid")!.Value, item.Element("title")!.Value, item.Element("link")!.Value, WebUtility.HtmlDecode(item.Element("description")?.Value),
                    item.Element(Content + "encoded")!.Value, item.Element(DublinCore + "creator")!.Value, Rfc822(item.Element("pubDate")!.Value), null,
                    [.. item.Elements("category").Select(category => category.Value)])),
            ]);
    }

    private static FeedDocument OfJson(string source)
    {
        using var document = JsonDocument.Parse(source);
        var feed = document.RootElement;
        var author = feed.GetProperty("authors")[0].GetProperty("name").GetString()!;
        return new FeedDocument(
            source, feed.GetProperty("title").GetString()!, feed.GetProperty("feed_url").GetString()!, TextOf(feed, "next_url"), null, null, IsArchive: false, null,
            [
                .. feed.GetProperty("items").EnumerateArray().Select(item => new FeedEntry(
                    TextOf(item, "id")!, TextOf(item, "title")!, TextOf(item, "url")!, TextOf(item, "summary"), TextOf(item, "content_html")!,
                    item.TryGetProperty("authors", out var own) ? own[0].GetProperty("name").GetString()! : author,
                    Instant(TextOf(item, "date_published")!), Instant(TextOf(item, "date_modified")!),
                    [.. item.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)])),
            ]);
    }

    private static string? LinkOf(XElement parent, string rel) =>
        parent.Elements(Atom + "link").SingleOrDefault(link => link.Attribute("rel")!.Value == rel)?.Attribute("href")!.Value;

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset Instant(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset Rfc822(string text) => DateTimeOffset.ParseExact(text, "r", CultureInfo.InvariantCulture);
}

/// <summary>A review in a feed.</summary>
internal sealed record FeedEntry(
    string Id, string Title, string Link, string? Summary, string Html, string Author, DateTimeOffset Published, DateTimeOffset? Updated, IReadOnlyList<string> Themes)
{
    /// <summary>The path of its page.</summary>
    public string Path => new Uri(Link).AbsolutePath;
}
