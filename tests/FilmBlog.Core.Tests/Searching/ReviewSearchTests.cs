using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Searching;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Tests.Searching;

public sealed class ReviewSearchTests
{
    private static readonly HardTitle Stalker = new("Stalker", "Сталкер", [], 1979, "Andrei Tarkovsky", []);
    private static readonly HardTitle Zerkalo = new("Zerkalo", "Зеркало", ["The Mirror"], 1975, "Andrei Tarkovsky", []);
    private static readonly HardTitle Persona = new("Persona", null, [], 1966, "Ingmar Bergman", []);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rain", "stalker zerkalo")]
    [InlineData("\"heavy rain\"", "stalker")]
    [InlineData("rain -dog", "zerkalo")]
    [InlineData("-rain", "persona")]
    [InlineData("tarkovsky rain", "stalker zerkalo")]
    [InlineData("faith", "stalker persona")]
    [InlineData("theme:faith", "stalker persona")]
    [InlineData("director:\"andrei tarkovsky\"", "stalker zerkalo")]
    [InlineData("director:Tarkovsky -dog", "zerkalo")]
    [InlineData("rain year:1970..1976", "zerkalo")]
    [InlineData("year:..1970", "persona")]
    [InlineData("rating:>=4", "stalker")]
    [InlineData("rating:3", "persona")]
    [InlineData("theme:faith director:bergman", "persona")]
    [InlineData("the rain", "stalker zerkalo")]
    [InlineData("rai", "stalker zerkalo")]
    [InlineData("café", "persona")]
    [InlineData("cafe", "persona")]
    [InlineData("łódź", "persona")]
    [InlineData("nothing of the kind", "")]
    public async Task Queries_find_what_they_say(string query, string expected)
    {
        await using var films = await BlogAsync();
        var (exact, _, _) = await films.SlugsAsync(query);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), exact.Order());
        await films.Blog.Get<ReviewCatalogue>().RefreshAsync(Cancelled);
        Assert.Equal(exact, (await films.SlugsAsync(query)).Exact);
    }

    [Theory]
    [InlineData("rain", 1, 1)]
    [InlineData("rain", 2, 1)]
    [InlineData("faith", 0, 1)]
    [InlineData("-nothing", 1, 2)]
    [InlineData("year:1900..", 1, 5)]
    [InlineData("rain year:1900..1978", 0, 9)]
    public async Task A_part_of_what_is_found_is_the_same_from_the_database_and_from_memory(string query, int skip, int take)
    {
        await using var films = await BlogAsync();
        var whole = await films.FindAsync(query);
        var fromDatabase = await films.FindAsync(query, skip, take);
        await films.Blog.Get<ReviewCatalogue>().RefreshAsync(Cancelled);
        var fromMemory = await films.FindAsync(query, skip, take);

        Assert.Equal(whole.Ids.Skip(skip).Take(take), fromDatabase.Ids);
        Assert.Equal(fromDatabase.Ids, fromMemory.Ids);
        Assert.Equal((whole.Count, whole.Count), (fromDatabase.Count, fromMemory.Count));
    }

    [Fact]
    public async Task What_thousands_say_is_counted_whole_and_the_newest_come_first_after_what_is_called_so()
    {
        const int Thousands = 5_100;
        await using var films = await FoundFilms.CreateAsync([]);
        await films.Blog.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            var film = db.Films.Add(new Film(new FilmFacts { Title = "Weather", Year = 1990, Directors = ["Ada Ash"] }, [writer.Director("Ada Ash")])).Entity;
            for (var number = 0; number < Thousands; number++)
            {
                writer.Review(film, $"weather-{number}", TestDatabase.Start.AddDays(-1).AddSeconds(-number), []).Write("fog", "", "fog", "fog", 1, 1);
            }

            FoundFilms.Add(db, writer, new HardTitle("Fog", null, [], 1980, "Bea Birch", []), "fog");
            writer.Review(film, "draft", null, []).Write("fog", "", "fog", "fog", 1, 1);
            return Task.CompletedTask;
        });
        await films.Blog.Get<ReviewCatalogue>().RefreshAsync(Cancelled);

        var found = await films.FindAsync("fog", 0, 3);
        Assert.Equal(Thousands + 1, found.Count);
        Assert.Equal(["fog", "weather-0", "weather-1"], await SlugsAsync(films, found.Ids));
        Assert.Equal(Thousands, Assert.Single(found.Facets.Decades, decade => decade.Decade == 1990).Count);
        Assert.Equal(["fog"], await SlugsAsync(films, (await films.FindAsync("fog year:1980")).Ids));
    }

    [Fact]
    public async Task A_word_that_was_not_typed_to_its_end_is_looked_for_in_essays_where_nothing_else_is_found()
    {
        await using var films = await BlogAsync();
        Assert.Equal(["persona"], (await films.SlugsAsync("caf")).Exact);
        Assert.Empty((await films.SlugsAsync("ca")).Exact);
        Assert.Empty((await films.SlugsAsync("\"caf\"")).Exact);
    }

    [Fact]
    public async Task A_search_sends_few_commands()
    {
        await using var films = await BlogAsync();
        await films.Blog.Get<ReviewCatalogue>().RefreshAsync(Cancelled);
        Assert.Equal(1, await CommandsAsync("persona"));
        Assert.Equal(1, await CommandsAsync("-rain director:tarkovsky"));
        Assert.Equal(0, await CommandsAsync("year:1975"));
        Assert.Equal(0, await CommandsAsync("  "));
        // The likest, and how they are written.
        Assert.Equal(3, await CommandsAsync("tarkovskij"));

        async Task<int> CommandsAsync(string query)
        {
            var before = films.Blog.Commands;
            await films.FindAsync(query);
            return films.Blog.Commands - before;
        }
    }

    [Theory]
    [InlineData("s", "stalker")]
    [InlineData("tark", "stalker zerkalo")]
    [InlineData("the mirr", "zerkalo")]
    [InlineData("зерк", "zerkalo")]
    [InlineData("rain", "")]
    [InlineData("bergman persona", "persona")]
    public async Task Suggestions_are_what_titles_and_names_begin_with(string typed, string expected)
    {
        await using var films = await BlogAsync();
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), (await SuggestAsync(films, typed)).Order());
    }

    [Fact]
    public async Task Where_a_thousand_names_begin_so_the_newest_titles_are_suggested()
    {
        await using var films = await FoundFilms.CreateAsync([]);
        await films.Blog.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            for (var number = 0; number < 1_010; number++)
            {
                FoundFilms.Add(db, writer, new HardTitle($"{(number % 2 == 0 ? "Mist" : "Old mist")} {number}", null, [], 1990, "Ada Ash", []), $"mist-{number}");
            }

            return Task.CompletedTask;
        });
        await films.Blog.Get<ReviewCatalogue>().RefreshAsync(Cancelled);
        Assert.Equal(["mist-1008", "mist-1006", "mist-1004"], await SuggestAsync(films, "mi", 3));
    }

    [Fact]
    public async Task Titles_come_before_essays()
    {
        await using var films = await BlogAsync();
        await films.Blog.SaveAsync(async db => FoundFilms.Add(db, await new BlogWriter(db).KnowAllAsync(), Persona with { Title = "Rain", Year = 1932 }, "rain"));
        var (exact, _, _) = await films.SlugsAsync("rain");
        Assert.Equal("rain", exact[0]);
        Assert.Equal(3, exact.Count);
    }

    [Fact]
    public async Task Drafts_and_scheduled_reviews_are_found_when_readers_see_them_and_not_before()
    {
        await using var films = await BlogAsync();
        await films.Blog.SaveAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("stalker"), Cancelled)).Publish(TestDatabase.Start.AddHours(1)));
        Assert.Empty((await films.SlugsAsync("stalker")).Exact);
        Assert.Empty((await films.SlugsAsync("stalkre")).Near);
        films.Blog.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["stalker"], (await films.SlugsAsync("stalker")).Exact);
    }

    [Fact]
    public async Task The_index_follows_every_change()
    {
        await using var films = await BlogAsync();
        await films.Blog.SaveAsync(async db =>
        {
            (await db.Directors.SingleAsync(d => d.Name == "Andrei Tarkovsky", Cancelled)).Spell("Andrej Tarkowskij");
            var persona = await db.Reviews.Include(r => r.Body).SingleAsync(r => r.Slug == Slug.Parse("persona"), Cancelled);
            persona.Write("An island.", "", "An island.", "", 2, 1);
            db.Remove(await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("zerkalo"), Cancelled));
        });
        Assert.Equal(["stalker"], (await films.SlugsAsync("tarkowskij")).Exact);
        Assert.Empty((await films.SlugsAsync("director:tarkovsky")).Exact);
        Assert.Equal(["persona"], (await films.SlugsAsync("island")).Exact);
        Assert.Empty((await films.SlugsAsync("cafe")).Exact);
        Assert.Empty((await films.SlugsAsync("зеркало")).Exact);
        await IsWholeAsync(films);
    }

    [Fact]
    public async Task A_trigger_that_was_lost_is_made_again_with_the_index()
    {
        await using var films = await BlogAsync();
        await films.Blog.TamperAsync(db => db.Database.ExecuteSqlAsync($"DROP TRIGGER \"ReviewBodies_rewritten\"", Cancelled));
        await films.Blog.TamperAsync(db => db.Database.ExecuteSqlAsync($"UPDATE \"ReviewBodies\" SET \"PlainText\" = 'A harbour.'", Cancelled));
        Assert.False(await films.Blog.ReadAsync(db => db.IsSearchReadyAsync(Cancelled)));
        await films.Blog.Get<DatabaseMigrator>().MigrateAsync(Cancelled);
        Assert.True(await films.Blog.ReadAsync(db => db.IsSearchReadyAsync(Cancelled)));
        Assert.Equal(3, (await films.SlugsAsync("harbour")).Exact.Count);
        await IsWholeAsync(films);
    }

    [Fact]
    public async Task Facets_count_what_was_found()
    {
        await using var films = await BlogAsync();
        var fromDatabase = (await films.FindAsync("rain")).Facets;
        await films.Blog.Get<ReviewCatalogue>().RefreshAsync(Cancelled);
        var facets = (await films.FindAsync("rain")).Facets;
        Assert.Equal(1970, Assert.Single(facets.Decades).Decade);
        Assert.Equal(2, Assert.Single(facets.Directors).Count);
        Assert.Equal(Rating.OfHalves(9), Assert.Single(facets.Ratings).Rating);
        Assert.Equal(fromDatabase.Themes, facets.Themes);
        Assert.Equal(fromDatabase.Directors, facets.Directors);
        Assert.Equal(fromDatabase.Decades, facets.Decades);
    }

    [Fact]
    public async Task Snippets_quote_the_place_and_never_what_gives_a_film_away()
    {
        await using var films = await BlogAsync();
        await films.Blog.SaveAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("zerkalo"), Cancelled))
            .Describe(new ReviewFacts { PublishedAt = TestDatabase.Start.AddDays(-1), HasSpoilers = true }));
        var found = await films.FindAsync("rain");
        await using var scope = films.Blog.Services.CreateAsyncScope();
        var snippets = await scope.ServiceProvider.GetRequiredService<ReviewSearch>().SnippetsAsync(SearchQuery.Read("rain"), found.Ids, Cancelled);
        var pieces = Assert.Single(snippets).Value;
        Assert.Equal(["A dog waits in heavy ", "rain", "."], pieces.Select(p => p.Text));
        Assert.Equal([false, true, false], pieces.Select(p => p.IsHit));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("a AND")]
    [InlineData("NEAR(a b, 5)")]
    [InlineData("{Title}: x")]
    [InlineData("* ^ + - ( ) : { } ~ \\ ; --")]
    [InlineData("' OR 1=1; DROP TABLE Reviews; --")]
    [InlineData("x\0y")]
    [InlineData("\uFFFE \uFFFF \uD800")]
    [InlineData("\uE000 persona \uE000")]
    [InlineData("director: theme: year: rating:")]
    [InlineData("-\"")]
    [InlineData("\"\" \"\" -\"\" director:\"\"")]
    [InlineData("𝔭𝔢𝔯𝔰𝔬𝔫𝔞 🎬 \u202E")]
    public async Task Hostile_text_is_only_text(string query)
    {
        await using var films = await BlogAsync();
        await films.FindAsync(query);
        await films.FindAsync(query + " persona");
    }

    private static async Task<IReadOnlyList<string>> SuggestAsync(FoundFilms films, string typed, int most = 8)
    {
        await using var scope = films.Blog.Services.CreateAsyncScope();
        return await SlugsAsync(films, await scope.ServiceProvider.GetRequiredService<ReviewSearch>().SuggestAsync(SearchQuery.Read(typed), most, Cancelled));
    }

    private static Task<IReadOnlyList<string>> SlugsAsync(FoundFilms films, IReadOnlyList<int> ids) => films.Blog.ReadAsync(db =>
    {
        var slugs = db.Reviews.Where(r => ids.Contains(r.Id)).ToDictionary(r => r.Id, r => r.Slug.Value);
        return Task.FromResult<IReadOnlyList<string>>([.. ids.Select(id => slugs[id])]);
    });

    private static async Task<FoundFilms> BlogAsync()
    {
        var films = await FoundFilms.CreateAsync([]);
        await films.Blog.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            Rate(FoundFilms.Add(db, writer, Stalker, "stalker", "A dog waits in heavy rain.", ["faith"]), 9);
            FoundFilms.Add(db, writer, Zerkalo, "zerkalo", "Rain falls inside the house.", ["memory"]);
            Rate(FoundFilms.Add(db, writer, Persona, "persona", "A face in a Café of Łódź.", ["faith"]), 6);
            return Task.CompletedTask;

            static void Rate(Review review, int halves) =>
                review.Describe(new ReviewFacts { PublishedAt = TestDatabase.Start.AddDays(-1), Rating = Rating.OfHalves(halves) });
        });
        return films;
    }

    // The only check that sees an index that differs from what it was made of.
    private static Task<int> IsWholeAsync(FoundFilms films) => films.Blog.TamperAsync(async db =>
    {
        await db.Database.ExecuteSqlAsync($"INSERT INTO \"SearchNames\" (\"SearchNames\", rank) VALUES ('integrity-check', 1)", Cancelled);
        await db.Database.ExecuteSqlAsync($"INSERT INTO \"SearchTexts\" (\"SearchTexts\", rank) VALUES ('integrity-check', 1)", Cancelled);
        return await db.Database.ExecuteSqlAsync($"INSERT INTO \"SearchNear\" (\"SearchNear\", rank) VALUES ('integrity-check', 1)", Cancelled);
    });
}
