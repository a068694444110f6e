using System.Runtime.InteropServices;

namespace FilmBlog.Core.Catalogue;

/// <summary>What is kept of one review. A small struct in one array: a list or a table of recommendations reads few of many.</summary>
internal struct ReviewEntry
{
    public string Slug;
    public string SortTitle;
    public long PublishedTicks;
    public int Id;
    public int FilmId;
    public int Year;

    /// <summary>The next review of the same film, or -1.</summary>
    public int NextOfFilm;

    /// <summary>Where its directors stand in the pool of the table; the themes follow them.</summary>
    public int TagsAt;
    public ushort DirectorCount;
    public ushort ThemeCount;
    public byte ImdbTenths;
    public byte Halves;

    /// <summary>Whether readers see it.</summary>
    public bool IsVisible;

    /// <summary>Whether it is visible and the newest of its film that is.</summary>
    public bool StandsForFilm;
}

/// <summary>
/// All reviews, drafts too, each under a dense number: its slot. Slots of deleted reviews are used again. Directors and themes appear
/// here by the numbers that their <see cref="HubTable"/> gave them.
/// </summary>
internal sealed class ReviewTable
{
    private readonly Dictionary<int, int> slotOfId = [];
    private readonly Dictionary<string, int> slotOfSlug = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> firstOfFilm = [];
    private readonly Dictionary<int, Choices> choices = [];
    private readonly Stack<int> free = [];
    private ReviewEntry[] entries = [];
    private int[] pool = [];
    private int poolUsed;
    private int poolWasted;

    /// <summary>The author's pins and bans of one review, as slugs.</summary>
    public sealed record Choices(IReadOnlyList<string> Pinned, IReadOnlyList<string> Banned)
    {
        public static Choices None { get; } = new([], []);
    }

    /// <summary>One more than the highest slot in use.</summary>
    public int Slots { get; private set; }

    /// <summary>A slot's entry. One of a free slot is never visible.</summary>
    public ref readonly ReviewEntry this[int slot] => ref entries[slot];

    public bool TryFind(int id, out int slot) => slotOfId.TryGetValue(id, out slot);

    public bool TryFind(string slug, out int slot) => slotOfSlug.TryGetValue(slug, out slot);

    public Choices ChoicesOf(int slot) => choices.GetValueOrDefault(slot, Choices.None);

    /// <summary>The numbers of the directors, in the order of credit.</summary>
    public ReadOnlySpan<int> DirectorsOf(int slot)
    {
        ref readonly var entry = ref entries[slot];
        return pool.AsSpan(entry.TagsAt, entry.DirectorCount);
    }

    /// <summary>The numbers of the themes, in the review's order.</summary>
    public ReadOnlySpan<int> ThemesOf(int slot)
    {
        ref readonly var entry = ref entries[slot];
        return pool.AsSpan(entry.TagsAt + entry.DirectorCount, entry.ThemeCount);
    }

    /// <summary>The slot that shows a film: its newest visible review, or -1.</summary>
    public int StandingFor(int filmId)
    {
        for (var slot = firstOfFilm.GetValueOrDefault(filmId, -1); slot >= 0; slot = entries[slot].NextOfFilm)
        {
            if (entries[slot].StandsForFilm)
            {
                return slot;
            }
        }

        return -1;
    }

    public void EnsureCapacity(int reviews)
    {
        slotOfId.EnsureCapacity(reviews);
        slotOfSlug.EnsureCapacity(reviews);
        firstOfFilm.EnsureCapacity(reviews);
        Array.Resize(ref entries, Math.Max(reviews, entries.Length));
    }

    /// <summary>A slot for a review that has none yet.</summary>
    public int Take(int id)
    {
        if (!free.TryPop(out var slot))
        {
            slot = Slots++;
            if (slot == entries.Length)
            {
                Array.Resize(ref entries, Math.Max(16, slot + (slot / 2)));
            }
        }

        slotOfId.Add(id, slot);
        return slot;
    }

    /// <summary>Whether the entry already says what the row does, its directors and themes aside.</summary>
    public bool Says(int slot, ReviewRow row)
    {
        ref readonly var entry = ref entries[slot];
        var chosen = ChoicesOf(slot);
        return HasKeysOf(slot, row) && entry.FilmId == row.FilmId && entry.ImdbTenths == row.ImdbTenths && entry.Slug == row.Slug
            && chosen.Pinned.SequenceEqual(row.Pinned) && chosen.Banned.SequenceEqual(row.Banned);
    }

