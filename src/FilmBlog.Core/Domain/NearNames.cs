namespace FilmBlog.Core.Domain;

/// <summary>
/// Names that may mean the same as another: "memories" beside "memory", "Andrey Tarkovsky" beside "Andrei Tarkovsky". It advises and decides
/// nothing: two such names can well be two.
/// </summary>
public sealed class NearNames
{
    private readonly ILookup<char, Entry> byInitial;
    private readonly ILookup<string, Entry> byWords;

    /// <summary>The names to look among.</summary>
    public NearNames(IEnumerable<string> names)
    {
        var entries = names.Select(name => new Entry(name)).Where(entry => entry.Letters.Length > 0).ToList();
        byInitial = entries.ToLookup(entry => entry.Letters[0]);
        byWords = entries.ToLookup(entry => entry.SortedWords, StringComparer.Ordinal);
    }

    /// <summary>Those of the other names that are near to one, the nearest first; without what is the same name by <see cref="Folding.NameKey"/>.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> others) => new NearNames(others).To(name);

    /// <summary>The names that are near to one, the nearest first; without what is the same name by <see cref="Folding.NameKey"/>.</summary>
    public IReadOnlyList<string> To(string name)
    {
        var entry = new Entry(name);
        if (entry.Letters.Length == 0)
        {
            return [];
        }

        // Who writes another first letter means another word: "motherhood" is not "fatherhood". Only the order of words may differ.
        return [.. byInitial[entry.Letters[0]].Concat(byWords[entry.SortedWords])
            .Select(other => (other.Name, other.Key, Distance: entry.DistanceTo(other)))
            .Where(other => other.Distance is not null && other.Key != entry.Key)
            .OrderBy(other => other.Distance).ThenBy(other => other.Name, StringComparer.Ordinal)
            .Select(other => other.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Letters to change, add, leave out or swap with their neighbour; null when that is more than allowed.</summary>
    internal static int? Edits(string one, string other, int allowed)
    {
        if (Math.Abs(one.Length - other.Length) > allowed)
        {
            return null;
        }

        var (before, last, row) = (new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray(), new int[other.Length + 1]);
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            if (row.Min() > allowed)
            {
                return null;
            }

            (before, last, row) = (last, row, before);
        }

        return last[^1] <= allowed ? last[^1] : null;
    }

    private sealed class Entry
    {
        private readonly string[] words;
        private readonly string digits;
        private readonly string stem;

        public Entry(string name)
        {
            Name = name;
            Key = Folding.NameKey(name);
            words = WordsOf(name);
            Letters = string.Concat(words);
            stem = string.Concat(words.Select(Singular));
            digits = string.Concat(Letters.Where(char.IsDigit));
            SortedWords = string.Join(' ', words.Select(Singular).Order(StringComparer.Ordinal));
        }

        public string Name { get; }

        public string Key { get; }

        /// <summary>All words as one, in small Latin letters where there is a letter table.</summary>
        public string Letters { get; }

        public string SortedWords { get; }

        /// <summary>0: the same but for marks, plurals and the order of words; more: further away; null: not near.</summary>
        public int? DistanceTo(Entry other)
        {
            if (stem == other.stem || SortedWords == other.SortedWords)
            {
                return 0;
            }

            // 1960s and 1970s differ by a letter and mean something else.
            if (digits != other.digits)
            {
                return null;
            }

            var allowed = Math.Min(Letters.Length, other.Letters.Length) switch { < 5 => 0, < 9 => 1, < 14 => 2, _ => 3 };
            return Edits(Letters, other.Letters, allowed)
                ?? (IsLongerFormOf(other) || other.IsLongerFormOf(this) || SharesNameWith(other) ? 4 : null);
        }

        // "dreaming" beside "dream", "children" beside "child".
        private bool IsLongerFormOf(Entry other) =>
            other.Letters.Length >= 4 && Letters.Length - other.Letters.Length is > 0 and <= 3
            && Letters.StartsWith(other.Letters, StringComparison.Ordinal);

        // "Francis Coppola" beside "Francis Ford Coppola", "A. Tarkovsky" beside "Andrei Tarkovsky".
        private bool SharesNameWith(Entry other) =>
            words.Length > 1 && other.words.Length > 1 && words[^1] == other.words[^1]
            && (words[0] == other.words[0]
                ? words.Length != other.words.Length && (words.Length == 2 || other.words.Length == 2)
                : words[0][0] == other.words[0][0] && (words[0].Length == 1 || other.words[0].Length == 1));

        private static string[] WordsOf(string name)
        {
            var folded = Folding.Romanised(name).Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
            return string.Create(folded.Length, folded, static (plain, folded) =>
            {
                for (var i = 0; i < plain.Length; i++)
                {
                    // Letters beyond the first plane come as two halves that are no letters by themselves.
                    plain[i] = char.IsLetterOrDigit(folded[i]) || char.IsSurrogate(folded[i]) ? folded[i] : ' ';
                }
            }).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        private static string Singular(string word) => word switch
        {
            [_, _, .., 'i', 'e', 's'] => word[..^3] + "y",
            [_, _, .., 's' or 'h' or 'x' or 'z', 'e', 's'] => word[..^2],
            [_, _, .., not ('s' or 'u' or 'i'), 's'] => word[..^1],
            _ => word,
        };
    }
}
