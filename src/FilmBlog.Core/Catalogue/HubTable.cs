using System.Runtime.InteropServices;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Catalogue;

/// <summary>All directors, or all themes, each under a dense number, with the visible reviews of each.</summary>
internal sealed class HubTable
{
    private readonly Dictionary<int, int> numberOfId = [];
    private readonly Dictionary<string, int> hubsUnderLetter = new(StringComparer.Ordinal);
    private readonly HashSet<string> letters = new(StringComparer.Ordinal);
    private Hub[] hubs = [];

    public int Count { get; private set; }

    /// <summary>Whether any of them has a visible review.</summary>
    public bool HasReviews => hubsUnderLetter.Values.Any(count => count > 0);

    public bool TryFind(int id, out int number) => numberOfId.TryGetValue(id, out number);

    public int IdOf(int number) => hubs[number].Id;

    public int CountOf(int number) => hubs[number].Reviews.Count;

    public ReadOnlySpan<int> ReviewsOf(int number) => hubs[number].Reviews.All;

    public void EnsureCapacity(int count)
    {
        numberOfId.EnsureCapacity(count);
        Array.Resize(ref hubs, Math.Max(count, hubs.Length));
    }

    /// <summary>Makes a director or theme known, or its letter anew.</summary>
    public void Know(HubLetter known)
    {
        var number = NumberOf(known.Id);
        ref var hub = ref hubs[number];
        // One string for each letter, not one for each name.
        if (!letters.TryGetValue(known.Letter, out var letter))
        {
            letters.Add(letter = known.Letter);
        }

        if (hub.Reviews.Count > 0 && hub.Letter != letter)
        {
            CountUnder(hub.Letter, -1);
            CountUnder(letter, 1);
        }

        hub.Letter = letter;
    }

    /// <summary>The numbers of directors or themes by their ids. All of them are known.</summary>
    public int[] NumbersOf(IReadOnlyList<int> ids)
    {
        var numbers = new int[ids.Count];
        for (var place = 0; place < numbers.Length; place++)
        {
            numbers[place] = numberOfId[ids[place]];
        }

        return numbers;
    }

    /// <summary>Adds a visible review to these directors or themes.</summary>
    public void Add(int slot, ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            ref var hub = ref hubs[number];
            hub.Reviews.Add(slot);
            if (hub.Reviews.Count == 1)
            {
                CountUnder(hub.Letter, 1);
            }
        }
    }

    /// <summary>Takes a review that is not visible any more from these directors or themes.</summary>
    public void Remove(int slot, ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            ref var hub = ref hubs[number];
            hub.Reviews.Remove(slot);
            if (hub.Reviews.Count == 0)
            {
                CountUnder(hub.Letter, -1);
            }
        }
    }

    /// <summary>How many directors or themes with a visible review stand under each letter.</summary>
    public List<LetterCount> Letters() => InOrder(hubsUnderLetter.Select(l => new LetterCount(l.Key, l.Value)));

    /// <summary>Letters by code points, what begins with none last; those without any left out.</summary>
    public static List<LetterCount> InOrder(IEnumerable<LetterCount> letters) =>
    [
        .. letters.Where(l => l.Count > 0)
            .OrderBy(l => l.Letter == IndexLetter.Other)
            .ThenBy(l => l.Letter, Comparer<string>.Create(SlotOrders.CodePoints)),
    ];

    private int NumberOf(int id)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numberOfId, id, out var known);
        if (!known)
        {
            number = Count++;
            if (number == hubs.Length)
            {
                Array.Resize(ref hubs, Math.Max(16, number + (number / 2)));
            }

            hubs[number] = new Hub { Id = id, Letter = IndexLetter.Other };
        }

        return number;
    }

    private void CountUnder(string letter, int more) => CollectionsMarshal.GetValueRefOrAddDefault(hubsUnderLetter, letter, out _) += more;

    private struct Hub
    {
        public string Letter;
        public Postings Reviews;
        public int Id;
    }
}
