using System.Globalization;
using System.Text;
using FilmBlog.Core.Domain;

namespace FilmBlog.Benchmarks;

/// <summary>
/// A blog of any size that is the same for the same seed: themes with a heavy head as critics use them (Zipf), about five of them and one
/// or two directors a film, ratings, publications over fifteen years, bodies of some seven hundred words in several scripts.
/// </summary>
/// <param name="reviews">How many reviews.</param>
/// <param name="seed">Another seed gives another blog.</param>
internal sealed class SyntheticBlog(int reviews, int seed = 1)
{
    private static readonly DateTimeOffset First = new(2011, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Latin = ["memory", "light", "river", "silence", "mother", "winter", "journey", "mirror", "horse", "fire"];

    private static readonly string[][] Scripts =
    [
        ["the", "camera", "waits", "and", "the", "house", "remembers", "what", "nobody", "says", "aloud", "in", "this", "film"],
        ["фильм", "время", "память", "зеркало", "вода", "мать", "дом", "свет", "тишина", "дождь"],
        ["ταινία", "μνήμη", "χρόνος", "νερό", "φως", "σιωπή", "δρόμος"],
        ["فیلم", "آینه", "مادر", "شهر", "کودک", "راه", "خانه"],
        ["映画", "記憶", "時間", "鏡", "水", "母", "光"],
        ["película", "corazón", "niño", "mañana", "también", "luz"],
    ];

    private readonly double[] themeHead = Zipf(Math.Clamp(reviews / 100, 40, 2000));
    private readonly double[] directorHead = Zipf(Math.Max(4, reviews * 2 / 5));

    /// <summary>How many reviews there are.</summary>
    public int Count => reviews;

    /// <summary>How many directors there are.</summary>
    public int Directors => directorHead.Length;

    /// <summary>How many themes there are.</summary>
    public int Themes => themeHead.Length;

    /// <summary>The name of a director by number, from 0.</summary>
    public static string DirectorName(int number) => $"{Latin[number % 10]} {Latin[number / 10 % 10]} Director{Text(number)}";

    /// <summary>The name of a theme by number, from 0.</summary>
    public static string ThemeName(int number) => $"{Latin[number % 10]} {Text(number)}";

    /// <summary>A review by number, from 0. The same each time it is asked for.</summary>
    public SyntheticReview Review(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var title = $"{char.ToUpperInvariant((char)('a' + random.Next(26)))}{Latin[random.Next(10)]} {Latin[random.Next(10)]} {Text(number)}";
        return new SyntheticReview
        {
            Number = number,
            Slug = Slug.From(title)!.Value.Value,
            Title = title,
            // Most films that are written about are recent ones.
            Year = 2026 - (int)(100 * Math.Pow(random.NextDouble(), 2)),
            Directors = Draw(random, directorHead, random.NextDouble() < 0.15 ? 2 : 1),
            Themes = Draw(random, themeHead, Math.Clamp(5 + random.Next(-2, 3) + (random.Next(10) == 0 ? 3 : 0), 1, 12)),
            ImdbRating = random.Next(20) == 0 ? null : Math.Round(Math.Clamp(6.6m + (decimal)(Normal(random) * 1.1), 1.5m, 9.4m), 1),
            Rating = random.Next(10) == 0 ? null : Rating.OfHalves(Math.Clamp((int)Math.Round(7 + (2 * Normal(random))), 1, 10)),
            PublishedAt = First.AddMinutes(15.0 * 365 * 24 * 60 * number / reviews),
        };
    }

    /// <summary>The Markdown of a review's body: paragraphs, a heading, a few links and a spoiler.</summary>
    public string Body(int number)
    {
        var random = new Random(unchecked((seed * 2_000_003) + number));
        var words = Scripts[random.Next(3) > 0 ? 0 : random.Next(Scripts.Length)];
        var body = new StringBuilder(5000);
        var (length, written) = (random.Next(500, 900), 0);
        while (written < length)
        {
            if (written > 0 && random.Next(5) == 0)
            {
                body.Append("## ").Append(words[random.Next(words.Length)]).Append("\n\n");
            }

            var paragraph = random.Next(40, 120);
            for (var word = 0; word < paragraph; word++, written++)
            {
                // A rare word now and then, so that a search finds few as well as many.
                var text = random.Next(25) == 0 ? $"{Latin[random.Next(10)]}{Text(random.Next(20_000))}" : words[random.Next(words.Length)];
                body.Append(word == 0 ? "" : " ").Append(random.Next(60) == 0 ? $"*{text}*" : random.Next(400) == 0 ? $"||{text}||" : text);
            }

            body.Append(".\n\n");
        }

        return body.ToString();
    }

    /// <summary>The reviews as Markdown files, as an import reads them.</summary>
    public IEnumerable<(string FileName, string Text)> Files()
    {
        for (var number = 0; number < reviews; number++)
        {
            var review = Review(number);
            var text = new StringBuilder()
                .Append("---\nslug: ").Append(review.Slug)
                .Append("\nfilm:\n  title: ").Append(review.Title)
                .Append(CultureInfo.InvariantCulture, $"\n  year: {review.Year}\n  directors: [")
                .AppendJoin(", ", review.Directors.Select(DirectorName)).Append(']');
            if (review.ImdbRating is { } imdb)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n  imdb_rating: {imdb:0.0}");
            }

            text.Append("\nthemes: [").AppendJoin(", ", review.Themes.Select(ThemeName)).Append(']');
            if (review.Rating is { } rating)
            {
                text.Append("\nrating: ").Append(rating.ToString());
            }

            text.Append(CultureInfo.InvariantCulture, $"\npublished: {review.PublishedAt:yyyy-MM-ddTHH:mm:ssZ}\n---\n").Append(Body(number));
            yield return ($"{review.Slug}.md", text.ToString());
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Running sums of what is drawn seldom the further back it stands, so that a draw is a search: see <see cref="Draw(Random, double[])"/>.</summary>
    public static double[] Zipf(int count)
    {
        var sums = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
        {
            sums[rank] = sum += 1 / Math.Pow(rank + 2.7, 0.9);
        }

        return sums;
    }

    /// <summary>A number from 0: the lower, the more often.</summary>
    public static int Draw(Random random, double[] sums)
    {
        var place = Array.BinarySearch(sums, random.NextDouble() * sums[^1]);
        return Math.Min(place < 0 ? ~place : place, sums.Length - 1);
    }

    private static int[] Draw(Random random, double[] sums, int count)
    {
        var drawn = new HashSet<int>();
        while (drawn.Count < Math.Min(count, sums.Length))
        {
            drawn.Add(Draw(random, sums));
        }

        return [.. drawn];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

/// <summary>One review of a <see cref="SyntheticBlog"/>, without its body.</summary>
internal sealed record SyntheticReview
{
    public required int Number { get; init; }

    public required string Slug { get; init; }

    public required string Title { get; init; }

    public required int Year { get; init; }

    /// <summary>Numbers of directors: see <see cref="SyntheticBlog.DirectorName"/>.</summary>
    public required IReadOnlyList<int> Directors { get; init; }

    /// <summary>Numbers of themes: see <see cref="SyntheticBlog.ThemeName"/>.</summary>
    public required IReadOnlyList<int> Themes { get; init; }

    public required decimal? ImdbRating { get; init; }

    public required Rating? Rating { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
}
