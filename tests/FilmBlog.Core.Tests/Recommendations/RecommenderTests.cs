using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Recommendations;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Recommendations;

public sealed class RecommenderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Zerkalo_recommends_the_five_films_of_the_first_essay_in_their_order(bool loaded)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            writer.Review("Zerkalo", 1975, 7.9m, "Andrei Tarkovsky", "memory", "dreams", "identity", "childhood", "motherhood", "mortality", "war", "time");
            writer.Review("Stalker", 1979, 8.1m, "Andrei Tarkovsky", "faith", "desire", "the nature of reality", "science and belief", "dreams", "mortality", "time");
            writer.Review("Solaris", 1972, 8.1m, "Andrei Tarkovsky", "memory", "grief", "identity", "the nature of reality", "science and belief", "love");
            writer.Review("The Mirror", 1997, 7.8m, "Jafar Panahi", "reality and fiction", "childhood", "identity", "motherhood", "independence", "the city", "time");
            writer.Review("Persona", 1966, 8.1m, "Ingmar Bergman", "identity", "isolation", "reality and fiction", "silence", "motherhood", "dreams");
            writer.Review("The Sacrifice", 1986, 8.0m, "Andrei Tarkovsky", "faith", "sacrifice", "mortality", "war", "family", "silence", "the end of the world");
            return Task.CompletedTask;
        });
        await LoadAsync(database, loaded);

        var table = await database.Get<Recommender>().ForAsync(await IdAsync(database, "zerkalo"), Token);

        Assert.Equal(["stalker", "solaris", "the-mirror", "persona", "the-sacrifice"], await SlugsAsync(database, table));
        var shared = await database.ReadAsync(db => db.Themes.Where(t => t.Name == "memory" || t.Name == "identity")
            .OrderByDescending(t => t.Name).Select(t => t.Id).ToListAsync(Token));
        Assert.Equal(shared, table[1].Themes);
        Assert.Single(table[0].Directors);
        Assert.Empty(table[2].Directors);
        Assert.Equal(6 + (10.0 / 9) + (8.1 / 4), table[0].Score);
        Assert.All(table, row => Assert.False(row.Pinned));
    }

    [Fact]
    public async Task What_is_being_written_has_the_table_that_it_will_have()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            foreach (var number in Enumerable.Range(1, 20))
            {
                writer.Review($"Film {number}", 1950 + number, 5m + (number % 4), $"Director {number % 5}", $"theme {number % 3}", $"theme {3 + (number % 4)}");
            }

            return Task.CompletedTask;
        });
        await LoadAsync(database, loaded: true);
        var recommender = database.Get<Recommender>();
        var written = new UnsavedReview(1957, ["director 2"], ["THEME 1", "theme 6", "a new theme"], "Film 7", null, [], [], null);

        var table = await recommender.ForAsync(written, Token);

        Assert.Equal(await SlugsAsync(database, await recommender.ForAsync(await IdAsync(database, "film-7"), Token)), await SlugsAsync(database, table));
        Assert.DoesNotContain("film-7", await SlugsAsync(database, table));
        var chosen = await recommender.ForAsync(written with { Pinned = ["film-20"], Banned = ["film-12"] }, Token);
        Assert.Equal("film-20", (await SlugsAsync(database, chosen)).First());
        Assert.DoesNotContain("film-12", await SlugsAsync(database, chosen));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_blog_of_one_review_recommends_nothing(bool loaded)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db => Task.FromResult(new BlogWriter(db).Review("Zerkalo", 1975, 7.9m, "Andrei Tarkovsky", "memory")));
        await LoadAsync(database, loaded);

        Assert.Empty(await database.Get<Recommender>().ForAsync(await IdAsync(database, "zerkalo"), Token));
        Assert.Empty(await database.Get<Recommender>().ForAsync(4711, Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_authors_pins_come_first_in_their_order_and_a_ban_leaves_the_film_out(bool loaded)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            var film = writer.Film("Twice", 1960, 5m, "Nobody");
            writer.Review(film, "twice-old", TestDatabase.Start.AddDays(-9));
            writer.Review(film, "twice-new", TestDatabase.Start.AddDays(-3));
            foreach (var number in Enumerable.Range(1, 6))
            {
                writer.Review($"Film {BlogWriter.Number(number)}", 1975, 7m, $"Director {BlogWriter.Number(number)}", "memory");
            }

            writer.Review(writer.Film("Hidden", 1975, 9m, "Hider"), "hidden", null, "memory");
            writer.Review("Zerkalo", 1975, 7.9m, "Andrei Tarkovsky", "memory").Describe(new ReviewFacts
            {
                PublishedAt = TestDatabase.Start,
                Pinned = ["film-5", "absent", "hidden", "zerkalo", "twice-old", "twice-new", "film-5"],
                Banned = ["film-1", "film-5"],
            });
            return Task.CompletedTask;
        });
        await LoadAsync(database, loaded);

        var table = await database.Get<Recommender>().ForAsync(await IdAsync(database, "zerkalo"), Token);

        Assert.Equal(["film-5", "twice-new", "film-2", "film-3", "film-4"], await SlugsAsync(database, table));
        Assert.Equal([true, true, false, false, false], table.Select(row => row.Pinned));
    }

    [Fact]
    public async Task A_draft_and_a_review_that_the_catalogue_does_not_know_yet_have_a_table_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db => Task.FromResult(new BlogWriter(db).Review("Stalker", 1979, 8.1m, "Andrei Tarkovsky", "dreams", "time")));
        await LoadAsync(database, true);
        await database.SaveAsync(async db =>
        {
            var writer = await new BlogWriter(db).KnowAllAsync();
            writer.Review(writer.Film("Zerkalo", 1975, 7.9m, "Andrei Tarkovsky"), "zerkalo", null, "memory", "time");
        });
        var zerkalo = await IdAsync(database, "zerkalo");
        var oracle = await database.ReadAsync(db => TableOracle.LoadAsync(db, TestDatabase.Start));

        Assert.Equal(oracle.Table(zerkalo), await database.Get<Recommender>().TableAsync(zerkalo));
        await LoadAsync(database, true);
        Assert.Equal(oracle.Table(zerkalo), await database.Get<Recommender>().TableAsync(zerkalo));
        Assert.Single(oracle.Table(zerkalo));
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 40)]
    [InlineData(3, 90)]
    [InlineData(4, 130)]
    public async Task Memory_and_database_agree_with_the_rules_on_blogs_made_by_chance(int seed, int reviews)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db => new RandomBlog(seed).GrowAsync(db, reviews));
        var ids = await database.ReadAsync(db => db.Reviews.Select(r => r.Id).ToListAsync(Token));
        var oracle = await database.ReadAsync(db => TableOracle.LoadAsync(db, TestDatabase.Start));
        var recommender = database.Get<Recommender>();

        foreach (var id in ids)
        {
            Assert.Equal(oracle.Table(id), await recommender.TableAsync(id));
        }

        await LoadAsync(database, true);
        foreach (var id in ids)
        {
            Assert.Equal(oracle.Table(id), await recommender.TableAsync(id));
        }
    }

    private static Task LoadAsync(TestDatabase database, bool loaded) =>
        loaded ? database.Get<ReviewCatalogue>().RefreshAsync(Token) : Task.CompletedTask;

    private static Task<int> IdAsync(TestDatabase database, string slug) =>
        database.ReadAsync(db => db.Reviews.Where(r => r.Slug == Slug.Parse(slug)).Select(r => r.Id).SingleAsync(Token));

    private static async Task<IEnumerable<string>> SlugsAsync(TestDatabase database, IReadOnlyList<Recommendation> table)
    {
        var slugs = await database.ReadAsync(db => db.Reviews.ToDictionaryAsync(r => r.Id, r => r.Slug.Value, Token));
        return table.Select(row => slugs[row.ReviewId]);
    }
}
