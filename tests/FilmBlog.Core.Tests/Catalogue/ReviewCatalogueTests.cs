using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Recommendations;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Tests.Catalogue;

public sealed class ReviewCatalogueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_blog_has_empty_lists()
    {
        await using var database = await TestDatabase.CreateAsync();
        var truth = await Comparison.LoadAsync(database);
        var catalogue = database.Get<ReviewCatalogue>();

        await truth.AgreesAsync(catalogue, database.Get<Recommender>());
        await catalogue.RefreshAsync(Token);

        await truth.AgreesAsync(catalogue, database.Get<Recommender>());
        Assert.True(catalogue.IsLoaded);
    }

    [Theory]
    [InlineData(11, 25)]
    [InlineData(12, 80)]
    public async Task Memory_and_database_say_the_same_of_blogs_made_by_chance(int seed, int reviews)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db => new RandomBlog(seed).GrowAsync(db, reviews));
        var truth = await Comparison.LoadAsync(database);
        var catalogue = database.Get<ReviewCatalogue>();

        await truth.AgreesAsync(catalogue, database.Get<Recommender>());
        await catalogue.RefreshAsync(Token);
        await truth.AgreesAsync(catalogue, database.Get<Recommender>());
    }

    [Theory]
    [InlineData(21, 20, 1)]
    [InlineData(22, 20, 1)]
    [InlineData(23, 15, 3)]
    [InlineData(24, 3, 50)]
    public async Task A_refreshed_catalogue_is_the_one_that_would_be_loaded_anew(int seed, int rounds, int editsBetween)
    {
        await using var database = await TestDatabase.CreateAsync();
        var blog = new RandomBlog(seed);
        await database.SaveAsync(db => blog.GrowAsync(db, 40));
        var catalogue = database.Get<ReviewCatalogue>();
        await catalogue.RefreshAsync(Token);
        await using var elsewhere = database.AnotherProcess();

        for (var round = 0; round < rounds; round++)
        {
            for (var edit = 0; edit < editsBetween; edit++)
            {
                await TestDatabase.SaveAsync(edit % 2 == 0 ? database.Services : elsewhere, blog.EditAsync);
            }

            database.Time.Advance(TimeSpan.FromSeconds(round % 3 * 5));
            await catalogue.RefreshAsync(Token);
            await (await Comparison.LoadAsync(database)).AgreesAsync(catalogue, database.Get<Recommender>());
        }

        var (fresh, recommender) = Comparison.Fresh(database);
        using (fresh)
        {
            await fresh.RefreshAsync(Token);
            await (await Comparison.LoadAsync(database)).AgreesAsync(fresh, recommender);
        }
    }

    [Fact]
    public async Task A_scheduled_review_appears_at_its_instant_without_a_refresh()
    {
        await using var database = await TestDatabase.CreateAsync();
        var at = TestDatabase.Start.AddHours(1);
        await database.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            writer.Review("Zerkalo", 1975, 7.9m, "Andrei Tarkovsky", "memory");
            writer.Review(writer.Film("Stalker", 1979, 8.1m, "Andrei Tarkovsky"), "stalker", at, "faith");
            writer.Review(writer.Film("Solaris", 1972, 8.1m, "Andrei Tarkovsky"), "solaris", null, "memory");
            return Task.CompletedTask;
        });
        var catalogue = database.Get<ReviewCatalogue>();
        await catalogue.RefreshAsync(Token);
        var version = catalogue.Version;

        database.Time.SetUtcNow(at.AddTicks(-1));
        Assert.Equal(version, catalogue.Version);
        await (await Comparison.LoadAsync(database)).AgreesAsync(catalogue, database.Get<Recommender>());
        Assert.Equal(1, (await catalogue.FactsAsync(ReviewFilter.None, Token)).Count);

        Assert.True(catalogue.ChangedAt < at);

        database.Time.SetUtcNow(at);
        Assert.NotEqual(version, catalogue.Version);
        Assert.Equal(at, catalogue.ChangedAt);
        Assert.Equal(2, (await catalogue.FactsAsync(ReviewFilter.None, Token)).Count);
        Assert.Single(await database.Get<Recommender>().ForAsync(1, Token));
        await (await Comparison.LoadAsync(database)).AgreesAsync(catalogue, database.Get<Recommender>());
    }

    [Fact]
    public async Task What_another_process_saves_is_seen_after_a_refresh()
    {
        await using var database = await TestDatabase.CreateAsync();
        var catalogue = database.Get<ReviewCatalogue>();
        await catalogue.RefreshAsync(Token);
        await using var elsewhere = database.AnotherProcess();

        await TestDatabase.SaveAsync(elsewhere, db => Task.FromResult(new BlogWriter(db).Review("Zerkalo", 1975, 7.9m, "Andrei Tarkovsky")));

        Assert.Equal(0, (await catalogue.FactsAsync(ReviewFilter.None, Token)).Count);
        await catalogue.RefreshAsync(Token);
        Assert.Equal(1, (await catalogue.FactsAsync(ReviewFilter.None, Token)).Count);
    }

    [Fact]
    public async Task Once_loaded_no_answer_asks_the_database()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db => new RandomBlog(31).GrowAsync(db, 40));
        var catalogue = database.Get<ReviewCatalogue>();
        await catalogue.RefreshAsync(Token);
        var truth = await Comparison.LoadAsync(database);
        var before = database.Commands;

        await truth.AgreesAsync(catalogue, database.Get<Recommender>());

        Assert.Equal(before, database.Commands);
        Assert.True(before > 0);
    }

    [Fact]
    public async Task A_refresh_keeps_nobody_from_writing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ReadAsync(async db =>
        {
            await using var reading = await db.BeginReadingAsync(Token);
            Assert.Equal(0, await db.Reviews.CountAsync(Token));
            await database.SaveAsync(other => Task.FromResult(new BlogWriter(other).Review("Zerkalo", 1975, 7.9m, "Andrei Tarkovsky")));
            Assert.Equal(0, await db.Reviews.CountAsync(Token));
            return 0;
        });

        Assert.Equal(1, await database.ReadAsync(db => db.Reviews.CountAsync(Token)));
    }

    [Fact]
    public async Task A_database_that_was_exchanged_is_loaded_anew()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db => new RandomBlog(41).GrowAsync(db, 10));
        await database.SaveAsync(db => new RandomBlog(42).GrowAsync(db, 10));
        var catalogue = database.Get<ReviewCatalogue>();
        await catalogue.RefreshAsync(Token);

        await database.TamperAsync(async db =>
        {
            await db.Reviews.Where(r => r.Id > 5).ExecuteDeleteAsync(Token);
            return await db.ReviewChanges.ExecuteUpdateAsync(set => set.SetProperty(c => c.Number, 1), Token);
        });
        await catalogue.RefreshAsync(Token);

        await (await Comparison.LoadAsync(database)).AgreesAsync(catalogue, database.Get<Recommender>());
    }

    [Fact]
    public async Task Readers_never_see_half_a_change()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            for (var number = 0; number < 60; number++)
            {
                writer.Review($"Film {BlogWriter.Number(number)}", 1950 + number, 7m, "One", "a", "b").Describe(
                    new ReviewFacts { PublishedAt = TestDatabase.Start, Rating = Rating.OfHalves(2) });
            }

            return Task.CompletedTask;
        });
        var catalogue = database.Get<ReviewCatalogue>();
        var recommender = database.Get<Recommender>();
        await catalogue.RefreshAsync(Token);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    // Each commit rates all reviews alike and hides or shows 40 of them at once.
                    var list = await catalogue.BrowseAsync(ReviewFilter.None, ReviewOrder.Rating, 0, 100, Token);
                    Assert.True(list.Facts.Count is 20 or 60, "A part of a commit is seen.");
                    Assert.Equal(list.Facts.Count, list.Ids.Count);
                    Assert.Single(list.Facts.Years.Select(y => y.AverageRating).Distinct());
                    Assert.Equal(5, (await recommender.ForAsync(1, Token)).Count);
                    Assert.True((await catalogue.NeighboursAsync(1, Token)).Next is 2, "The next one is missing.");
                }
            },
            Token)).ToList();

        for (var round = 0; round < 12; round++)
        {
            await database.SaveAsync(async db =>
            {
                foreach (var review in await db.Reviews.Include(r => r.Film).ToListAsync(Token))
                {
                    review.Describe(new ReviewFacts
                    {
                        PublishedAt = review.Id > 20 && round % 2 == 0 ? null : TestDatabase.Start,
                        Rating = Rating.OfHalves(1 + (round % 10)),
                    });
                }
            });
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => catalogue.RefreshAsync(Token)));
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        await (await Comparison.LoadAsync(database)).AgreesAsync(catalogue, recommender);
    }
}
