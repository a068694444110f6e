using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Searching;
using FilmBlog.Web.Caching;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Feeds;

/// <summary>
/// Reads what feeds say. Readers subscribe to the newest reviews; what came before stands in archived documents (RFC 5005), numbered from the
/// oldest, each full, so that none changes when a review is published.
/// </summary>
internal sealed class FeedContents(
    FilmBlogContext db, ReviewCatalogue catalogue, ReviewSearch search, SiteProfile site, FeedAuthority authority, TimeProvider clock)
{
    /// <summary>How many reviews a document holds at most.</summary>
    internal const int PerDocument = 25;

    /// <summary>The feed at an address; null when there is no such hub with a published review, or no such page.</summary>
    public async Task<Feed?> FindAsync(FeedAddress address, string origin, CancellationToken cancellationToken)
    {
        if (await HubAsync(address, cancellationToken) is not var (filter, hub))
        {
            return null;
        }

        var count = (await catalogue.FactsAsync(filter, cancellationToken)).Count;
        var archives = Math.Max(0, (count - 1) / PerDocument);
        if ((hub is not null && count == 0) || address.Page < 1 || address.Page > archives)
        {
            return null;
        }

        var before = address.Page is { } page ? count - (page * PerDocument) : 0;
        var listing = await catalogue.BrowseAsync(filter, ReviewOrder.Newest, before, PerDocument, cancellationToken);
        var author = FeedText.Clean(site.Author);
        return new Feed
        {
            Address = address,
            Origin = origin,
            Id = authority.IdOf(hub is null ? "reviews" : string.Create(CultureInfo.InvariantCulture, $"{(address.Kind == HubKind.Director ? "director" : "theme")}-{hub.Id}")),
            Title = FeedText.Clean(hub is null ? site.Title : $"{site.Title}: {hub.Name}"),
            Subtitle = FeedText.Clean(address.Kind switch
            {
                HubKind.Director => $"Reviews of films by {hub!.Name}",
                HubKind.Theme => $"Reviews on the theme {hub!.Name}",
                _ => site.Tagline ?? $"Film reviews by {site.Author}",
            }),
            Author = author,
            Language = site.Language,
            Archives = archives,
            Parts = PageParts.Of(hub is null ? BlogPart.AnyReview : BlogPart.Hub(address.Kind!.Value, hub.Id)),
            Items = await ItemsAsync(listing.Ids, origin, cancellationToken),
        };
    }

    /// <summary>The newest reviews that a search finds. It has no archive: what was found once may not be found again.</summary>
    public async Task<Feed> FindAsync(SearchQuery query, string origin, CancellationToken cancellationToken) => new()
    {
        Address = new FeedAddress(null, null, FeedFormat.Atom) { Query = query.Text },
        Origin = origin,
        Id = authority.IdOf($"search:{Uri.EscapeDataString(query.Text)}"),
        Title = FeedText.Clean(query.Text.Length == 0 ? $"{site.Title}: search" : $"{site.Title}: {query.Text}"),
        Subtitle = FeedText.Clean(query.Text.Length == 0 ? "Nothing is searched for" : $"Reviews found by {query.Text}"),
        Author = FeedText.Clean(site.Author),
        Language = site.Language,
        Archives = 0,
        Items = await ItemsAsync(await search.NewestAsync(query, PerDocument, cancellationToken), origin, cancellationToken),
    };

    private async Task<(ReviewFilter Filter, HubName? Hub)?> HubAsync(FeedAddress address, CancellationToken cancellationToken)
    {
        if (address.Kind is not { } kind)
        {
            return (ReviewFilter.None, null);
        }

        if (!Slug.TryParse(address.Slug, out var slug))
        {
            return null;
        }

        var hub = kind == HubKind.Director
            ? await db.Directors.Where(d => d.Slug == slug).Select(d => new HubName(d.Id, d.Name)).SingleOrDefaultAsync(cancellationToken)
            : await db.Themes.Where(t => t.Slug == slug).Select(t => new HubName(t.Id, t.Name)).SingleOrDefaultAsync(cancellationToken);
        return hub is null ? null
            : kind == HubKind.Director ? (new ReviewFilter { DirectorId = hub.Id }, hub)
            : (new ReviewFilter { ThemeId = hub.Id }, hub);
    }

    private async Task<IReadOnlyList<FeedItem>> ItemsAsync(IReadOnlyList<int> ids, string origin, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var reviews = await db.Reviews.Published(clock.GetUtcNow()).Where(r => EF.Parameter(ids).Contains(r.Id)).Select(FeedReview.Projection)
            .ToDictionaryAsync(r => r.Id, cancellationToken);
        var names = await NamesAsync(ids, [.. reviews.Values.Select(r => r.FilmId)], cancellationToken);
        var images = await ImagesAsync(ids, cancellationToken);
        var writer = new FeedItemWriter(origin, authority);
        return
        [
            .. ids.Where(reviews.ContainsKey).Select(id => reviews[id]).Select(review => writer.Write(
                review,
                [.. names[(HubKind.Director, review.FilmId)].Select(n => n.Name)],
                [.. names[(HubKind.Theme, review.Id)].Select(n => new FeedTheme(n.Slug.Value, FeedText.Clean(n.Name)))],
                images[review.Id])),
        ];
    }

    // The directors of films and the themes of reviews in one query.
    private async Task<ILookup<(HubKind Kind, int Of), Credit>> NamesAsync(IReadOnlyList<int> reviewIds, IReadOnlyList<int> filmIds, CancellationToken cancellationToken)
    {
        var rows = await db.FilmDirectors.Where(d => EF.Parameter(filmIds).Contains(d.FilmId))
            .Select(d => new { Kind = HubKind.Director, Of = d.FilmId, d.Position, d.Director.Name, d.Director.Slug })
            .Concat(db.ReviewThemes.Where(t => EF.Parameter(reviewIds).Contains(t.ReviewId))
                .Select(t => new { Kind = HubKind.Theme, Of = t.ReviewId, t.Position, t.Theme.Name, t.Theme.Slug }))
            .ToListAsync(cancellationToken);
        return rows.OrderBy(r => r.Position).ToLookup(r => (r.Kind, r.Of), r => new Credit(r.Name, r.Slug));
    }

    private async Task<ILookup<int, FeedImage>> ImagesAsync(IReadOnlyList<int> reviewIds, CancellationToken cancellationToken)
    {
        var uses = await db.ImageUses.Where(u => u.ReviewId != null && EF.Parameter(reviewIds).Contains(u.ReviewId.Value))
            .Select(u => new { ReviewId = u.ReviewId!.Value, Image = new FeedImage(u.Url, u.Image.Hash, u.Image.Width, u.Image.Height, u.Image.Tone) })
            .ToListAsync(cancellationToken);
        return uses.ToLookup(u => u.ReviewId, u => u.Image);
    }

    private sealed record HubName(int Id, string Name);

    private sealed record Credit(string Name, Slug Slug);
}
