namespace FilmBlog.Core.Catalogue;

/// <summary>A filter in the numbers of one state of the catalogue.</summary>
/// <param name="Director">The director's number, or -1 for any.</param>
/// <param name="Theme">The theme's number, or -1 for any.</param>
/// <param name="First">The first year.</param>
/// <param name="Last">The last year.</param>
/// <param name="Halves">The rating in half stars; null: any, also none.</param>
internal readonly record struct Conditions(int Director, int Theme, int First, int Last, int? Halves)
{
    private bool HasYears => First != int.MinValue || Last != int.MaxValue;

    /// <summary>Whether it asks for a director or a theme.</summary>
    public bool HasHub => Director >= 0 || Theme >= 0;

    /// <summary>Whether it lets everything visible pass.</summary>
    public bool AdmitAll => !HasHub && !HasYears && Halves is null;

    /// <summary>The filter in numbers; null when it names a director or theme that no review has.</summary>
    public static Conditions? Of(ReviewFilter filter, CatalogueState state)
    {
        var (director, theme) = (-1, -1);
        return (filter.DirectorId is { } directorId && !state.Directors.TryFind(directorId, out director))
            || (filter.ThemeId is { } themeId && !state.Themes.TryFind(themeId, out theme))
            ? null
            : new Conditions(director, theme, filter.FirstYear ?? int.MinValue, filter.LastYear ?? int.MaxValue, filter.Rating?.Halves);
    }

    /// <summary>Whether a visible review passes.</summary>
    public bool Admit(CatalogueState state, int slot)
    {
        ref readonly var review = ref state.Reviews[slot];
        return review.Year >= First && review.Year <= Last && (Halves is null || review.Halves == Halves)
            && (Director < 0 || state.Reviews.DirectorsOf(slot).Contains(Director))
            && (Theme < 0 || state.Reviews.ThemesOf(slot).Contains(Theme));
    }

    /// <summary>The part of an order in which all reviews stand that pass.</summary>
    public ReadOnlySpan<int> Within(CatalogueState state, ReviewOrder order)
    {
        var slots = state.In(order);
        if (order == ReviewOrder.Year && HasYears)
        {
            var (first, last) = (First, Last);
            return Range(slots, slot => state.Reviews[slot].Year <= last, slot => state.Reviews[slot].Year < first);
        }

        return order == ReviewOrder.Rating && Halves is { } halves
            ? Range(slots, slot => state.Reviews[slot].Halves <= halves, slot => state.Reviews[slot].Halves < halves)
            : slots.All;
    }

    /// <summary>The fewest visible reviews, in no particular order, among which all are that pass.</summary>
    public ReadOnlySpan<int> Source(CatalogueState state)
    {
        var fewest = Fewer(Within(state, ReviewOrder.Year), Within(state, ReviewOrder.Rating));
        if (Director >= 0)
        {
            fewest = Fewer(fewest, state.Directors.ReviewsOf(Director));
        }

        return Theme < 0 ? fewest : Fewer(fewest, state.Themes.ReviewsOf(Theme));
    }

    private static ReadOnlySpan<int> Fewer(ReadOnlySpan<int> one, ReadOnlySpan<int> other) => one.Length <= other.Length ? one : other;

    private static ReadOnlySpan<int> Range(SortedSlots order, Predicate<int> from, Predicate<int> past)
    {
        var start = order.FirstWhere(from);
        return order.All[start..Math.Max(start, order.FirstWhere(past))];
    }
}
