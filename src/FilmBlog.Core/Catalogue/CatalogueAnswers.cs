using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;

namespace FilmBlog.Core.Catalogue;

/// <summary>What pages ask of one state of the catalogue. Costly answers are remembered until the state changes.</summary>
internal sealed class CatalogueAnswers(CatalogueState state)
{
    // Filters are made of what visitors ask for: the memory of them has an end.
    private const int Remembered = 512;

    // Reviews that may be looked at for one page without making a list of it.
    private const int Little = 2000;

    // All lists together remember each visible review so many times at most, in four bytes.
    private const int ListedFor = 4;

    private readonly ConcurrentDictionary<ReviewFilter, HubFacts> facts = [];
    private readonly ConcurrentDictionary<(ReviewFilter, int), Facets> facets = [];
    private readonly ConcurrentDictionary<(ReviewFilter, ReviewOrder), int[]> lists = [];
    private long listed;

    public HubFacts Facts(ReviewFilter filter) => Remember(facts, filter, static (state, filter) =>
    {
        if (Conditions.Of(filter, state) is not { } conditions)
        {
            return HubFacts.Nothing;
        }

        return (conditions.HasHub ? Counted(state, conditions) : state.Years).Facts(conditions.First, conditions.Last, conditions.Halves);
    });

    public Facets Facets(ReviewFilter filter, int top) => Remember(facets, (filter, top), static (state, key) =>
    {
        if (Conditions.Of(key.Item1, state) is not { } conditions)
        {
            return new Facets([], [], [], []);
        }

        var years = conditions.HasHub ? Counted(state, conditions) : state.Years;
        var (decades, ratings) = years.Facets(conditions.First, conditions.Last, conditions.Halves);
        var all = conditions.AdmitAll;
        return new Facets(
            decades,
            ratings,
            all ? Frequent(state.Themes, key.Item2) : Frequent(state, conditions, HubKind.Theme, key.Item2),
            all ? Frequent(state.Directors, key.Item2) : Frequent(state, conditions, HubKind.Director, key.Item2));
    });

    /// <summary>What of a sieve is visible.</summary>
    public Sifted Sift(Sieve sieve, int skip, int take, int top)
    {
        var tally = new Tally(state);
        var page = new List<int>(take);
        var wanted = ArrayPool<bool>.Shared.Rent(state.Reviews.Slots);
        wanted.AsSpan(0, state.Reviews.Slots).Fill(sieve.Rest is null);
        foreach (var id in sieve.Rest ?? [])
        {
            if (state.Reviews.TryFind(id, out var slot))
            {
                wanted[slot] = true;
            }
        }

        foreach (var id in sieve.First)
        {
            if (state.Reviews.TryFind(id, out var slot))
            {
                wanted[slot] = false;
                Take(slot);
            }
        }

        if (sieve.Rest is null or { Count: > 0 })
        {
            foreach (var slot in state.In(ReviewOrder.Newest).All)
            {
                if (wanted[slot])
                {
                    Take(slot);
                }
            }
        }

        ArrayPool<bool>.Shared.Return(wanted);
        return new Sifted(page, tally.Count, tally.Facets(top));

        void Take(int slot)
        {
            ref readonly var review = ref state.Reviews[slot];
            if (review.IsVisible && sieve.Admits(review.Year, review.Halves))
            {
                if (tally.Count >= skip && page.Count < take)
                {
                    page.Add(review.Id);
                }

                tally.Add(slot);
            }
        }
    }

    public Listing Browse(ReviewFilter filter, ReviewOrder order, int skip, int take)
    {
        var found = Facts(filter);
        take = Math.Min(take, found.Count - skip);
        return new Listing(take <= 0 ? [] : Page(filter, order, skip, take, found.Count), found);
    }

    public Dictionary<int, int> Counts(HubKind kind, IReadOnlyCollection<int> ids)
    {
        var hubs = state.Hubs(kind);
        var counts = new Dictionary<int, int>(ids.Count);
        foreach (var id in ids)
        {
            counts[id] = hubs.TryFind(id, out var number) ? hubs.CountOf(number) : 0;
        }

        return counts;
    }

    public Neighbours Neighbours(int reviewId)
    {
        if (!state.Reviews.TryFind(reviewId, out var slot) || !state.Reviews[slot].IsVisible)
        {
            return default;
        }

        var newest = state.In(ReviewOrder.Newest);
        var place = newest.PlaceOf(slot);
        return new Neighbours(
            place + 1 < newest.Count ? state.Reviews[newest.All[place + 1]].Id : null,
            place > 0 ? state.Reviews[newest.All[place - 1]].Id : null,
            !state.Reviews[slot].StandsForFilm);
    }

