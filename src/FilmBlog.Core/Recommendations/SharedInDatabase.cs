using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Recommendations;

/// <summary>
/// The same recommendations by joining the database with itself: what answers until the catalogue is loaded, and what the tests hold the
/// catalogue against.
/// </summary>
internal static class SharedInDatabase
{
    public static async Task<IReadOnlyList<Recommendation>> ForAsync(
        FilmBlogContext db, int reviewId, Subject subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var seats = new Seats<Candidate>();
        var left = new HashSet<int> { subject.FilmId };
        await PinAsync(db, subject, now, seats, left, cancellationToken);
        if (!seats.AreFull)
        {
            var best = await BestSharedAsync(db, reviewId, subject, now, left, cancellationToken);
            var credits = await CreditsAsync(db, best, cancellationToken);
            foreach (var candidate in best)
            {
                seats.Offer(candidate, credits[candidate.FilmId].ToArray());
                if (seats.AreFull)
                {
                    break;
                }
            }

            seats.SeatPassedOver();
            await FillUpAsync(db, subject, now, seats, left, cancellationToken);
        }

        return await RowsAsync(db, subject, seats, cancellationToken);
    }

    private static async Task PinAsync(
        FilmBlogContext db,
        Subject subject,
        DateTimeOffset now,
        Seats<Candidate> seats,
        HashSet<int> left,
        CancellationToken cancellationToken)
    {
        var pinned = await FilmsAsync(db, subject.Pinned, now, cancellationToken);
        var banned = await FilmsAsync(db, subject.Banned, null, cancellationToken);
        var wanted = subject.Pinned.Where(pinned.ContainsKey).Select(slug => pinned[slug]);
        List<int> films = [.. wanted.Where(left.Add).Take(Seats<Candidate>.Rows)];
        left.UnionWith(banned.Values);
        var newest = await Candidates(db.Reviews.NewestOfEachFilm(now).Where(r => films.Contains(r.FilmId)))
            .ToDictionaryAsync(c => c.FilmId, cancellationToken);
        var credits = await CreditsAsync(db, newest.Values, cancellationToken);
        foreach (var film in films)
        {
            seats.Pin(newest[film], credits[film].ToArray());
        }
    }

    // The films of reviews by slug: of those visible at an instant, or of all.
    private static async Task<Dictionary<string, int>> FilmsAsync(
        FilmBlogContext db, IReadOnlyList<string> slugs, DateTimeOffset? visibleAt, CancellationToken cancellationToken)
    {
        List<Slug> wellFormed = [.. slugs.Select(s => Slug.TryParse(s, out var slug) ? slug : default).Where(s => s != default)];
        if (wellFormed.Count == 0)
        {
            return [];
        }

        var reviews = visibleAt is { } now ? db.Reviews.Published(now) : db.Reviews;
        return await reviews.Where(r => wellFormed.Contains(r.Slug)).Select(r => new { r.Slug, r.FilmId })
            .ToDictionaryAsync(r => r.Slug.Value, r => r.FilmId, cancellationToken);
    }

    private static async Task<List<Candidate>> BestSharedAsync(
        FilmBlogContext db, int reviewId, Subject subject, DateTimeOffset now, HashSet<int> left, CancellationToken cancellationToken)
    {
        var byDirector = db.FilmDirectors.Where(mine => mine.FilmId == subject.FilmId)
            .Join(db.FilmDirectors, mine => mine.DirectorId, theirs => theirs.DirectorId, (mine, theirs) => theirs.FilmId)
            .Join(db.Reviews, film => film, r => r.FilmId, (film, r) => new { r.Id, Weight = Nearness.Director });
        var byTheme = db.ReviewThemes.Where(mine => mine.ReviewId == reviewId)
            .Join(db.ReviewThemes, mine => mine.ThemeId, theirs => theirs.ThemeId, (mine, theirs) => theirs.ReviewId)
            .Select(id => new { Id = id, Weight = Nearness.Theme });
        var shared = byDirector.Concat(byTheme).GroupBy(tag => tag.Id)
            .Select(tags => new { Id = tags.Key, Shared = tags.Sum(tag => tag.Weight) });
        var candidates = db.Reviews.NewestOfEachFilm(now)
            .Join(
                shared,
                r => r.Id,
                tags => tags.Id,
                (r, tags) => new { r.Id, r.FilmId, r.Slug, r.Film.Year, r.Film.ImdbRating, tags.Shared })
            .OrderByDescending(c => c.Shared);
        var best = new Best<Candidate>(Nearness.Pool);
        await foreach (var c in candidates.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // They come by what they share: from here on none can enter, however near and however highly rated.
            if (best.IsFull && c.Shared + Nearness.MostApart < best.Least)
            {
                break;
            }

            if (!left.Contains(c.FilmId))
            {
                var candidate = new Candidate(c.Id, c.FilmId, c.Slug.Value, c.Year, c.ImdbRating);
                best.Offer(candidate.Score(subject.Year, c.Shared), candidate.Slug, candidate);
            }
        }

        return [.. best.InOrder];
    }

