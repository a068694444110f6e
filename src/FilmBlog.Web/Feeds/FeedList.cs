using System.Xml;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Feeds;

/// <summary>A hub that has a feed worth following.</summary>
internal sealed record FeedHub(HubKind Kind, int Id, string Name, Slug Slug)
{
    /// <summary>Where its feed stands.</summary>
    public FeedAddress Address => new(Kind, Slug.Value, FeedFormat.Atom);
}

/// <summary>The list of all feeds in OPML 2.0, as feed readers take it in: the site's, then those of the hubs with the most reviews.</summary>
internal sealed class FeedList(FilmBlogContext db, ReviewCatalogue catalogue, SiteProfile site)
{
    /// <summary>Where it stands.</summary>
    internal const string Path = "/feeds.opml";

    /// <summary>OPML's own.</summary>
    internal const string MediaType = "text/x-opml";

    // A feed of one review never says anything new.
    private const int FewestReviews = 2;

    // Of each kind of hub: nobody follows more.
    private const int MostOfAKind = 2000;

    /// <summary>The hubs with at least two reviews: those with the most of them first, up to so many of each kind. At most one query.</summary>
    public async Task<IReadOnlyList<FeedHub>> FindAsync(CancellationToken cancellationToken, int mostOfAKind = MostOfAKind)
    {
        var facets = await catalogue.FacetsAsync(ReviewFilter.None, mostOfAKind, cancellationToken);
        var directors = Ids(facets.Directors);
        var themes = Ids(facets.Themes);
        if (directors.Count + themes.Count == 0)
        {
            return [];
        }

        var rows = await db.Directors.Where(d => EF.Parameter(directors).Contains(d.Id))
            .Select(d => new { Kind = HubKind.Director, d.Id, d.Name, d.Slug })
            .Concat(db.Themes.Where(t => EF.Parameter(themes).Contains(t.Id)).Select(t => new { Kind = HubKind.Theme, t.Id, t.Name, t.Slug }))
            .ToListAsync(cancellationToken);
        var hubs = rows.ToDictionary(r => (r.Kind, r.Id), r => new FeedHub(r.Kind, r.Id, FeedText.Clean(r.Name), r.Slug));
        return
        [
            .. directors.Select(id => (HubKind.Director, id)).Concat(themes.Select(id => (HubKind.Theme, id))).Where(hubs.ContainsKey).Select(key => hubs[key]),
        ];
    }

    /// <summary>Writes the list.</summary>
    public void Write(XmlWriter xml, string origin, IReadOnlyList<FeedHub> hubs)
    {
        var title = FeedText.Clean(site.Title);
        xml.WriteStartElement("opml");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteStartElement("head");
        xml.WriteElementString("title", title);
        xml.WriteElementString("ownerName", FeedText.Clean(site.Author));
        xml.WriteElementString("ownerId", $"{origin}/");
        xml.WriteElementString("docs", "http://opml.org/spec2.opml");
        xml.WriteEndElement();
        xml.WriteStartElement("body");
        Outline(xml, origin, title, new FeedAddress(null, null, FeedFormat.Atom));
        Group(xml, origin, "Directors", hubs.Where(hub => hub.Kind == HubKind.Director));
        Group(xml, origin, "Themes", hubs.Where(hub => hub.Kind == HubKind.Theme));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static List<int> Ids(IReadOnlyList<HubCount> hubs) => [.. hubs.Where(h => h.Count >= FewestReviews).Select(h => h.Id)];

    private void Group(XmlWriter xml, string origin, string name, IEnumerable<FeedHub> hubs)
    {
        var isBegun = false;
        foreach (var hub in hubs)
        {
            if (!isBegun)
            {
                xml.WriteStartElement("outline");
                xml.WriteAttributeString("text", name);
                isBegun = true;
            }

            Outline(xml, origin, FeedText.Clean($"{site.Title}: {hub.Name}"), hub.Address);
        }

        if (isBegun)
        {
            xml.WriteEndElement();
        }
    }

    private static void Outline(XmlWriter xml, string origin, string title, FeedAddress address)
    {
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("type", "rss");
        xml.WriteAttributeString("text", title);
        xml.WriteAttributeString("title", title);
        xml.WriteAttributeString("xmlUrl", origin + address.Path);
        xml.WriteAttributeString("htmlUrl", origin + address.PagePath);
        xml.WriteEndElement();
    }
}