    // Either one walks along the order until the page is full, or one takes what the filter lets pass and sorts it: whichever reads less.
    // Where both read much, the whole list is made once and remembered, so that a deep page costs what the first does.
    private int[] Page(ReviewFilter filter, ReviewOrder order, int skip, int take, int matching)
    {
        var conditions = Conditions.Of(filter, state)!.Value;
        var within = conditions.Within(state, order);
        if (matching == within.Length)
        {
            return Ids(within.Slice(skip, take));
        }

        if (lists.TryGetValue((filter, order), out var known))
        {
            return Ids(known.AsSpan(skip, take));
        }

        var sorting = conditions.Source(state).Length + ((long)matching * BitOperations.Log2((uint)matching));
        var walking = (long)(skip + take) * within.Length / matching;
        if (Math.Min(sorting, walking) <= Little)
        {
            return Ids(walking <= sorting ? Walk(within, conditions, skip, take) : Sort(conditions, order, matching).AsSpan(skip, take));
        }

        var list = within.Length <= sorting ? Walk(within, conditions, 0, matching) : Sort(conditions, order, matching);
        if (Interlocked.Add(ref listed, list.Length) > ListedFor * (long)state.Visible)
        {
            lists.Clear();
            Interlocked.Exchange(ref listed, list.Length);
        }

        lists.TryAdd((filter, order), list);
        return Ids(list.AsSpan(skip, take));
    }

    private int[] Walk(ReadOnlySpan<int> order, in Conditions conditions, int skip, int take)
    {
        var slots = new int[take];
        var found = -skip;
        foreach (var slot in order)
        {
            if (conditions.Admit(state, slot) && found++ >= 0)
            {
                slots[found - 1] = slot;
                if (found == take)
                {
                    break;
                }
            }
        }

        return slots;
    }

    private int[] Sort(in Conditions conditions, ReviewOrder order, int matching)
    {
        var slots = new int[matching];
        var found = 0;
        foreach (var slot in conditions.Source(state))
        {
            if (conditions.Admit(state, slot))
            {
                slots[found++] = slot;
            }
        }

        slots.AsSpan().Sort(state.In(order).Order);
        return slots;
    }

    private int[] Ids(ReadOnlySpan<int> slots)
    {
        var ids = new int[slots.Length];
        for (var place = 0; place < ids.Length; place++)
        {
            ids[place] = state.Reviews[slots[place]].Id;
        }

        return ids;
    }

    private static YearTable Counted(CatalogueState state, in Conditions conditions)
    {
        var years = new YearTable();
        foreach (var slot in conditions.Source(state))
        {
            if (conditions.Admit(state, slot))
            {
                years.Add(state.Reviews[slot].Year, state.Reviews[slot].Halves, 1);
            }
        }

        return years;
    }

    private static HubCount[] Frequent(HubTable hubs, int top)
    {
        var most = new MostFrequent(top);
        for (var number = 0; number < hubs.Count; number++)
        {
            most.Offer(hubs.IdOf(number), hubs.CountOf(number));
        }

        return most.InOrder();
    }

    private static HubCount[] Frequent(CatalogueState state, in Conditions conditions, HubKind kind, int top)
    {
        var hubs = state.Hubs(kind);
        var counts = ArrayPool<int>.Shared.Rent(hubs.Count);
        counts.AsSpan(0, hubs.Count).Clear();
        foreach (var slot in conditions.Source(state))
        {
            if (conditions.Admit(state, slot))
            {
                foreach (var number in kind == HubKind.Director ? state.Reviews.DirectorsOf(slot) : state.Reviews.ThemesOf(slot))
                {
                    counts[number]++;
                }
            }
        }

        var most = new MostFrequent(top);
        for (var number = 0; number < hubs.Count; number++)
        {
            most.Offer(hubs.IdOf(number), counts[number]);
        }

        ArrayPool<int>.Shared.Return(counts);
        return most.InOrder();
    }

    private TAnswer Remember<TKey, TAnswer>(
        ConcurrentDictionary<TKey, TAnswer> answers, TKey key, Func<CatalogueState, TKey, TAnswer> find)
        where TKey : notnull
    {
        if (answers.TryGetValue(key, out var known))
        {
            return known;
        }

        if (answers.Count >= Remembered)
        {
            answers.Clear();
        }

        return answers.GetOrAdd(key, find(state, key));
    }
}
