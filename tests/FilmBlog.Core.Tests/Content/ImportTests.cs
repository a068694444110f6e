using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Imaging;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Content;

public sealed class ImportTests
{
    [Fact]
    public async Task Files_are_new_then_same_then_changed_and_the_report_counts_them()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "film.title: A").Review("b", "film.title: B").Review("c", "film.year: soon");

        Assert.Equal("new 2, changed 0, same 0, failed 1", (await blog.ImportAsync(folder)).ToString());
        var change = await blog.LatestChangeAsync();
        Assert.Equal("new 0, changed 0, same 2, failed 1", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(change, await blog.LatestChangeAsync());
        Assert.Equal(0, await blog.CountAsync<Revision>());

        folder.Review("a", "film.title: A", "verdict: Better now.").Review("c", "film.title: C");
        Assert.Equal("new 1, changed 1, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());
    }

    [Fact]
    public async Task What_is_overwritten_is_kept_as_a_revision()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "rating: 3");
        await blog.ImportAsync(folder);
        var former = ReviewWriter.Write((await blog.ReviewAsync("a")).Document);
        blog.Time.Advance(TimeSpan.FromHours(1));

        await blog.ImportAsync(folder.Review("a", "slug: a", "rating: 4"));

        var review = await blog.ReviewAsync("a");
        Assert.Equal(Rating.OfHalves(8), review.Rating);
        var revision = Assert.Single(review.Revisions);
        Assert.Equal((former, RevisionOrigin.Import, TestDatabase.Start), (revision.Text, revision.Origin, revision.SavedAt));
        Assert.Equal(TestDatabase.Start.AddHours(1), review.SavedAt);
    }

    [Theory]
    [InlineData("title: Another headline")]
    [InlineData("film.original_title: Солярис")]
    [InlineData("film.also_known_as: [Solyaris]")]
    [InlineData("film.directors: [Andrei Tarkovsky, Another]")]
    [InlineData("film.countries: [Soviet Union]")]
    [InlineData("film.languages: [ru]")]
    [InlineData("film.runtime: 167")]
    [InlineData("film.cinematography: [Vadim Yusov]")]
    [InlineData("film.cast: [Donatas Banionis]")]
    [InlineData("film.music: [Eduard Artemyev]")]
    [InlineData("film.aspect_ratio: 2.35")]
    [InlineData("film.imdb: tt0069293")]
    [InlineData("film.imdb_rating: 8.1")]
    [InlineData("film.title: Solyaris")]
    [InlineData("film.year: 1973")]
    [InlineData("themes: [memory]")]
    [InlineData("rating: 5")]
    [InlineData("verdict: One line.")]
    [InlineData("excerpt: Two sentences.")]
    [InlineData("published: 2026-11-02T09:00:00Z")]
    [InlineData("updated: 2026-11-05T10:00:00.5Z")]
    [InlineData("watched: 2026-10")]
    [InlineData("spoilers: true")]
    [InlineData("pinned: [solaris]")]
    [InlineData("banned: [solaris]")]
    [InlineData("aliases: [/old]")]
    [InlineData("author: Somebody")]
    public async Task A_change_of_any_field_is_a_change_and_taking_it_back_another(string field)
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("solaris", "slug: solaris");
        await blog.ImportAsync(folder);

        Assert.Equal("new 0, changed 1, same 0, failed 0", (await blog.ImportAsync(folder.Review("solaris", "slug: solaris", field))).ToString());
        Assert.Equal("new 0, changed 0, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());
        // Old addresses live for ever.
        var back = field.StartsWith("aliases", StringComparison.Ordinal) ? "new 0, changed 0, same 1, failed 0" : "new 0, changed 1, same 0, failed 0";
        Assert.Equal(back, (await blog.ImportAsync(folder.Review("solaris", "slug: solaris"))).ToString());
        Assert.Equal("new 0, changed 0, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(1, await blog.CountAsync<Film>());
    }

    [Fact]
    public async Task Themes_and_directors_spelt_otherwise_are_the_same_and_keep_their_first_spelling()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "film.directors: [Agnès Varda]", "themes: [The Sea]");
        await blog.ImportAsync(folder);

        var report = await blog.ImportAsync(folder.Review("a", "slug: a", "film.directors: [AGNE\u0300S  VARDA]", "themes: [the sea]"));

        Assert.Equal("new 0, changed 0, same 1, failed 0", report.ToString());
        await blog.ImportAsync(folder.Review("b", "film.title: B", "film.directors: [agnès varda, Agnes Varda]", "themes: [THE SEA]"));
        Assert.Equal(["Agnes Varda", "Agnès Varda"], (await blog.ReadAsync(db => db.Directors.Select(d => d.Name).ToListAsync(TestContext.Current.CancellationToken))).Order(StringComparer.Ordinal));
        Assert.Equal("The Sea", (await blog.ReviewAsync("b")).Document.Themes.Single());
    }

    [Fact]
    public async Task Without_a_slug_a_file_is_the_review_of_the_same_film_and_title_or_gets_a_new_slug()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder()
            .Review("1", "film.title: The Mirror", "film.year: 1997", "film.directors: Jafar Panahi")
            .Review("2", "film.title: The Mirror", "film.year: 1975")
            .Review("3", "film.title: The Mirror", "film.year: 1975", "title: Seen again")
            .Review("4", "film.title: آینه", "film.year: 2001");
        Assert.Equal("new 4, changed 0, same 0, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(["the-mirror", "the-mirror-1975", "seen-again", "review-1"], await blog.SlugsAsync());
        Assert.Equal(3, await blog.CountAsync<Film>());

        Assert.Equal("new 0, changed 0, same 4, failed 0", (await blog.ImportAsync(folder)).ToString());
        folder.Review("3", "film.title: The Mirror", "film.year: 1975", "title: SEEN  again", "rating: 5");
        Assert.Equal("new 0, changed 1, same 3, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(4, await blog.CountAsync<Review>());
    }

    [Fact]
    public async Task Of_two_files_with_one_slug_the_second_fails_and_names_the_first()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: x").Review("b", "film.title: B", "film.imdb: tt0000001", "slug: x").Review("c", "film.title: x").Review("d", "film.title: D", "slug: x-1972");

        var report = await blog.ImportAsync(folder);

        Assert.Equal("new 2, changed 0, same 0, failed 2", report.ToString());
        Assert.Equal(
            [
                $"reviews/b.md:7: slug: \"x\" is that of {folder.Path}/reviews/a.md already; give one of them another".Replace(folder.Path + "/", "", StringComparison.Ordinal),
                "reviews/d.md:6: slug: \"x-1972\" is that of reviews/c.md already; give one of them another",
            ],
            report.Problems.In(folder));
        Assert.Equal(2, await blog.CountAsync<Film>());
    }

    [Fact]
    public async Task A_file_that_fails_changes_nothing_and_stops_no_other()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder()
            .Review("a", "slug: a", "aliases: [/old]")
            .Review("b", "slug: b", "film.title: B", "film.directors: [Nobody Else]", "themes: [nothing else]", "aliases: [/new, /old]")
            .Review("c", "slug: c", "film.title: C", "film.directors: [Nobody Either]", "rating: 7")
            .Write("reviews/d.md", [0x2D, 0x2D, 0x2D, 0x0A, 0x61, 0x3A, 0x20, 0xFF, 0x0A])
            .Review("e", "slug: e", "film.title: E");

        var report = await blog.ImportAsync(folder);

        Assert.Equal("new 2, changed 0, same 0, failed 3", report.ToString());
        Assert.Equal(
            [
                "reviews/b.md:8: aliases: /old leads to another review already",
                "reviews/c.md:7: rating: \"7\" is not a rating: 0.5 to 5 in steps of a half",
                "reviews/d.md:2: the file is not UTF-8; save it in that encoding",
            ],
            report.Problems.In(folder).Order(StringComparer.Ordinal));
        Assert.Equal((2, 1, 0, 1), (await blog.CountAsync<Film>(), await blog.CountAsync<Director>(), await blog.CountAsync<Theme>(), await blog.CountAsync<Redirect>()));
        await blog.ImportAsync(folder.Review("e", "slug: e", "film.title: Changed", "rating: 9"));
        Assert.Equal("E", (await blog.ReviewAsync("e")).Film.Title);
    }

    [Fact]
    public async Task An_import_never_deletes()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a").Review("b", "slug: b", "film.title: B");
        await blog.ImportAsync(folder);
        File.Delete(folder.At("reviews/a.md"));

        Assert.Equal("new 0, changed 0, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(["a", "b"], await blog.SlugsAsync());
    }

    [Fact]
    public async Task Pins_and_bans_of_reviews_that_are_not_there_are_warned_of()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "pinned: [b, No Slug]", "banned: [c]").Review("b", "slug: b", "film.title: B");

        var report = await blog.ImportAsync(folder);

        Assert.Equal("new 2, changed 0, same 0, failed 0", report.ToString());
        Assert.Equal(
            [
                "reviews/a.md:7: warning: pinned: there is no review \"No Slug\" yet",
                "reviews/a.md:8: warning: banned: there is no review \"c\" yet",
            ],
            report.Problems.In(folder));
    }

    [Fact]
    public async Task The_address_of_a_deleted_review_may_be_taken_by_another()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "aliases: [/old]");
        await blog.ImportAsync(folder);
        await blog.SaveAsync(async db => db.Remove(await db.Reviews.Include(r => r.Redirects).SingleAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(1, await blog.CountAsync<Redirect>());

        Assert.Equal("new 1, changed 0, same 0, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(["/old"], (await blog.ReviewAsync("a")).Document.Aliases);
        Assert.Equal("new 0, changed 0, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());
    }

    [Theory]
    [InlineData(true, "the page of a director")]
    [InlineData(false, "the page of a theme")]
    public async Task An_alias_takes_no_address_away_that_leads_to_a_director_or_a_theme(bool toDirector, string holder)
    {
        await using var blog = await TestDatabase.CreateAsync();
        await blog.SaveAsync(db =>
        {
            Hub hub = toDirector ? new Director("Ada Ash", Slug.Parse("ada-ash")) : new Theme("memory", Slug.Parse("memory"));
            hub.LeadHere("/old");
            db.Add(hub);
            return Task.CompletedTask;
        });
        using var folder = new ContentFolder().Review("a", "slug: a", "aliases: [/old]");

        var report = await blog.ImportAsync(folder);

        Assert.Equal(["reviews/a.md:7: aliases: /old leads to " + holder + " already"], report.Problems.In(folder));
        var old = await blog.ReadAsync(db => db.Redirects.SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal((null, toDirector, !toDirector), (old.ReviewId, old.DirectorId is not null, old.ThemeId is not null));
    }

    [Fact]
    public async Task Names_that_others_give_while_it_runs_are_theirs()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/x.png", Pictures.Encode(SKEncodedImageFormat.Png)).Write("images/rain.png", Pictures.Encode(SKEncodedImageFormat.Png, 40, 20));
        for (var number = 0; number < 99; number++)
        {
            folder.Review($"n{number:00}", $"slug: n{number:00}", $"film.title: N{number}");
        }

        folder.Write("reviews/a.md", Reading.Review("film.title: A", "film.directors: [Ada Ash]", "themes: [memory]") + "![x](../images/x.png)\n")
            .Write("reviews/z.md", Reading.Review("film.title: Rain", "film.directors: [Nu]", "themes: [sea]") + "![x](../images/rain.png)\n");
        var isDone = false;
        var progress = new Halfway(() =>
        {
            if (!isDone)
            {
                isDone = true;
                blog.SaveAsync(db =>
                {
                    var film = new Film(new FilmFacts { Title = "Another", Year = 1999, Directors = ["Nú"] }, [new Director("Nú", Slug.Parse("nu"))]);
                    db.Add(new Review(film, Slug.Parse("rain")));
                    db.Add(new Theme("séa", Slug.Parse("sea")));
                    db.Add(new Image(new string('a', 64), new string('b', 64), "rain", 1, 1, 1, -1, blog.Time.GetUtcNow()));
                    return Task.CompletedTask;
                }).GetAwaiter().GetResult();
            }
        });

        var report = await blog.Get<ContentImporter>().ImportAsync(new ImportRequest(folder.Path, TimeZoneInfo.Utc), progress, TestContext.Current.CancellationToken);

        Assert.Equal("new 101, changed 0, same 0, failed 0", report.ToString());
        var review = await blog.ReviewAsync("rain-1972");
        Assert.Equal(("nu-2", "sea-2", "rain-2"), (review.Film.Directors.Single().Director.Slug.Value, review.Themes.Single().Theme.Slug.Value, review.Images.Single().Image.Name));
    }

    [Fact]
    public async Task What_is_neither_a_file_nor_a_folder_is_said()
    {
        await using var blog = await TestDatabase.CreateAsync();
        var missing = await Assert.ThrowsAsync<DirectoryNotFoundException>(() => blog.ImportAsync("/nowhere/at/all"));
        Assert.Equal("/nowhere/at/all is neither a file nor a folder.", missing.Message);
    }

    [Fact]
    public async Task A_dry_run_keeps_nobody_from_saving()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("reviews/a.md", Reading.Review("slug: a"));
        var saved = 0;
        var progress = new Halfway(() => saved += blog.ReadAsync(db => db.WriteAsync(() => db.Themes.ExecuteDeleteAsync(), TestContext.Current.CancellationToken)).GetAwaiter().GetResult() + 1);

        await blog.Get<ContentImporter>().ImportAsync(new ImportRequest(folder.Path, TimeZoneInfo.Utc, DryRun: true), progress, TestContext.Current.CancellationToken);

        Assert.Equal(1, saved);
        Assert.Empty(Directory.EnumerateFileSystemEntries(blog.Folder.Outgoing));
    }

    [Fact]
    public async Task A_dry_run_reports_what_the_import_does_and_does_nothing()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a").Review("b", "film.title: B").Review("c", "rating: 6")
            .Write("directors/andrei-tarkovsky.md", "---\nname: Andrei Tarkovsky\n---\nHe.\n");

        var dry = await blog.ImportAsync(folder.Path, dryRun: true);

        Assert.Equal(0, await blog.CountAsync<Review>() + await blog.CountAsync<Director>() + await blog.CountAsync<ReviewChange>());
        var report = await blog.ImportAsync(folder);
        Assert.Equal((report.ToString(), report.ProseWritten), (dry.ToString(), dry.ProseWritten));
        Assert.Equal(report.Problems, dry.Problems);

        folder.Review("a", "slug: a", "rating: 2");
        Assert.Equal("new 0, changed 1, same 1, failed 1", (await blog.ImportAsync(folder.Path, dryRun: true)).ToString());
        Assert.Null((await blog.ReviewAsync("a")).Rating);
    }

    private sealed class Halfway(Action then) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => then();
    }
}
