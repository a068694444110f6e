using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Catalogue;

/// <summary>The catalogue's answers from the database itself, while it is not loaded. The tests hold the two against each other.</summary>
internal static class CatalogueQueries
{
    public static async Task<Listing> BrowseAsync(
        FilmBlogContext db,
        DateTimeOffset now,
        ReviewFilter filter,
        ReviewOrder order,
        int skip,
        int take,
        CancellationToken cancellationToken)
    {
        var facts = await FactsAsync(db, now, filter, cancellationToken);
        var reviews = Passing(db, now, filter);
        var sorted = order switch
        {
            ReviewOrder.Newest => reviews.NewestFirst,
            // Databases do not agree on where null sorts.
            ReviewOrder.Rating => reviews.OrderBy(r => r.Rating == null).ThenByDescending(r => r.Rating)
                .ThenByDescending(r => r.PublishedAt).ThenByDescending(r => r.Id),
            ReviewOrder.Title => reviews.OrderBy(r => r.Film.SortTitle).ThenBy(r => r.Film.Year).ThenBy(r => r.Id),
            ReviewOrder.Year => reviews.OrderByDescending(r => r.Film.Year).ThenBy(r => r.Film.SortTitle).ThenBy(r => r.Id),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "This order is unknown."),
        };
        return new Listing(await sorted.Skip(skip).Take(take).Select(r => r.Id).ToListAsync(cancellationToken), facts);
    }

    public static async Task<HubFacts> FactsAsync(
        FilmBlogContext db, DateTimeOffset now, ReviewFilter filter, CancellationToken cancellationToken) =>
        (await YearsAsync(Passing(db, now, filter), cancellationToken)).Facts(int.MinValue, int.MaxValue, null);

    public static Task<Facets> FacetsAsync(
        FilmBlogContext db, DateTimeOffset now, ReviewFilter filter, int top, CancellationToken cancellationToken) =>
        FacetsAsync(Passing(db, now, filter), top, cancellationToken);

    public static async Task<Sifted> SiftAsync(
        FilmBlogContext db, DateTimeOffset now, Sieve sieve, int skip, int take, int top, CancellationToken cancellationToken)
    {
        var reviews = Passing(db, now, new ReviewFilter { FirstYear = sieve.FirstYear, LastYear = sieve.LastYear });
        if (sieve.Rest is { } rest)
        {
            var ids = sieve.First.Concat(rest).ToList();
            reviews = reviews.Where(r => EF.Parameter(ids).Contains(r.Id));
        }

        if (sieve.Ratings is { } ratings)
        {
            reviews = reviews.Where(r => r.Rating != null && ratings.Contains(r.Rating.Value));
        }

        var places = sieve.First.Index().ToDictionary(first => first.Item, first => first.Index);
        var found = await reviews.NewestFirst.Select(r => r.Id).ToListAsync(cancellationToken);
        return new Sifted(
            [.. found.OrderBy(id => places.GetValueOrDefault(id, int.MaxValue)).Skip(skip).Take(take)],
            found.Count,
            await FacetsAsync(reviews, top, cancellationToken));
    }

    public static async Task<IReadOnlyList<LetterCount>> LettersAsync(
        FilmBlogContext db, DateTimeOffset now, HubKind kind, CancellationToken cancellationToken)
    {
        var letters = kind == HubKind.Director
            ? db.Directors.Where(d => d.Films.Any(f => f.Film.Reviews.Any(r => r.PublishedAt <= now))).Select(d => d.Letter)
            : db.Themes.Where(t => t.Reviews.Any(r => r.Review.PublishedAt <= now)).Select(t => t.Letter);
        var counts = letters.GroupBy(l => l).Select(g => new LetterCount(g.Key, g.Count()));
        return HubTable.InOrder(await counts.ToListAsync(cancellationToken));
    }

    public static async Task<IReadOnlyDictionary<int, int>> CountsAsync(
        FilmBlogContext db, DateTimeOffset now, HubKind kind, IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        var visible = db.Reviews.Published(now);
        var carried = kind == HubKind.Director
            ? visible.SelectMany(r => r.Film.Directors).Select(d => d.DirectorId)
            : visible.SelectMany(r => r.Themes).Select(t => t.ThemeId);
        var counts = ids.Distinct().ToDictionary(id => id, _ => 0);
        var found = carried.Where(id => ids.Contains(id)).GroupBy(id => id).Select(g => new { Id = g.Key, Count = g.Count() });
        await foreach (var hub in found.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            counts[hub.Id] = hub.Count;
        }

        return counts;
    }

    public static async Task<Neighbours> NeighboursAsync(
        FilmBlogContext db, DateTimeOffset now, int reviewId, CancellationToken cancellationToken)
    {
        var visible = db.Reviews.Published(now);
        if (await visible.Where(r => r.Id == reviewId).Select(r => new { r.PublishedAt, r.FilmId }).FirstOrDefaultAsync(cancellationToken) is not { PublishedAt: { } at } review)
        {
            return default;
        }

        return new Neighbours(
            await visible.Where(r => r.PublishedAt < at || (r.PublishedAt == at && r.Id < reviewId)).NewestFirst
                .Select(r => (int?)r.Id).FirstOrDefaultAsync(cancellationToken),
            await visible.Where(r => r.PublishedAt > at || (r.PublishedAt == at && r.Id > reviewId))
                .OrderBy(r => r.PublishedAt).ThenBy(r => r.Id)
                .Select(r => (int?)r.Id).FirstOrDefaultAsync(cancellationToken),
            await visible.AnyAsync(r => r.FilmId == review.FilmId && (r.PublishedAt > at || (r.PublishedAt == at && r.Id > reviewId)), cancellationToken));
    }

    private static IQueryable<Review> Passing(FilmBlogContext db, DateTimeOffset now, ReviewFilter filter)
    {
        var reviews = db.Reviews.Published(now);
        if (filter.DirectorId is { } director)
        {
            reviews = reviews.By(director);
        }

        if (filter.ThemeId is { } theme)
        {
            reviews = reviews.On(theme);
        }

        if (filter.FirstYear is not null || filter.LastYear is not null)
        {
            reviews = reviews.FromYears(filter.FirstYear ?? int.MinValue, filter.LastYear ?? int.MaxValue);
        }

        return filter.Rating is { } rating ? reviews.Rated(rating) : reviews;
    }

    private static async Task<Facets> FacetsAsync(IQueryable<Review> reviews, int top, CancellationToken cancellationToken)
    {
        var (decades, ratings) = (await YearsAsync(reviews, cancellationToken)).Facets(int.MinValue, int.MaxValue, null);
        return new Facets(
            decades,
            ratings,
            await FrequentAsync(reviews.SelectMany(r => r.Themes).Select(t => t.ThemeId), top, cancellationToken),
            await FrequentAsync(reviews.SelectMany(r => r.Film.Directors).Select(d => d.DirectorId), top, cancellationToken));
    }

    private static async Task<YearTable> YearsAsync(IQueryable<Review> reviews, CancellationToken cancellationToken)
    {
        var years = new YearTable();
        var counts = reviews
            .GroupBy(r => new { r.Film.Year, r.Rating })
            .Select(g => new { g.Key.Year, g.Key.Rating, Count = g.Count() });
        await foreach (var group in counts.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            years.Add(group.Year, group.Rating?.Halves ?? 0, group.Count);
        }

        return years;
    }

    private static async Task<List<HubCount>> FrequentAsync(IQueryable<int> ids, int top, CancellationToken cancellationToken)
    {
        var found = await ids.GroupBy(id => id).Select(g => new { Id = g.Key, Count = g.Count() })
            .OrderByDescending(h => h.Count).ThenBy(h => h.Id).Take(top).ToListAsync(cancellationToken);
        return [.. found.Select(h => new HubCount(h.Id, h.Count))];
    }
}
