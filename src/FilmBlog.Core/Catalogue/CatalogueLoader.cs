using System.Runtime.CompilerServices;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Catalogue;

/// <summary>
/// Reads for the catalogue: few columns, streamed, no essays. Call it within one <see cref="FilmBlogContext.BeginReadingAsync"/>.
/// </summary>
internal static class CatalogueLoader
{
    /// <summary>The number of the latest change; 0 before the first.</summary>
    public static async Task<long> LatestChangeAsync(FilmBlogContext db, CancellationToken cancellationToken) =>
        await db.ReviewChanges.MaxAsync(c => (long?)c.Number, cancellationToken) ?? 0;

    /// <summary>A whole catalogue.</summary>
    public static async Task<CatalogueState> LoadAsync(FilmBlogContext db, long nowTicks, CancellationToken cancellationToken)
    {
        var state = new CatalogueState();
        state.EnsureCapacity(await db.Reviews.CountAsync(cancellationToken));
        Know(state.Directors, await db.Directors.Select(d => new HubLetter(d.Id, d.Letter)).ToListAsync(cancellationToken));
        Know(state.Themes, await db.Themes.Select(t => new HubLetter(t.Id, t.Letter)).ToListAsync(cancellationToken));
        await foreach (var row in RowsAsync(db.Reviews, cancellationToken))
        {
            state.Load(row, nowTicks);
        }

        state.Settle();
        return state;
    }

    /// <summary>What changed after the change numbered <paramref name="watermark"/>.</summary>
    public static async Task<CatalogueChanges> ChangesAsync(FilmBlogContext db, long watermark, CancellationToken cancellationToken)
    {
        var changed = await db.ReviewChanges.Where(c => c.Number > watermark).Select(c => c.ReviewId).ToListAsync(cancellationToken);
        // By their ids, in one parameter however many: joined with the changes instead, the database reads all reviews to find one.
        var reviews = db.Reviews.Where(r => EF.Parameter(changed).Contains(r.Id));
        var rows = new List<ReviewRow>();
        await foreach (var row in RowsAsync(reviews, cancellationToken))
        {
            rows.Add(row);
        }

        return new CatalogueChanges(
            rows,
            [.. changed.Except(rows.Select(row => row.Id))],
            await reviews.SelectMany(r => r.Film.Directors).Select(d => new HubLetter(d.DirectorId, d.Director.Letter)).Distinct()
                .ToListAsync(cancellationToken),
            await reviews.SelectMany(r => r.Themes).Select(t => new HubLetter(t.ThemeId, t.Theme.Letter)).Distinct()
                .ToListAsync(cancellationToken));
    }

    private static void Know(HubTable hubs, List<HubLetter> letters)
    {
        hubs.EnsureCapacity(letters.Count);
        letters.ForEach(hubs.Know);
    }

    private static async IAsyncEnumerable<ReviewRow> RowsAsync(
        IQueryable<Review> reviews, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var directors = new Carried(await reviews
            .SelectMany(r => r.Film.Directors, (r, d) => new { r.Id, d.Position, d.DirectorId })
            .OrderBy(d => d.Id).ThenBy(d => d.Position).ThenBy(d => d.DirectorId)
            .Select(d => new KeyValuePair<int, int>(d.Id, d.DirectorId))
            .ToListAsync(cancellationToken));
        var themes = new Carried(await reviews
            .SelectMany(r => r.Themes)
            .OrderBy(t => t.ReviewId).ThenBy(t => t.Position).ThenBy(t => t.ThemeId)
            .Select(t => new KeyValuePair<int, int>(t.ReviewId, t.ThemeId))
            .ToListAsync(cancellationToken));
        var columns = reviews.OrderBy(r => r.Id).Select(r => new
        {
            r.Id,
            r.Slug,
            r.FilmId,
            r.Rating,
            r.PublishedAt,
            r.Pinned,
            r.Banned,
            r.Film.Year,
            r.Film.ImdbRating,
            r.Film.SortTitle,
        });
        await foreach (var review in columns.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return new ReviewRow
            {
                Id = review.Id,
                Slug = review.Slug.Value,
                FilmId = review.FilmId,
                Year = review.Year,
                SortTitle = review.SortTitle,
                ImdbTenths = Tenths(review.ImdbRating),
                Halves = (byte)(review.Rating?.Halves ?? 0),
                PublishedTicks = review.PublishedAt?.UtcTicks ?? ReviewRow.Never,
                Directors = directors.Of(review.Id),
                Themes = themes.Of(review.Id),
                Pinned = review.Pinned,
                Banned = review.Banned,
            };
        }
    }

    /// <summary>IMDb's figure in tenths, 10 to 100; 0: not rated. The recommender's bound on a score relies on the range.</summary>
    public static byte Tenths(decimal? rating) => (byte)Math.Clamp((rating ?? 0) * 10, 0, 100);

    // Pairs of a review and what it carries, ordered by review, given out to whoever comes by in that order.
    private sealed class Carried(List<KeyValuePair<int, int>> pairs)
    {
        private int next;

        public int[] Of(int reviewId)
        {
            var first = next;
            while (next < pairs.Count && pairs[next].Key == reviewId)
            {
                next++;
            }

            var ids = new int[next - first];
            for (var place = 0; place < ids.Length; place++)
            {
                ids[place] = pairs[first + place].Value;
            }

            return ids;
        }
    }
}

/// <summary>What changed since a watermark.</summary>
/// <param name="Rows">Reviews as they are now.</param>
/// <param name="Deleted">Ids of reviews that are no more.</param>
/// <param name="Directors">The directors that <paramref name="Rows"/> name.</param>
/// <param name="Themes">The themes that <paramref name="Rows"/> name.</param>
internal sealed record CatalogueChanges(
    IReadOnlyList<ReviewRow> Rows, IReadOnlyList<int> Deleted, IReadOnlyList<HubLetter> Directors, IReadOnlyList<HubLetter> Themes);
