using System.Text;

namespace FilmBlog.Benchmarks;

/// <summary>
/// Words of a language that nobody speaks, as often used as those of a real one: the word of each rank by Zipf's law, the first ones English so
/// that a reader of the database sees prose. Syllables end in a vowel, so that no two ranks make the same word.
/// </summary>
/// <param name="letters">For each of <see cref="Latin"/> the letter that stands for it in a script.</param>
internal sealed class SyntheticVocabulary(string letters)
{
    /// <summary>How many words there are besides rare ones.</summary>
    public const int Count = 50_000;

    // Consonants, then vowels.
    private const string Latin = "bcdfghjklmnprstvwzaeiou";
    private const int Vowels = 5;
    private const int Syllables = 18 * Vowels;

    private static readonly string[] Common =
    [
        "the", "of", "and", "to", "in", "that", "is", "was", "it", "as", "for", "with", "his", "on", "by", "he", "film", "her", "which", "from",
        "this", "one", "what", "at", "who", "camera", "but", "not", "when", "they", "all", "house", "into", "there", "while", "scene", "years", "first",
    ];

    private static readonly double[] Head = ZipfLaw.Sums(Count, 1);

    private readonly string[] words = [.. Enumerable.Range(0, Count).Select(rank => letters == Latin && rank < Common.Length ? Common[rank] : Spelled(rank, letters))];

    /// <summary>A language for each of several scripts, the Latin one first.</summary>
    public static IReadOnlyList<SyntheticVocabulary> All { get; } =
    [
        new(Latin),
        new("бцдфгхйклмнпрствшзаеиоу"),
        new("βιδφγχξκλμνπρστψθζαεηου"),
        new("بجدفغحژکلمنپرستوشزاآیهع"),
        new("文日田父川木人口目月年中心水手山東風海空雨花火"),
        new("bçdfghjklmñprstvwzáéióú"),
    ];

    /// <summary>The word of a rank, from 0, the commonest. Ranks beyond <see cref="Count"/> give rare words of their own.</summary>
    public string Word(int rank) => rank < Count ? words[rank] : Spelled(rank, letters);

    /// <summary>A word, the common ones most often; now and then one that hardly any other text has.</summary>
    public string Draw(Random random) => random.Next(100) == 0 ? Word(Count + random.Next(Count * 10)) : words[ZipfLaw.Draw(random, Head)];

    // Multiplied, so that words of neighbouring ranks have no letters in common.
    private static string Spelled(int rank, string letters)
    {
        var (count, all) = rank < Syllables * Syllables / 2 ? (2, (long)Syllables * Syllables) : rank < Syllables * Syllables * Syllables / 2 ? (3, (long)Syllables * Syllables * Syllables) : (4, (long)Syllables * Syllables * Syllables * Syllables);
        var number = rank * 7_368_787L % all;
        var word = new StringBuilder(2 * count);
        for (var syllable = 0; syllable < count; syllable++, number /= Syllables)
        {
            var (consonant, vowel) = Math.DivRem((int)(number % Syllables), Vowels);
            word.Append(letters[consonant]).Append(letters[^(Vowels - vowel)]);
        }

        return word.ToString();
    }
}

/// <summary>Few things occur often, most seldom: the share of each is one by its rank.</summary>
internal static class ZipfLaw
{
    /// <summary>Running sums of the shares, so that a draw is a search.</summary>
    public static double[] Sums(int count, double exponent)
    {
        var sums = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
        {
            sums[rank] = sum += 1 / Math.Pow(rank + 2.7, exponent);
        }

        return sums;
    }

    /// <summary>A rank, from 0.</summary>
    public static int Draw(Random random, double[] sums)
    {
        var place = Array.BinarySearch(sums, random.NextDouble() * sums[^1]);
        return Math.Min(place < 0 ? ~place : place, sums.Length - 1);
    }
}
