using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Support;

/// <summary>
/// Blogs by chance, the same for the same seed: drafts, scheduled reviews, several reviews of a film, several of one instant, pins and bans
/// to whatever there is and is not, themes and directors that all have and that nobody has.
/// </summary>
internal sealed class RandomBlog(int seed)
{
    private static readonly string[] Letters = ["Anna", "Ánna", "Żora", "Яков", "王", "1st", "\U00010330a", "\uFB01n", "\uE000x"];

    private readonly Random random = new(seed);
    private int names;

    /// <summary>Adds so many reviews.</summary>
    public async Task GrowAsync(FilmBlogContext db, int reviews)
    {
        var writer = await new BlogWriter(db).KnowAllAsync();
        var films = await db.Films.ToListAsync(TestContext.Current.CancellationToken);
        for (var number = 0; number < reviews; number++)
        {
            var another = films.Count > 0 && random.Next(4) == 0;
            var film = another ? films[random.Next(films.Count)] : NewFilm(writer);
            if (!another)
            {
                films.Add(film);
            }

            var review = writer.Review(film, NewSlug(), null, SomeThemes());
            Describe(review, [.. db.Reviews.Local.Select(r => r.Slug.Value)]);
        }
    }

    /// <summary>Changes some review, film, theme or director in some way.</summary>
    public async Task EditAsync(FilmBlogContext db)
    {
        var token = TestContext.Current.CancellationToken;
        var reviews = await db.Reviews.Include(r => r.Film.Directors).Include(r => r.Themes).Include(r => r.Redirects).Include(r => r.Body)
            .OrderBy(r => r.Id).ToListAsync(token);
        var writer = await new BlogWriter(db).KnowAllAsync();
        if (reviews.Count == 0)
        {
            await GrowAsync(db, 3);
            return;
        }

        var review = reviews[random.Next(reviews.Count)];
        switch (random.Next(15))
        {
            case 0:
                review.Unpublish(TestDatabase.Start);
                break;
            case 1:
                review.Publish(SomeInstant() ?? TestDatabase.Start);
                break;
            case 2:
                db.Reviews.Remove(review);
                break;
            case 3 or 4:
                review.CarryThemes([.. SomeThemes().Select(writer.Theme)]);
                break;
            case 5:
                review.Rename(Slug.Parse(NewSlug()));
                break;
            case 6:
                Correct(writer, review.Film, review.Film.Facts() with { ImdbRating = SomeImdb() });
                break;
            case 7:
                Correct(writer, review.Film, review.Film.Facts() with { Directors = SomeDirectors() });
                break;
            case 8:
                Correct(writer, review.Film, review.Film.Facts() with { Year = SomeYear(), Title = NewTitle() });
                break;
            case 9:
                Describe(review, [.. reviews.Select(r => r.Slug.Value)]);
                break;
            case 10:
                review.IsAbout(random.Next(2) == 0 ? reviews[random.Next(reviews.Count)].Film : NewFilm(writer));
                break;
            case 11:
                await GrowAsync(db, 3);
                break;
            case 12:
                review.Write("words", "<p>words</p>", "words", "words", 1, 1);
                break;
            case 13:
                // As one does who has nothing of it loaded: the database takes the rows away by itself.
                db.ChangeTracker.Clear();
                db.RemoveRange(await db.Themes.OrderBy(t => t.Id).Skip(random.Next(8)).Take(1).ToListAsync(token));
                break;
            case 14:
                db.ChangeTracker.Clear();
                db.RemoveRange(await db.Directors.OrderBy(d => d.Id).Skip(random.Next(8)).Take(1).ToListAsync(token));
                break;
        }
    }

    private static void Correct(BlogWriter writer, Film film, FilmFacts facts) =>
        film.Correct(facts, [.. facts.Directors.Select(writer.Director)]);

    private void Describe(Review review, string[] slugs)
    {
        string[] Some() => random.Next(3) > 0
            ? []
            : [.. Enumerable.Range(0, random.Next(8)).Select(_ => slugs[random.Next(slugs.Length)]), "no-such-review"];
        review.Describe(new ReviewFacts
        {
            PublishedAt = SomeInstant(),
            Rating = random.Next(3) == 0 ? null : Rating.OfHalves(random.Next(1, 11)),
            Pinned = Some(),
            Banned = Some(),
        });
    }

    // Many share an instant; a few are drafts; a few wait for up to five minutes.
    private DateTimeOffset? SomeInstant() => random.Next(10) switch
    {
        0 => null,
        1 => TestDatabase.Start.AddSeconds(random.Next(1, 300)),
        2 => TestDatabase.Start,
        _ => TestDatabase.Start.AddDays(-random.Next(20)).AddTicks(-random.Next(3)),
    };

    private Film NewFilm(BlogWriter writer) => writer.Film(NewTitle(), SomeYear(), SomeImdb(), SomeDirectors());

    private string NewTitle() => $"{Letters[random.Next(Letters.Length)]} {BlogWriter.Number(random.Next(40))}";

    private string NewSlug() => $"{(char)('a' + random.Next(26))}-{BlogWriter.Number(seed)}-{BlogWriter.Number(names++)}";

    private int SomeYear() => random.Next(1965, 1985);

    private decimal? SomeImdb() => random.Next(5) == 0 ? null : random.Next(60, 80) / 10m;

    private string[] SomeDirectors() =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Letters[random.Next(3)]} D{Low(12)}").Distinct()];

    private string[] SomeThemes() =>
        [.. Enumerable.Range(0, random.Next(8)).Select(_ => $"{Letters[random.Next(Letters.Length)]} T{Low(4)}").Distinct()];

    // Small numbers are frequent: some themes are on half of the blog.
    private string Low(int below) => BlogWriter.Number((int)(below * Math.Pow(random.NextDouble(), 2)));
}
