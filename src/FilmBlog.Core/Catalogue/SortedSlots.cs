namespace FilmBlog.Core.Catalogue;

/// <summary>Slots in an order that is kept while they come and go.</summary>
internal sealed class SortedSlots(Comparison<int> order)
{
    // Up to here moving the rest aside for each is cheaper than one pass over all.
    private const int Few = 32;

    private int[] items = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> All => items.AsSpan(0, Count);

    public Comparison<int> Order => order;

    /// <summary>The first place whose slot has a property that all later ones have too; <see cref="Count"/> when none has.</summary>
    public int FirstWhere(Predicate<int> has)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = has(items[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>The place of a slot that is in it.</summary>
    public int PlaceOf(int slot) => FirstWhere(other => order(other, slot) >= 0);

    /// <summary>Adds slots that are not in it.</summary>
    public void Add(List<int> slots)
    {
        if (Count + slots.Count > items.Length)
        {
            Array.Resize(ref items, Count == 0 ? slots.Count : Count + slots.Count + (Count / 4));
        }

        if (slots.Count <= Few)
        {
            foreach (var slot in slots)
            {
                var place = PlaceOf(slot);
                items.AsSpan(place, Count - place).CopyTo(items.AsSpan(place + 1));
                items[place] = slot;
                Count++;
            }

            return;
        }

        var added = slots.ToArray();
        added.AsSpan().Sort(order);
        // Merged from the end, so that nothing is overwritten before it has moved.
        var (old, to) = (Count - 1, Count + added.Length - 1);
        for (var next = added.Length - 1; next >= 0; to--)
        {
            items[to] = old >= 0 && order(items[old], added[next]) > 0 ? items[old--] : added[next--];
        }

        Count += added.Length;
    }

    /// <summary>Removes slots that are in it, while their keys are still those under which they were added.</summary>
    public void Remove(List<int> slots)
    {
        if (slots.Count <= Few)
        {
            foreach (var slot in slots)
            {
                var place = PlaceOf(slot);
                items.AsSpan(place + 1, Count - place - 1).CopyTo(items.AsSpan(place));
                Count--;
            }

            return;
        }

        var gone = slots.ToHashSet();
        var kept = 0;
        foreach (var slot in All)
        {
            if (!gone.Contains(slot))
            {
                items[kept++] = slot;
            }
        }

        Count = kept;
    }
}
