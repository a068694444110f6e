using System.Buffers;
using FilmBlog.Core.Catalogue;

namespace FilmBlog.Core.Recommendations;

/// <summary>
/// Recommendations from the catalogue: passing over the postings of the review's own directors and themes it counts into one byte for each
/// review what they share, then looks at those whose count can still enter the best.
/// </summary>
internal static class SharedInMemory
{
    /// <summary>The table of a review in the catalogue; null when it is not there.</summary>
    public static IReadOnlyList<Recommendation>? ForKnown(CatalogueState state, int reviewId)
    {
        var reviews = state.Reviews;
        if (!reviews.TryFind(reviewId, out var slot))
        {
            return null;
        }

        ref readonly var review = ref reviews[slot];
        return For(state, new Tags(review.FilmId, review.Year, reviews.DirectorsOf(slot), reviews.ThemesOf(slot), reviews.ChoicesOf(slot)));
    }

    /// <summary>
    /// The table of a review that the catalogue does not have; directors and themes that it does not know are nobody else's.
    /// </summary>
    public static IReadOnlyList<Recommendation> For(CatalogueState state, Subject subject) => For(state, new Tags(
        subject.FilmId,
        subject.Year,
        Known(state.Directors, subject.Directors),
        Known(state.Themes, subject.Themes),
        new ReviewTable.Choices(subject.Pinned, subject.Banned)));

    private static List<Recommendation> For(CatalogueState state, Tags subject)
    {
        var rented = ArrayPool<byte>.Shared.Rent(state.Reviews.Slots);
        // 5 directors and 12 themes, which validation admits, count up to 27.
        var shared = rented.AsSpan(0, state.Reviews.Slots);
        shared.Clear();
        Count(state.Directors, subject.Directors, Nearness.Director, shared);
        Count(state.Themes, subject.Themes, Nearness.Theme, shared);
        var rows = Choose(state, subject, shared);
        ArrayPool<byte>.Shared.Return(rented);
        return rows;
    }

    private static void Count(HubTable hubs, ReadOnlySpan<int> numbers, byte weight, Span<byte> shared)
    {
        foreach (var number in numbers)
        {
            foreach (var slot in hubs.ReviewsOf(number))
            {
                shared[slot] += weight;
            }
        }
    }

    private static List<Recommendation> Choose(CatalogueState state, Tags subject, Span<byte> shared)
    {
        var reviews = state.Reviews;
        var seats = new Seats<int>();
        var left = new List<int> { subject.FilmId };
        foreach (var slug in subject.Choices.Pinned)
        {
            if (!seats.AreFull && reviews.TryFind(slug, out var slot) && reviews[slot].IsVisible && !left.Contains(reviews[slot].FilmId))
            {
                left.Add(reviews[slot].FilmId);
                var newest = reviews.StandingFor(reviews[slot].FilmId);
                seats.Pin(newest, reviews.DirectorsOf(newest));
            }
        }

        foreach (var slug in subject.Choices.Banned)
        {
            if (reviews.TryFind(slug, out var slot))
            {
                left.Add(reviews[slot].FilmId);
            }
        }

        if (!seats.AreFull)
        {
            foreach (var slot in BestShared(reviews, subject.Year, left, shared))
            {
                seats.Offer(slot, reviews.DirectorsOf(slot));
                if (seats.AreFull)
                {
                    break;
                }
            }

            seats.SeatPassedOver();
            FillUp(reviews, subject.Year, left, seats);
        }

        return Rows(state, subject, shared, seats);
    }

    private static IEnumerable<int> BestShared(ReviewTable reviews, int year, List<int> left, ReadOnlySpan<byte> shared)
    {
        var best = new Best<int>(Nearness.Pool);
        byte need = 1;
        for (var slot = 0; slot < shared.Length; slot++)
        {
            // What shares less than this cannot enter, however near and however highly rated.
            var jump = shared[slot..].IndexOfAnyInRange(need, byte.MaxValue);
            if (jump < 0)
            {
                break;
            }

            slot += jump;
            ref readonly var review = ref reviews[slot];
            if (!review.StandsForFilm)
            {
                continue;
            }

            var score = Nearness.Score(shared[slot], year, review.Year, review.ImdbTenths);
            if (!best.Admits(score) || left.Contains(review.FilmId))
            {
                continue;
            }

            best.Offer(score, review.Slug, slot);
            if (best.IsFull)
            {
                need = (byte)Math.Max(1, Math.Ceiling(best.Least - Nearness.MostApart));
            }
        }

        return best.InOrder;
    }

    // A blog too young to fill five rows: the nearest and best rated of all.
    private static void FillUp(ReviewTable reviews, int year, List<int> left, Seats<int> seats)
    {
        if (seats.AreFull)
        {
            return;
        }

        var best = new Best<int>(Seats<int>.Rows - seats.Taken.Count);
        for (var slot = 0; slot < reviews.Slots; slot++)
        {
            ref readonly var review = ref reviews[slot];
            if (review.StandsForFilm)
            {
                var score = Nearness.Apart(year, review.Year, review.ImdbTenths);
                if (best.Admits(score) && !left.Contains(review.FilmId) && !seats.Taken.Contains(slot))
                {
                    best.Offer(score, review.Slug, slot);
                }
            }
        }

        foreach (var slot in best.InOrder)
        {
            seats.Fill(slot);
        }
    }

    private static List<Recommendation> Rows(CatalogueState state, Tags subject, ReadOnlySpan<byte> shared, Seats<int> seats)
    {
        var rows = new List<Recommendation>(seats.Taken.Count);
        foreach (var slot in seats.Taken)
        {
            ref readonly var review = ref state.Reviews[slot];
            rows.Add(new Recommendation(
                review.Id,
                Nearness.Score(shared[slot], subject.Year, review.Year, review.ImdbTenths),
                Both(state.Directors, state.Reviews.DirectorsOf(slot), subject.Directors),
                Both(state.Themes, subject.Themes, state.Reviews.ThemesOf(slot)),
                Pinned: rows.Count < seats.Pins));
        }

        return rows;
    }

    private static List<int> Both(HubTable hubs, ReadOnlySpan<int> inOrder, ReadOnlySpan<int> other)
    {
        var ids = new List<int>();
        foreach (var number in inOrder)
        {
            if (other.Contains(number))
            {
                ids.Add(hubs.IdOf(number));
            }
        }

        return ids;
    }

    private static int[] Known(HubTable hubs, IReadOnlyList<int> ids)
    {
        var numbers = new List<int>(ids.Count);
        foreach (var id in ids)
        {
            if (hubs.TryFind(id, out var number))
            {
                numbers.Add(number);
            }
        }

        return [.. numbers];
    }

    private readonly ref struct Tags(
        int filmId, int year, ReadOnlySpan<int> directors, ReadOnlySpan<int> themes, ReviewTable.Choices choices)
    {
        public int FilmId { get; } = filmId;

        public int Year { get; } = year;

        public ReadOnlySpan<int> Directors { get; } = directors;

        public ReadOnlySpan<int> Themes { get; } = themes;

        public ReviewTable.Choices Choices { get; } = choices;
    }
}