    /// <summary>Whether the row would stand at the same place in every order.</summary>
    public bool HasKeysOf(int slot, ReviewRow row)
    {
        ref readonly var entry = ref entries[slot];
        return entry.PublishedTicks == row.PublishedTicks && entry.Halves == row.Halves && entry.Year == row.Year
            && entry.SortTitle == row.SortTitle;
    }

    /// <summary>Takes the slot's review from slugs and films, before it is written anew or removed.</summary>
    public void Unlink(int slot)
    {
        ref var entry = ref entries[slot];
        slotOfSlug.Remove(entry.Slug);
        choices.Remove(slot);
        ref var link = ref CollectionsMarshal.GetValueRefOrNullRef(firstOfFilm, entry.FilmId);
        if (link == slot && entry.NextOfFilm < 0)
        {
            firstOfFilm.Remove(entry.FilmId);
            return;
        }

        while (link != slot)
        {
            link = ref entries[link].NextOfFilm;
        }

        link = entry.NextOfFilm;
    }

    /// <summary>Writes a review into a slot that is new or unlinked. Its directors and themes are left as they are.</summary>
    public void Write(int slot, ReviewRow row)
    {
        ref var entry = ref entries[slot];
        entry.Id = row.Id;
        entry.Slug = row.Slug;
        entry.SortTitle = row.SortTitle;
        entry.PublishedTicks = row.PublishedTicks;
        entry.FilmId = row.FilmId;
        entry.Year = row.Year;
        entry.ImdbTenths = row.ImdbTenths;
        entry.Halves = row.Halves;
        slotOfSlug[row.Slug] = slot;
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(firstOfFilm, row.FilmId, out var known);
        entry.NextOfFilm = known ? first : -1;
        first = slot;
        if (row.Pinned.Count + row.Banned.Count > 0)
        {
            choices[slot] = new Choices(row.Pinned, row.Banned);
        }
    }

    /// <summary>Sets the numbers of a review's directors and themes.</summary>
    public void Tag(int slot, ReadOnlySpan<int> directors, ReadOnlySpan<int> themes)
    {
        ref var entry = ref entries[slot];
        poolWasted += entry.DirectorCount + entry.ThemeCount;
        entry.DirectorCount = 0;
        entry.ThemeCount = 0;
        MakeRoom(directors.Length + themes.Length);
        entry.TagsAt = poolUsed;
        entry.DirectorCount = (ushort)directors.Length;
        entry.ThemeCount = (ushort)themes.Length;
        directors.CopyTo(pool.AsSpan(poolUsed));
        themes.CopyTo(pool.AsSpan(poolUsed + directors.Length));
        poolUsed += directors.Length + themes.Length;
    }

    public void Show(int slot, bool visible) => entries[slot].IsVisible = visible;

    /// <summary>Finds anew which review stands for a film, after one of them changed.</summary>
    public void ChooseStanding(int filmId)
    {
        var newest = -1;
        for (var slot = firstOfFilm.GetValueOrDefault(filmId, -1); slot >= 0; slot = entries[slot].NextOfFilm)
        {
            entries[slot].StandsForFilm = false;
            if (entries[slot].IsVisible && (newest < 0 || SlotOrders.Newest(this, slot, newest) < 0))
            {
                newest = slot;
            }
        }

        if (newest >= 0)
        {
            entries[newest].StandsForFilm = true;
        }
    }

    /// <summary>Gives back the slot of a deleted review that is unlinked.</summary>
    public void Free(int slot)
    {
        ref var entry = ref entries[slot];
        poolWasted += entry.DirectorCount + entry.ThemeCount;
        slotOfId.Remove(entry.Id);
        entry = default;
        free.Push(slot);
    }

    // What was edited leaves gaps; they close when the pool is full and moves.
    private void MakeRoom(int count)
    {
        if (poolUsed + count <= pool.Length)
        {
            return;
        }

        var source = pool;
        var live = poolUsed - poolWasted + count;
        pool = new int[Math.Max(64, live + (live / 2))];
        poolUsed = 0;
        poolWasted = 0;
        for (var slot = 0; slot < Slots; slot++)
        {
            ref var entry = ref entries[slot];
            var length = entry.DirectorCount + entry.ThemeCount;
            source.AsSpan(entry.TagsAt, length).CopyTo(pool.AsSpan(poolUsed));
            entry.TagsAt = poolUsed;
            poolUsed += length;
        }
    }
}
