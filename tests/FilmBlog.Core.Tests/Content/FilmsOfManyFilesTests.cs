using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Content;

public sealed class FilmsOfManyFilesTests
{
    private const string Id = "film.imdb: tt0069293";

    [Theory]
    [InlineData(new[] { Id }, new[] { Id, "film.title: Solyaris", "film.year: 1973" })]
    [InlineData(new[] { Id }, new[] { "film.runtime: 167" })]
    [InlineData(new[] { "film.runtime: 167" }, new[] { Id })]
    [InlineData(new string[0], new[] { "film.title: SOLARIS" })]
    public async Task Files_of_one_film_share_it_and_the_last_decides(string[] first, string[] second)
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", ["slug: a", .. first]).Review("b", ["slug: b", .. second]);

        var report = await blog.ImportAsync(folder);

        Assert.Equal("new 2, changed 0, same 0, failed 0", report.ToString());
        Assert.Equal(1, await blog.CountAsync<Film>());
        var warning = Assert.Single(report.Problems.In(folder));
        Assert.StartsWith("reviews/b.md:2: warning: film.", warning, StringComparison.Ordinal);
        Assert.Contains($"{folder.Path}/reviews/a.md says otherwise of ".Replace(folder.Path + "/", "", StringComparison.Ordinal), warning, StringComparison.Ordinal);
        var decided = Reading.Of(Reading.Review(second)).Document!.Film;
        Assert.Equal((decided.Title, decided.Year, decided.ImdbId, decided.Runtime), await blog.ReadAsync(db => db.Films
            .Select(f => ValueTuple.Create(f.Title, f.Year, f.ImdbId, f.Runtime)).SingleAsync(TestContext.Current.CancellationToken)));

        Assert.Equal("new 0, changed 0, same 2, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(0, await blog.CountAsync<Revision>());
    }

    [Theory]
    [InlineData(new[] { Id }, new[] { "film.imdb: tt0307479" })]
    [InlineData(new string[0], new[] { "film.year: 2002" })]
    [InlineData(new string[0], new[] { "film.title: Solarís" })]
    public async Task Films_with_two_ids_or_two_names_are_two(string[] first, string[] second)
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", ["slug: a", .. first]).Review("b", ["slug: b", .. second]);

