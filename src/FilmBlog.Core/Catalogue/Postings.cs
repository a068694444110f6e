namespace FilmBlog.Core.Catalogue;

/// <summary>The slots of the visible reviews of one director or theme, ascending.</summary>
internal struct Postings
{
    private int[]? slots;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<int> All => slots.AsSpan(0, Count);

    public void Add(int slot)
    {
        slots ??= new int[1];
        if (Count == slots.Length)
        {
            Array.Resize(ref slots, Count < 4 ? Count + 1 : Count + (Count / 2));
        }

        // What is new has mostly the highest slot.
        var place = Count == 0 || slots[Count - 1] < slot ? Count : ~All.BinarySearch(slot);
        All[place..].CopyTo(slots.AsSpan(place + 1));
        slots[place] = slot;
        Count++;
    }

    public void Remove(int slot)
    {
        var place = All.BinarySearch(slot);
        All[(place + 1)..].CopyTo(slots.AsSpan(place));
        Count--;
    }
}
