using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace FilmBlog.Core.Domain;

/// <summary>
/// Names by the groups of three letters in them, to find those that resemble some words. Names are compared without marks, in Latin letters where
/// there is a letter table. Not safe for threads while names are added.
/// </summary>
/// <typeparam name="T">What a name stands for; one may have several names.</typeparam>
public sealed class NameTrigrams<T>
    where T : notnull
{
    // Of what is longer, the beginning tells enough.
    private const int LongestText = 120;

    // The rarest groups say the most: of those that half of the names have, not all need be counted.
    private const int MostLooks = 50_000;

    // Below, two names resemble each other by chance.
    private const double LeastLikeness = 0.4;

    private readonly Dictionary<ulong, List<int>> byTrigram = [];
    private readonly List<(T Meaning, byte Size)> names = [];

    /// <summary>How many names there are.</summary>
    public int Count => names.Count;

    /// <summary>Adds the names of one thing; empty ones and repetitions are left out.</summary>
    public void Add(T meaning, params IEnumerable<string?> texts)
    {
        foreach (var words in texts.OfType<string>().Select(Words).Distinct(StringComparer.Ordinal))
        {
            var trigrams = Trigrams(words);
            foreach (var trigram in trigrams)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(byTrigram, trigram, out _) ??= []).Add(names.Count);
            }

            if (trigrams.Count > 0)
            {
                names.Add((meaning, (byte)Math.Min(trigrams.Count, byte.MaxValue)));
            }
        }
    }

    /// <summary>
    /// The meanings of the names that resemble some words, the nearest first. A name that lacks a word of these counts for more than one that has
    /// a word besides.
    /// </summary>
    /// <param name="text">The words.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<T> Nearest(string text, int most)
    {
        var trigrams = Trigrams(Words(text));
        var shared = ArrayPool<byte>.Shared.Rent(names.Count);
        try
        {
            shared.AsSpan(0, names.Count).Clear();
            var looks = 0;
            var found = new List<int>();
            foreach (var postings in trigrams.Select(t => byTrigram.GetValueOrDefault(t)).OfType<List<int>>().OrderBy(p => p.Count))
            {
                if ((looks += postings.Count) > MostLooks)
                {
                    break;
                }

                foreach (var name in postings)
                {
                    if (shared[name]++ == 0)
                    {
                        found.Add(name);
                    }
                }
            }

            return [.. found.Select(name => (names[name].Meaning, Likeness: Likeness(shared[name], names[name].Size, trigrams.Count)))
                .Where(name => name.Likeness >= LeastLikeness)
                .OrderByDescending(name => name.Likeness)
                .Select(name => name.Meaning).Distinct().Take(most)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(shared);
        }
    }

    // Tversky's index: 1 for the same groups, 0 for none in common; addresses have words beside the title (a year, a name), titles seldom.
    private static double Likeness(int shared, int name, int asked) => shared / (shared + (0.4 * (name - shared)) + (0.3 * (asked - shared)));

    private static string Words(string text)
    {
        var words = new StringBuilder(" ");
        foreach (var rune in Folding.Romanised(text.Length > LongestText ? text[..LongestText] : text).EnumerateRunes().TakeWhile(_ => words.Length < LongestText))
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                words.Append(rune);
            }
            else if (rune.Value is not ('\'' or '’' or 'ʼ') && words[^1] != ' ')
            {
                words.Append(' ');
            }
        }

        return words.Append(' ').ToString();
    }

    // Each word with two spaces before and one behind, so that its beginning counts for more than its end.
    private static HashSet<ulong> Trigrams(string words)
    {
        var trigrams = new HashSet<ulong>();
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (first, second) = (' ', ' ');
            foreach (var letter in word + " ")
            {
                trigrams.Add(((ulong)first << 32) | ((ulong)second << 16) | letter);
                (first, second) = (second, letter);
            }
        }

        return trigrams;
    }
}
