using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Crawlers;

/// <summary>
/// What search engines are to know of: what readers see, and of hubs those that say more than one review does. Read in batches, so that a
/// blog of any size takes the same memory, and a slow crawler keeps no view of the database open.
/// </summary>
internal sealed class SitemapAddresses(FilmBlogContext db, ReviewCatalogue catalogue, TimeProvider clock)
{
    /// <summary>A hub of fewer reviews is left out of search engines by its own page.</summary>
    private const int LeastOfHub = 2;

    private const int BatchSize = 1_000;

    // What PagesAsync names beside years and decades.
    private const int FixedPages = 6;

    // What sitemaps may name of a page.
    private const int MostImages = 1_000;

    private static readonly Slug About = Slug.Parse("about");

    private readonly DateTimeOffset now = clock.GetUtcNow();

    /// <summary>How many addresses there are at most.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var reviews = await catalogue.FactsAsync(ReviewFilter.None, cancellationToken);
        var hubs = (await catalogue.LettersAsync(HubKind.Director, cancellationToken)).Concat(await catalogue.LettersAsync(HubKind.Theme, cancellationToken)).Sum(l => (long)l.Count);
        return FixedPages + reviews.Years.Count + reviews.Years.Select(y => y.Year / 10).Distinct().Count() + hubs + reviews.Count;
    }

    /// <summary>Everything.</summary>
    public async IAsyncEnumerable<SitemapAddress> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<SitemapKind>())
        {
            await foreach (var address in OfAsync(kind, 0, int.MaxValue, cancellationToken))
            {
                yield return address;
            }
        }
    }

    /// <summary>What a shard lists.</summary>
    public IAsyncEnumerable<SitemapAddress> OfAsync(SitemapShard shard, CancellationToken cancellationToken) =>
        OfAsync(shard.Kind, shard.FirstId, shard.LastId, cancellationToken);

    /// <summary>The shards that list anything, with the latest change in each where that is known.</summary>
    public async Task<IReadOnlyList<(SitemapShard Shard, DateTimeOffset? ChangedAt)>> ShardsAsync(CancellationToken cancellationToken)
    {
        var reviews = await db.Reviews.Published(now).GroupBy(r => r.Id / SitemapShard.Size)
            .Select(g => new { Number = g.Key, PublishedAt = g.Max(r => r.PublishedAt), UpdatedAt = g.Max(r => r.UpdatedAt <= now ? r.UpdatedAt : null) })
            .OrderBy(s => s.Number).ToListAsync(cancellationToken);
        return
        [
            (SitemapShard.Pages, await NewestAsync(cancellationToken)),
            .. reviews.Select(s => (new SitemapShard(SitemapKind.Reviews, s.Number), Later(s.PublishedAt, s.UpdatedAt))),
            .. await HubShardsAsync(SitemapKind.Directors, cancellationToken),
            .. await HubShardsAsync(SitemapKind.Themes, cancellationToken),
        ];
    }

    private IAsyncEnumerable<SitemapAddress> OfAsync(SitemapKind kind, int firstId, int lastId, CancellationToken cancellationToken) => kind switch
    {
        SitemapKind.Pages => PagesAsync(cancellationToken),
        SitemapKind.Reviews => ReviewsAsync(firstId, lastId, cancellationToken),
        _ => HubsAsync(kind, firstId, lastId, cancellationToken),
    };

    private async IAsyncEnumerable<SitemapAddress> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(cancellationToken);
        yield return new SitemapAddress("/", newest);
        foreach (var saved in await db.SitePages.Where(p => p.Slug == About).Select(p => p.SavedAt).ToListAsync(cancellationToken))
        {
            yield return new SitemapAddress("/about", saved);
        }

        if (newest is null)
        {
            yield break;
        }

        yield return new SitemapAddress("/reviews", newest);
        yield return new SitemapAddress("/feeds", newest);
        yield return new SitemapAddress("/directors", newest);
        if ((await catalogue.LettersAsync(HubKind.Theme, cancellationToken)).Count > 0)
        {
            yield return new SitemapAddress("/themes", newest);
        }

        var years = await db.Reviews.Published(now).GroupBy(r => r.Film.Year)
            .Select(g => new { Year = g.Key, Count = g.Count(), PublishedAt = g.Max(r => r.PublishedAt), UpdatedAt = g.Max(r => r.UpdatedAt <= now ? r.UpdatedAt : null) })
            .OrderBy(y => y.Year).ToListAsync(cancellationToken);
        foreach (var year in years.Where(y => y.Count >= LeastOfHub))
        {
            yield return new SitemapAddress(string.Create(CultureInfo.InvariantCulture, $"/years/{year.Year:0000}"), Later(year.PublishedAt, year.UpdatedAt));
        }

        foreach (var decade in years.GroupBy(y => y.Year / 10 * 10).Where(d => d.Sum(y => y.Count) >= LeastOfHub))
        {
            yield return new SitemapAddress(
                string.Create(CultureInfo.InvariantCulture, $"/decades/{decade.Key:0000}s"), Later(decade.Max(y => y.PublishedAt), decade.Max(y => y.UpdatedAt)));
        }
    }

    private async IAsyncEnumerable<SitemapAddress> ReviewsAsync(int firstId, int lastId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var from = firstId; ;)
        {
            var first = from;
            var batch = await db.Reviews.Published(now).Where(r => r.Id >= first && r.Id <= lastId).OrderBy(r => r.Id).Take(BatchSize).Select(Listed.Projection)
                .ToListAsync(cancellationToken);
            if (batch.Count == 0)
            {
                yield break;
            }

            var last = batch[^1].Id;
            // What a review shows that gives the whole film away is to be met on its own page only.
            var shown = await db.Reviews.Published(now).Where(r => r.Id >= first && r.Id <= last && !r.HasSpoilers).SelectMany(r => r.Images, (r, use) => new
            {
                r.Id,
                UseId = use.Id,
                use.Image.Hash,
                use.Image.Width,
                use.Image.Tone,
            }).OrderBy(i => i.Id).ThenBy(i => i.UseId).ToListAsync(cancellationToken);
            var images = shown.ToLookup(i => i.Id, i => AddressOf(i.Hash, i.Width, i.Tone));
            foreach (var review in batch)
            {
                yield return new SitemapAddress($"/reviews/{review.Slug}", Later(review.PublishedAt, review.UpdatedAt <= now ? review.UpdatedAt : null))
                {
                    Images = [.. review.Cover().Concat(images[review.Id]).Distinct(StringComparer.Ordinal).Take(MostImages)],
                };
            }

            if (batch.Count < BatchSize || last == lastId)
            {
                yield break;
            }

            from = last + 1;
        }
    }

    // By ranges of ids and not by so many rows: what stands in a range is grouped through an index, whatever lies beyond.
    private async IAsyncEnumerable<SitemapAddress> HubsAsync(SitemapKind kind, int firstId, int lastId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = Math.Min(lastId, await LastHubAsync(kind, cancellationToken));
        for (var from = firstId; from <= end; from += BatchSize)
        {
            var first = from;
            var last = Math.Min(end, from + BatchSize - 1);
            var hubs = await Carried(kind).Where(c => c.HubId >= first && c.HubId <= last).GroupBy(c => new { c.HubId, c.Slug }).Where(g => g.Count() >= LeastOfHub)
                .Select(g => new { g.Key.HubId, g.Key.Slug, PublishedAt = g.Max(c => c.PublishedAt), UpdatedAt = g.Max(c => c.UpdatedAt <= now ? c.UpdatedAt : null) })
                .OrderBy(h => h.HubId).ToListAsync(cancellationToken);
            foreach (var hub in hubs)
            {
                yield return new SitemapAddress($"{(kind == SitemapKind.Directors ? "/directors/" : "/themes/")}{hub.Slug}", Later(hub.PublishedAt, hub.UpdatedAt));
            }
        }
    }

    private async Task<IEnumerable<(SitemapShard, DateTimeOffset?)>> HubShardsAsync(SitemapKind kind, CancellationToken cancellationToken)
    {
        var numbers = await Carried(kind).GroupBy(c => c.HubId).Where(g => g.Count() >= LeastOfHub).Select(g => g.Key / SitemapShard.Size).Distinct().ToListAsync(cancellationToken);
        return numbers.Order().Select(number => (new SitemapShard(kind, number), (DateTimeOffset?)null));
    }

    private async Task<int> LastHubAsync(SitemapKind kind, CancellationToken cancellationToken) =>
        (kind == SitemapKind.Directors ? await db.Directors.MaxAsync(d => (int?)d.Id, cancellationToken) : await db.Themes.MaxAsync(t => (int?)t.Id, cancellationToken)) ?? 0;

    // Each visible review beside each of its directors, or themes.
    private IQueryable<CarriedReview> Carried(SitemapKind kind)
    {
        var carried = kind == SitemapKind.Directors
            ? db.FilmDirectors.SelectMany(c => c.Film.Reviews, (c, r) => new CarriedReview { HubId = c.DirectorId, Slug = c.Director.Slug, PublishedAt = r.PublishedAt, UpdatedAt = r.UpdatedAt })
            : db.ReviewThemes.Select(t => new CarriedReview { HubId = t.ThemeId, Slug = t.Theme.Slug, PublishedAt = t.Review.PublishedAt, UpdatedAt = t.Review.UpdatedAt });
        return carried.Where(c => c.PublishedAt <= now);
    }

    private Task<DateTimeOffset?> NewestAsync(CancellationToken cancellationToken) => db.Reviews.Published(now).MaxAsync(r => r.PublishedAt, cancellationToken);

    // A page has changed when it appeared, too, whenever its text was written.
    private static DateTimeOffset? Later(DateTimeOffset? published, DateTimeOffset? updated) => updated > published ? updated : published;

    private static string AddressOf(string hash, int width, int tone) => ImageSources.Of(hash, width, tone)?.Address ?? ImageStore.AddressOf(hash);

    private sealed record Listed
    {
        public static readonly Expression<Func<Review, Listed>> Projection = review => new Listed
        {
            Id = review.Id,
            Slug = review.Slug,
            PublishedAt = review.PublishedAt,
            UpdatedAt = review.UpdatedAt,
            CoverHash = review.Cover!.Hash,
            CoverWidth = review.Cover!.Width,
            CoverTone = review.Cover!.Tone,
        };

        public required int Id { get; init; }

        public required Slug Slug { get; init; }

        public DateTimeOffset? PublishedAt { get; init; }

        public DateTimeOffset? UpdatedAt { get; init; }

        public string? CoverHash { get; init; }

        public int? CoverWidth { get; init; }

        public int? CoverTone { get; init; }

        public IEnumerable<string> Cover() => CoverHash is { } hash ? [AddressOf(hash, CoverWidth ?? 0, CoverTone ?? ImageTone.Unknown)] : [];
    }

    private sealed record CarriedReview
    {
        public required int HubId { get; init; }

        public required Slug Slug { get; init; }

        public DateTimeOffset? PublishedAt { get; init; }

        public DateTimeOffset? UpdatedAt { get; init; }
    }
}
