using System.Globalization;
using System.Xml;

namespace FilmBlog.Web.Feeds;

/// <summary>Atom 1.0 (RFC 4287), with archived documents (RFC 5005, section 4).</summary>
internal static class AtomWriter
{
    /// <summary>The namespace of Atom.</summary>
    internal const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The namespace of RFC 5005.</summary>
    internal const string History = "http://purl.org/syndication/history/1.0";

    public static void Write(XmlWriter xml, Feed feed)
    {
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "lang", null, feed.Language);
        xml.WriteAttributeString("xmlns", "fh", null, History);
        Element(xml, "id", feed.Id);
        Element(xml, "title", feed.Title);
        Element(xml, "subtitle", feed.Subtitle);
        Element(xml, "updated", Instant(feed.Updated));
        Element(xml, "rights", feed.Rights);
        Element(xml, "generator", "FilmBlog");
        Element(xml, "icon", feed.Absolute("/favicon.ico"));
        Element(xml, "logo", feed.Absolute("/img/icon-512.png"));
        Author(xml, feed.Author, feed.Absolute("/"));
        Link(xml, "alternate", "text/html", feed.Absolute(feed.Address.PagePath));
        WriteHistory(xml, feed);
        foreach (var item in feed.Items)
        {
            Entry(xml, feed, item);
        }

        xml.WriteEndElement();
    }

    /// <summary>Where the document stands among those of its feed: in Atom's elements, which RSS uses too.</summary>
    internal static void WriteHistory(XmlWriter xml, Feed feed)
    {
        var type = FeedAddress.MediaType(feed.Address.Format);
        Link(xml, "self", type, feed.Absolute(feed.Address.Path));
        if (feed.PreviousArchive is { } previous)
        {
            Link(xml, "prev-archive", type, feed.Absolute(feed.Address.ArchivePath(previous)));
        }

        if (feed.NextArchive is { } next)
        {
            Link(xml, "next-archive", type, feed.Absolute(feed.Address.ArchivePath(next)));
        }

        if (feed.Address.Page is not null)
        {
            Link(xml, "current", type, feed.Absolute(feed.Address.SubscriptionPath));
            xml.WriteElementString("archive", History, null);
        }
    }

    private static void Entry(XmlWriter xml, Feed feed, FeedItem item)
    {
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", item.Id);
        Element(xml, "title", item.Title);
        Link(xml, "alternate", "text/html", item.Url);
        Element(xml, "published", Instant(item.Published));
        Element(xml, "updated", Instant(item.Updated));
        if (item.Byline is { } byline)
        {
            Author(xml, byline, null);
        }

        foreach (var theme in item.Themes)
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("scheme", feed.Absolute("/themes"));
            xml.WriteAttributeString("term", theme.Slug);
            xml.WriteAttributeString("label", theme.Name);
            xml.WriteEndElement();
        }

        if (item.Summary is { } summary)
        {
            Element(xml, "summary", summary);
        }

        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(item.Html);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name, string? uri)
    {
        xml.WriteStartElement("author", Atom);
        Element(xml, "name", name);
        if (uri is not null)
        {
            Element(xml, "uri", uri);
        }

        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string rel, string type, string href)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, text);

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
