using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Text;

namespace FilmBlog.Web.Pages.Lists;

/// <summary>Makes the page of a hub: facts from the catalogue, rows in one query.</summary>
public sealed class Hubs(FilmBlogContext db, ReviewCatalogue catalogue, Wording say, TimeProvider clock)
{
    /// <summary>The hub's page; null when it has no visible review or no such page.</summary>
    public async Task<HubPage?> PageAsync(
        string kicker, string heading, Prose? introduction, ReviewFilter filter, string path, int number, CancellationToken cancellationToken)
    {
        var listing = await catalogue.BrowseAsync(filter, ReviewOrder.Newest, Pager.Before(number, HubPage.PerPage), HubPage.PerPage, cancellationToken);
        if (listing.Facts.Count == 0 || Pager.Of(number, listing.Facts.Count, HubPage.PerPage, path) is not { } pager)
        {
            return null;
        }

        var reviews = await ReviewCard.OfAsync(db, listing.Ids, clock.GetUtcNow(), cancellationToken);
        return new HubPage(kicker, heading, listing.Facts, introduction, reviews, pager);
    }

    /// <summary>What the hub's page says of itself: a hub of one review is left out of search engines, since the review says more.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="title">The page's title on its first page.</param>
    /// <param name="above">The index that it stands in.</param>
    public PageMetadata Metadata(HubPage hub, string title, PageLink above) =>
        new($"{title}{hub.Pager.Suffix}", $"{title}{hub.Pager.Suffix}: {Sentence(hub.Facts)}", hub.Pager.Here)
        {
            NoIndex = hub.Facts.Count < 2,
            PreviousPath = hub.Pager.Previous,
            NextPath = hub.Pager.Next,
            Trail = [above, new PageLink(hub.Heading, hub.Pager.Path)],
            Listed = [.. hub.Reviews.Select(r => r.Link)],
            FirstListed = hub.FirstNumber,
        };

    /// <summary>The same for a director or a theme, which have a card and feeds of their own.</summary>
    public PageMetadata Metadata(HubKind kind, HubPage hub, string title) =>
        Metadata(hub, title, kind == HubKind.Director ? new PageLink("Directors", "/directors") : new PageLink("Themes", "/themes")) with
        {
            Subject = new HubSubject(kind, hub.Heading, Sentence(hub.Facts), hub.Pager.Path),
            FeedTitle = title,
        };

    /// <summary>The facts in a sentence: "4 reviews of films from 1972 to 1986, 4.6 stars on average."</summary>
    public string Sentence(HubFacts facts)
    {
        var span = facts.FirstYear == facts.LastYear
            ? facts.Count == 1 ? $"of a film from {facts.FirstYear}" : $"of films from {facts.FirstYear}"
            : $"of films from {facts.FirstYear} to {facts.LastYear}";
        var average = facts.AverageRating switch
        {
            null => "",
            { } stars when facts.Count == 1 => $", rated {Wording.OneDecimal(stars)} of 5 stars",
            { } stars => $", rated {Wording.OneDecimal(stars)} of 5 stars on average",
        };
        return $"{say.Reviews(facts.Count)} {span}{average}.";
    }
}
