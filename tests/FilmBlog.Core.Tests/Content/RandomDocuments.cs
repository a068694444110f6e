using System.Globalization;
using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Content;

/// <summary>Documents by chance, the same for the same seed, with the strangest texts in every field.</summary>
internal sealed class RandomDocuments(int seed)
{
    private readonly Random random = new(seed);
    private readonly StrangeText texts = new(seed);

    public ReviewDocument Next(int number)
    {
        var title = $"{texts.Line()} {number.ToString(CultureInfo.InvariantCulture)}";
        var headline = Some(() => texts.Line());
        return new ReviewDocument
        {
            Slug = Slug.Parse($"review-{number.ToString(CultureInfo.InvariantCulture)}"),
            Film = new FilmFacts
            {
                Title = title,
                OriginalTitle = Some(() => texts.Line()),
                AlsoKnownAs = Names(4),
                Year = random.Next(1888, 2101),
                Directors = [.. Names(5).DefaultIfEmpty("Agnès Varda")],
                Countries = Names(3),
                Languages = random.Next(2) == 0 ? [] : ["pt-BR", "ru"],
                Runtime = random.Next(2) == 0 ? null : random.Next(1, 6001),
                Cinematography = Names(2),
                Cast = Names(12),
                Music = Names(2),
                AspectRatio = random.Next(2) == 0 ? null : random.Next(1000, 4001) / 1000m,
                ImdbId = random.Next(2) == 0 ? null : $"tt{number.ToString("0000000", CultureInfo.InvariantCulture)}",
                ImdbRating = random.Next(2) == 0 ? null : random.Next(10, 101) / 10m,
            },
            Facts = new ReviewFacts
            {
                Headline = headline == title ? null : headline,
                Verdict = Some(() => texts.Line(30)),
                Excerpt = Some(() => texts.Line(40)),
                Rating = random.Next(2) == 0 ? null : Rating.OfHalves(random.Next(1, 11)),
                PublishedAt = Instant(),
                UpdatedAt = Instant(),
                WatchedOn = random.Next(4) switch { 0 => null, 1 => new PartialDate(2026, null, null), 2 => new PartialDate(1999, 12, null), _ => new PartialDate(2024, 2, 29) },
                HasSpoilers = random.Next(2) == 0,
                Pinned = Names(3),
                Banned = Names(2),
                Byline = Some(() => texts.Line()),
            },
            Themes = Names(12),
            Aliases = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Redirect.NormalPath($"/{number}/{texts.Line(3)}")).OfType<string>().Distinct()],
            Body = texts.Body(60),
        };
    }

    private string? Some(Func<string> text) => random.Next(3) == 0 ? null : text();

    private DateTimeOffset? Instant() => random.Next(3) == 0 ? null : new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);

    private string[] Names(int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => texts.Line(4))
        .Where(t => t.Length <= 80).DistinctBy(Folding.NameKey)];
}
