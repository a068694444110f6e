using System.Runtime.InteropServices;

namespace FilmBlog.Core.Catalogue;

/// <summary>Counts reviews one by one for the facets of them all.</summary>
internal sealed class Tally(CatalogueState state)
{
    private readonly YearTable years = new();
    private readonly Dictionary<int, int> directors = [];
    private readonly Dictionary<int, int> themes = [];

    /// <summary>How many were added.</summary>
    public int Count { get; private set; }

    public void Add(int slot)
    {
        Count++;
        years.Add(state.Reviews[slot].Year, state.Reviews[slot].Halves, 1);
        Add(directors, state.Reviews.DirectorsOf(slot));
        Add(themes, state.Reviews.ThemesOf(slot));
    }

    public Facets Facets(int top)
    {
        var (decades, ratings) = years.Facets(int.MinValue, int.MaxValue, null);
        return new Facets(decades, ratings, Most(state.Themes, themes, top), Most(state.Directors, directors, top));
    }

    private static void Add(Dictionary<int, int> counts, ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, number, out _)++;
        }
    }

    private static HubCount[] Most(HubTable hubs, Dictionary<int, int> counts, int top)
    {
        var most = new MostFrequent(top);
        foreach (var (number, count) in counts)
        {
            most.Offer(hubs.IdOf(number), count);
        }

        return most.InOrder();
    }
}