    private static async Task FillUpAsync(
        FilmBlogContext db,
        Subject subject,
        DateTimeOffset now,
        Seats<Candidate> seats,
        HashSet<int> left,
        CancellationToken cancellationToken)
    {
        if (seats.AreFull)
        {
            return;
        }

        left.UnionWith(seats.Taken.Select(c => c.FilmId));
        var best = new Best<Candidate>(Seats<Candidate>.Rows - seats.Taken.Count);
        var all = Candidates(db.Reviews.NewestOfEachFilm(now)).AsAsyncEnumerable();
        await foreach (var candidate in all.WithCancellation(cancellationToken))
        {
            if (!left.Contains(candidate.FilmId))
            {
                best.Offer(candidate.Score(subject.Year, 0), candidate.Slug, candidate);
            }
        }

        foreach (var candidate in best.InOrder)
        {
            seats.Fill(candidate);
        }
    }

    private static async Task<IReadOnlyList<Recommendation>> RowsAsync(
        FilmBlogContext db, Subject subject, Seats<Candidate> seats, CancellationToken cancellationToken)
    {
        var credits = await CreditsAsync(db, seats.Taken, cancellationToken);
        List<int> reviews = [.. seats.Taken.Select(c => c.ReviewId)];
        var carried = (await db.ReviewThemes.Where(t => reviews.Contains(t.ReviewId)).Select(t => new { t.ReviewId, t.ThemeId })
            .ToListAsync(cancellationToken)).ToLookup(t => t.ReviewId, t => t.ThemeId);
        return
        [
            .. seats.Taken.Select((candidate, place) =>
            {
                List<int> directors = [.. credits[candidate.FilmId].Where(subject.Directors.Contains)];
                List<int> themes = [.. subject.Themes.Where(carried[candidate.ReviewId].Contains)];
                var shared = (Nearness.Director * directors.Count) + (Nearness.Theme * themes.Count);
                return new Recommendation(
                    candidate.ReviewId, candidate.Score(subject.Year, shared), directors, themes, Pinned: place < seats.Pins);
            }),
        ];
    }

    private static async Task<ILookup<int, int>> CreditsAsync(
        FilmBlogContext db, IEnumerable<Candidate> candidates, CancellationToken cancellationToken)
    {
        List<int> films = [.. candidates.Select(c => c.FilmId)];
        var credits = await db.FilmDirectors.Where(d => films.Contains(d.FilmId))
            .OrderBy(d => d.Position).ThenBy(d => d.DirectorId).Select(d => new { d.FilmId, d.DirectorId }).ToListAsync(cancellationToken);
        return credits.ToLookup(d => d.FilmId, d => d.DirectorId);
    }

    private static IQueryable<Candidate> Candidates(IQueryable<Review> reviews) =>
        reviews.Select(r => new Candidate(r.Id, r.FilmId, r.Slug.Value, r.Film.Year, r.Film.ImdbRating));

    private sealed record Candidate(int ReviewId, int FilmId, string Slug, int Year, decimal? ImdbRating)
    {
        public double Score(int year, int shared) => Nearness.Score(shared, year, Year, CatalogueLoader.Tenths(ImdbRating));
    }
}
