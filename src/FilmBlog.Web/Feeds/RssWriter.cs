using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Xml;

namespace FilmBlog.Web.Feeds;

/// <summary>RSS 2.0, as the RSS Advisory Board specifies it and its profile advises.</summary>
internal static class RssWriter
{
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string Media = "http://search.yahoo.com/mrss/";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static void Write(XmlWriter xml, Feed feed)
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, AtomWriter.Atom);
        xml.WriteAttributeString("xmlns", "content", null, Content);
        xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
        xml.WriteAttributeString("xmlns", "fh", null, AtomWriter.History);
        xml.WriteAttributeString("xmlns", "media", null, Media);
        xml.WriteStartElement("channel");
        var home = feed.Absolute(feed.Address.PagePath);
        xml.WriteElementString("title", feed.Title);
        xml.WriteElementString("link", home);
        // A description is HTML, and these are words.
        xml.WriteElementString("description", Encoder.Encode(feed.Subtitle));
        xml.WriteElementString("language", feed.Language);
        xml.WriteElementString("copyright", feed.Rights);
        xml.WriteElementString("lastBuildDate", Instant(feed.Updated));
        xml.WriteElementString("generator", "FilmBlog");
        xml.WriteElementString("docs", "https://www.rssboard.org/rss-specification");
        xml.WriteElementString("ttl", "60");
        xml.WriteStartElement("image");
        xml.WriteElementString("url", feed.Absolute("/img/apple-touch-icon.png"));
        xml.WriteElementString("title", feed.Title);
        xml.WriteElementString("link", home);
        // The widest that readers show.
        xml.WriteElementString("width", "144");
        xml.WriteElementString("height", "144");
        xml.WriteEndElement();
        AtomWriter.WriteHistory(xml, feed);
        foreach (var item in feed.Items)
        {
            Item(xml, feed, item);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Item(XmlWriter xml, Feed feed, FeedItem item)
    {
        xml.WriteStartElement("item");
        xml.WriteElementString("title", item.Title);
        xml.WriteElementString("link", item.Url);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(item.Id);
        xml.WriteEndElement();
        xml.WriteElementString("pubDate", Instant(item.Published));
        xml.WriteElementString("creator", DublinCore, item.Byline ?? feed.Author);
        foreach (var theme in item.Themes)
        {
            xml.WriteStartElement("category");
            xml.WriteAttributeString("domain", feed.Absolute("/themes"));
            xml.WriteString(theme.Name);
            xml.WriteEndElement();
        }

        if (item.Summary is { } summary)
        {
            // As above.
            xml.WriteElementString("description", Encoder.Encode(summary));
        }

        xml.WriteElementString("encoded", Content, item.Html);
        if (item.Cover is { } cover)
        {
            Cover(xml, cover);
        }

        xml.WriteEndElement();
    }

    private static void Cover(XmlWriter xml, FeedPicture cover)
    {
        xml.WriteStartElement("content", Media);
        xml.WriteAttributeString("url", cover.Url);
        xml.WriteAttributeString("type", cover.MediaType);
        xml.WriteAttributeString("medium", "image");
        xml.WriteAttributeString("width", cover.Width.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("height", cover.Height.ToString(CultureInfo.InvariantCulture));
        if (cover.Alt.Length > 0)
        {
            xml.WriteElementString("description", Media, cover.Alt);
        }

        xml.WriteEndElement();
    }

    private static string Instant(DateTimeOffset at) => at.ToString("r", CultureInfo.InvariantCulture);
}
