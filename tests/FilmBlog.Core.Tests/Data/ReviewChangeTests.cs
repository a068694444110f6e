using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Data;

public sealed class ReviewChangeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_changes_what_a_review_says_numbers_it_anew()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            writer.Review("Zerkalo", 1975, 7.9m, "Andrei Tarkovsky", "memory", "dreams");
            writer.Review("Persona", 1966, 8.1m, "Ingmar Bergman", "silence");
            return Task.CompletedTask;
        });

        await ChangesOnlyAsync(database, "zerkalo", async db =>
        {
            var film = await db.Films.Include(f => f.Directors).ThenInclude(d => d.Director).SingleAsync(f => f.Year == 1975, Token);
            film.Correct(film.Facts() with { Year = 1974 }, [.. film.Directors.Select(d => d.Director)]);
        });
        await ChangesOnlyAsync(database, "zerkalo", async db => (await ZerkaloAsync(db)).CarryThemes([]));
        await ChangesOnlyAsync(database, "zerkalo", async db => (await ZerkaloAsync(db)).CarryThemes([await db.Themes.SingleAsync(t => t.Name == "dreams", Token)]));
        await ChangesOnlyAsync(database, "zerkalo", async db => (await ZerkaloAsync(db)).Write("new", "<p>new</p>", "new", "new", 1, 1));
        await ChangesOnlyAsync(database, "zerkalo", async db => (await db.Themes.SingleAsync(t => t.Name == "dreams", Token)).Spell("visions"));
        await ChangesOnlyAsync(database, "persona", async db => (await db.Directors.SingleAsync(d => d.Name == "Ingmar Bergman", Token)).Spell("E. I. Bergman"));
        await ChangesOnlyAsync(database, "persona", async db =>
            (await db.Directors.Include(d => d.Redirects).SingleAsync(d => d.Name == "E. I. Bergman", Token)).Move(Slug.Parse("bergman")));
        await ChangesOnlyAsync(database, "zerkalo", async db => db.Remove(await db.Themes.SingleAsync(t => t.Name == "visions", Token)));
        await ChangesOnlyAsync(database, "persona", async db => db.Remove(await db.Directors.Include(d => d.Redirects).SingleAsync(d => d.Name == "E. I. Bergman", Token)));
        await ChangesOnlyAsync(database, "zerkalo", async db => db.Remove(await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("zerkalo"), Token)));
    }

    [Fact]
    public async Task What_readers_see_beside_reviews_is_numbered_too_and_what_they_do_not_see_is_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SaveAsync(db =>
        {
            new BlogWriter(db).Review("Zerkalo", 1975, 7.9m, "Andrei Tarkovsky", "memory");
            db.Add(new SitePage(Slug.Parse("about"), "About", new Prose("We.", "<p>We.</p>", 1)));
            return Task.CompletedTask;
        });

        await ChangesAsync(database, [ReviewChange.OfTheSite], async db => (await db.Themes.SingleAsync(Token)).Introduce(new Prose("Of memory.", "<p>Of memory.</p>", 1)));
        await ChangesAsync(database, [ReviewChange.OfTheSite], async db => (await db.SitePages.SingleAsync(Token)).Write("About us", new Prose("Us.", "<p>Us.</p>", 1)));
        await ChangesAsync(database, [ReviewChange.OfTheSite], db => Task.FromResult(db.Add(new Setting(Setting.SitePrefix + "Title", "Zerkalo"))));
        await ChangesAsync(database, [], db => Task.FromResult(db.Add(new Setting("imported", "yes"))));
        await ChangesAsync(database, [], db => Task.FromResult(db.Add(new Miss("/nowhere", 1, DateTimeOffset.UnixEpoch))));
    }

    private static Task<Review> ZerkaloAsync(FilmBlogContext db) =>
        db.Reviews.Include(r => r.Film).Include(r => r.Body).Include(r => r.Themes).ThenInclude(t => t.Theme)
            .SingleAsync(r => r.Slug == Slug.Parse("zerkalo"), Token);

    private static async Task ChangesOnlyAsync(TestDatabase database, string slug, Func<FilmBlogContext, Task> change)
    {
        var id = await database.ReadAsync(db => db.Reviews.Where(r => r.Slug == Slug.Parse(slug)).Select(r => r.Id).SingleAsync(Token));
        await ChangesAsync(database, [id], change);
    }

    private static async Task ChangesAsync(TestDatabase database, IReadOnlyList<int> ids, Func<FilmBlogContext, Task> change)
    {
        var before = await database.ReadAsync(db => db.ReviewChanges.MaxAsync(c => c.Number, Token));

        await database.SaveAsync(change);

        Assert.Equal(ids, await database.ReadAsync(db => db.ReviewChanges.Where(c => c.Number > before).Select(c => c.ReviewId).ToListAsync(Token)));
    }
}