        Assert.Empty((await blog.ImportAsync(folder)).Problems);
        Assert.Equal(2, await blog.CountAsync<Film>());
    }

    [Fact]
    public async Task A_film_that_gets_its_id_and_then_its_name_within_a_run_stays_one()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a").Review("b", "slug: b", Id).Review("c", "slug: c", Id, "film.title: Solyaris").Review("d", "slug: d", "film.title: Solyaris");

        Assert.Equal("new 4, changed 0, same 0, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(1, await blog.CountAsync<Film>());
    }

    [Fact]
    public async Task A_corrected_title_is_the_same_film_and_two_films_may_swap_their_ids()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", Id).Review("b", "slug: b", "film.title: Stalker", "film.imdb: tt0079944");
        await blog.ImportAsync(folder);

        folder.Review("a", "slug: a", "film.imdb: tt0079944").Review("b", "slug: b", "film.title: Stalker", Id);
        Assert.Equal("new 0, changed 2, same 0, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal("new 0, changed 0, same 2, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(("Solaris", "Stalker"), ((await blog.ReviewAsync("a")).Film.Title, (await blog.ReviewAsync("b")).Film.Title));
        Assert.Equal(2, await blog.CountAsync<Film>());

        folder.Review("a", "slug: a", "film.title: Solyaris", "film.year: 1971").Review("b", "slug: b", "film.title: Sátántangó", "film.imdb: tt0111341");
        Assert.Equal("new 0, changed 2, same 0, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal("new 0, changed 0, same 2, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(2, await blog.CountAsync<Film>());
    }

    [Fact]
    public async Task An_id_that_moves_from_a_film_to_another_moves()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", Id);
        await blog.ImportAsync(folder);

        folder.Review("a", "slug: a", "film.imdb: tt0307479").Review("b", "slug: b", "film.title: Another", Id);
        Assert.Equal("new 1, changed 1, same 0, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal("new 0, changed 0, same 2, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(("Solaris", "Another"), ((await blog.ReviewAsync("a")).Film.Title, (await blog.ReviewAsync("b")).Film.Title));
    }

    [Fact]
    public async Task A_review_that_moves_to_another_film_leaves_the_others_of_its_film_alone()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a").Review("b", "slug: b");
        await blog.ImportAsync(folder);

        Assert.Equal("new 0, changed 1, same 1, failed 0", (await blog.ImportAsync(folder.Review("a", "slug: a", "film.title: Stalker", "film.year: 1979"))).ToString());
        Assert.Equal(("Stalker", "Solaris"), ((await blog.ReviewAsync("a")).Film.Title, (await blog.ReviewAsync("b")).Film.Title));
        Assert.Equal("new 0, changed 1, same 1, failed 0", (await blog.ImportAsync(folder.Review("b", "slug: b", "film.title: Stalker", "film.year: 1979"))).ToString());
        Assert.Equal(1, await blog.CountAsync<Film>());
    }

    [Fact]
    public async Task A_film_corrected_by_one_file_keeps_the_former_text_of_every_review_of_it()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a").Review("b", "slug: b");
        await blog.ImportAsync(folder);

        Assert.Equal("new 0, changed 1, same 0, failed 0", (await blog.ImportAsync(Path.Combine(folder.Review("b", "slug: b", "film.runtime: 167").Path, "reviews/b.md"))).ToString());
        Assert.Single((await blog.ReviewAsync("a")).Revisions);
        Assert.Single((await blog.ReviewAsync("b")).Revisions);
        Assert.Equal(167, (await blog.ReviewAsync("a")).Film.Runtime);
    }

    [Fact]
    public async Task A_headline_that_another_file_gives_the_film_as_title_is_kept()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", Id, "film.title: Mirror").Review("b", "slug: b", Id, "film.title: The Mirror", "title: Mirror");
        await blog.ImportAsync(folder);

        Assert.Equal("Mirror", (await blog.ReviewAsync("b")).Title);
        Assert.Equal("The Mirror", (await blog.ReviewAsync("a")).Title);
        Assert.Equal("new 0, changed 0, same 2, failed 0", (await blog.ImportAsync(folder)).ToString());
    }

    [Fact]
    public async Task Files_that_disagree_in_every_way_are_the_same_when_they_come_again()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            await using var blog = await TestDatabase.CreateAsync();
            using var folder = new ContentFolder();
            var random = new Random(seed);
            var count = seed == 0 ? 320 : random.Next(2, 40);
            for (var number = 0; number < count; number++)
            {
                folder.Review($"r{number:000}", Fields(random, count / 4 + 2, number));
            }

            var first = await blog.ImportAsync(folder);
            Assert.Equal(count, first.New);
            var (films, change) = (await blog.CountAsync<Film>(), await blog.LatestChangeAsync());
            var second = await blog.ImportAsync(folder);
            Assert.Equal($"new 0, changed 0, same {count}, failed 0", second.ToString());
            Assert.Equal((films, change), (await blog.CountAsync<Film>(), await blog.LatestChangeAsync()));
        }
    }

    [Fact]
    public async Task Whatever_becomes_of_the_files_an_import_ends_and_a_second_says_same()
    {
        for (var seed = 100; seed < 106; seed++)
        {
            await using var blog = await TestDatabase.CreateAsync();
            using var folder = new ContentFolder();
            var random = new Random(seed);
            var reviews = 0;
            for (var round = 0; round < 6; round++)
            {
                for (var edits = random.Next(1, 8); edits > 0; edits--)
                {
                    var number = random.Next(12);
                    folder.Review($"r{number:000}", Fields(random, 4, number));
                }

                var report = await blog.ImportAsync(folder);
                Assert.Equal(0, report.Failed);
                Assert.Equal(reviews += report.New, await blog.CountAsync<Review>());
                Assert.Equal($"new 0, changed 0, same {reviews}, failed 0", (await blog.ImportAsync(folder)).ToString());
                Assert.Equal(0, await blog.ReadAsync(db => db.Films.CountAsync(f => !f.Reviews.Any(), TestContext.Current.CancellationToken)));
            }
        }
    }

    // A film is called by its id under any title, or by its own title and year with or without its id.
    private static IEnumerable<string> Fields(Random random, int films, int number)
    {
        var film = random.Next(films);
        var (withId, otherName) = (random.Next(2) == 0, random.Next(4) == 0);
        yield return $"slug: r{number:000}";
        yield return $"film.title: {(withId && otherName && film % 2 == 0 ? "Known as" : "Film")} {film}";
        yield return $"film.year: {(withId && random.Next(4) == 0 && film % 2 == 0 ? 1980 : 1970)}";
        if (withId || film % 2 == 0)
        {
            yield return $"film.imdb: tt{film:0000000}";
        }

        yield return $"film.directors: [D{random.Next(3)}]";
        yield return $"film.runtime: {random.Next(90, 93)}";
        yield return $"rating: {random.Next(1, 6)}";
    }
}
