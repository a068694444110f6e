using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Tests.Imaging;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Content;

public sealed class ImportUndoTests
{
    [Fact]
    public async Task What_an_import_made_goes_into_the_bin_and_what_it_changed_is_as_it_was()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder()
            .Review("a", "slug: a", "film.title: A", "film.imdb_rating: 7.1", "rating: 3", "themes: [memory]", "published: 2026-01-02T03:04:05Z", "pinned: [b]")
            .Review("b", "slug: b", "film.title: B");
        await blog.ImportAsync(folder);
        var former = ReviewWriter.Write((await blog.ReviewAsync("a")).Document);
        blog.Time.Advance(TimeSpan.FromHours(1));
        folder.Review("a", "slug: a", "film.title: A new title", "film.directors: [Ada Ash]", "film.imdb_rating: 8.0", "rating: 5", "themes: [time, memory]", "aliases: [/old/a]")
            .Review("c", "slug: c", "film.title: C", "themes: [faith]", "published: 2026-01-01");
        Assert.Equal("new 1, changed 1, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());
        var written = ReviewWriter.Write((await blog.ReviewAsync("a")).Document);
        blog.Time.Advance(TimeSpan.FromHours(1));

        var report = await UndoAsync(blog, 2);

        Assert.Equal((1, 1, 0, 0, 0), (report!.Binned, report.Restored, report.ProseRestored, report.Left.Count, report.Problems.Count));
        var review = await blog.ReviewAsync("a");
        // Old addresses live for ever.
        Assert.Equal(former, ReviewWriter.Write(review.Document with { Aliases = [] }));
        Assert.Equal(["/old/a"], review.Document.Aliases);
        Assert.Equal((blog.Time.GetUtcNow(), "Ada", null), (review.SavedAt, review.SavedBy, review.ImportId));
        Assert.Equal(written, review.Revisions.OrderBy(v => v.Id).Last().Text);
        Assert.NotNull((await blog.ReviewAsync("c")).BinnedAt);
        Assert.Null((await blog.ReviewAsync("c")).PublishedAt);
        Assert.True((await blog.ReviewAsync("c")).WasPublic);
        // "time" and Ada Ash came with the import and nothing speaks of them any more; "faith" belongs to what is in the bin.
        Assert.Equal(["faith", "memory"], await blog.ReadAsync(db => db.Themes.OrderBy(t => t.Name).Select(t => t.Name).ToListAsync()));
        Assert.Equal(["Andrei Tarkovsky"], await blog.ReadAsync(db => db.Directors.Select(d => d.Name).ToListAsync()));
        Assert.Equal(("Ada", blog.Time.GetUtcNow()), await blog.ReadAsync(async db =>
        {
            var import = await db.Imports.SingleAsync(i => i.Id == 2);
            return (import.UndoneBy, import.UndoneAt!.Value);
        }));
    }

    [Fact]
    public async Task It_is_taken_back_once()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a");
        await blog.ImportAsync(folder);
        Assert.NotNull(await UndoAsync(blog, 1));
        var change = await blog.LatestChangeAsync();

        Assert.Null(await UndoAsync(blog, 1));
        Assert.Null(await UndoAsync(blog, 7));
        Assert.Equal(change, await blog.LatestChangeAsync());

        // What is in the bin comes back with the next import.
        Assert.Equal("new 0, changed 1, same 0, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Null((await blog.ReviewAsync("a")).BinnedAt);
    }

    [Fact]
    public async Task What_was_saved_since_is_left_and_named()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "film.title: A").Review("b", "slug: b", "film.title: B");
        await blog.ImportAsync(folder);
        await blog.ImportAsync(folder.Review("a", "slug: a", "film.title: A", "rating: 4").Review("b", "slug: b", "film.title: B", "rating: 4").Review("c", "slug: c", "film.title: C"));
        blog.Time.Advance(TimeSpan.FromHours(1));
        await blog.SaveAsync(async db =>
        {
            foreach (var review in await db.Reviews.WithDocument.Where(r => r.Slug != Slug.Parse("b")).ToListAsync())
            {
                db.Revisions.Add(new Revision(ReviewWriter.Write(review.Document), review.SavedAt, review.SavedBy, RevisionOrigin.Desk, review.Id));
                review.Describe(review.Facts with { Verdict = "Mine." });
                review.WasSaved(blog.Time.GetUtcNow(), "Ada");
            }
        });

        var report = await UndoAsync(blog, 2);

        Assert.Equal((0, 1, "A, C"), (report!.Binned, report.Restored, string.Join(", ", report.Left)));
        Assert.Equal(("Mine.", Rating.OfHalves(8)), ((await blog.ReviewAsync("a")).Verdict, (await blog.ReviewAsync("a")).Rating));
        Assert.Null((await blog.ReviewAsync("b")).Rating);
        Assert.Null((await blog.ReviewAsync("c")).BinnedAt);
    }

    [Fact]
    public async Task A_film_that_it_corrected_is_corrected_back_for_all_its_reviews_unless_somebody_saved_one()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder()
            .Review("a", "slug: a", "title: First", "film.runtime: 100").Review("b", "slug: b", "title: Second", "film.runtime: 100")
            .Review("x", "slug: x", "title: Third", "film.title: X", "film.runtime: 50").Review("y", "slug: y", "title: Fourth", "film.title: X", "film.runtime: 50");
        await blog.ImportAsync(folder);
        using var other = new ContentFolder().Review("a", "slug: a", "title: First", "film.runtime: 120").Review("x", "slug: x", "title: Third", "film.title: X", "film.runtime: 60");
        await blog.ImportAsync(other);
        Assert.Equal([120, 60], await RuntimesAsync(blog));
        blog.Time.Advance(TimeSpan.FromHours(1));
        await blog.SaveAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("y"))).WasSaved(blog.Time.GetUtcNow(), "Ada"));

        var report = await UndoAsync(blog, 2);

        Assert.Equal(["Fourth"], report!.Left);
        Assert.Equal([100, 60], await RuntimesAsync(blog));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task What_it_overwrote_is_kept_for_as_long_as_it_can_be_taken_back(int daysLater)
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "title: First", "rating: 3", "film.runtime: 100").Review("b", "slug: b", "title: Second", "film.runtime: 100");
        await blog.ImportAsync(folder);
        await blog.SaveAsync(async db => db.Revisions.Add(
            new Revision("what is being written", TestDatabase.Start.AddMinutes(30), "Ada", RevisionOrigin.Kept, await db.Reviews.Where(r => r.Slug == Slug.Parse("a")).Select(r => r.Id).SingleAsync())));
        blog.Time.Advance(TimeSpan.FromDays(daysLater) + TimeSpan.FromHours(1));
        // The review is overwritten, and then the film that both are about is corrected: of the first it keeps two texts.
        using var other = new ContentFolder().Review("a", "slug: a", "title: First", "rating: 4", "film.runtime: 120");
        await blog.ImportAsync(other);
        Assert.Equal(3, (await blog.ReviewAsync("a")).Revisions.Count);
        blog.Time.Advance(TimeSpan.FromDays(40));

        await blog.ReadAsync(db => db.ThinRevisionsAsync(blog.Time.GetUtcNow().AddDays(-30), 100, TestContext.Current.CancellationToken));
        var report = await UndoAsync(blog, 2);

        Assert.Equal((0, 2, 0), (report!.Binned, report.Restored, report.Problems.Count));
        Assert.Equal((Rating.OfHalves(6), 100), ((await blog.ReviewAsync("a")).Rating, (await blog.ReviewAsync("a")).Film.Runtime));
    }

    [Fact]
    public async Task A_review_that_was_there_before_is_never_taken_for_one_that_it_made()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "film.title: A").Review("b", "slug: b", "film.title: B");
        await blog.ImportAsync(folder);
        blog.Time.Advance(TimeSpan.FromHours(1));
        await blog.ImportAsync(folder.Review("a", "slug: a", "film.title: A", "rating: 4").Review("c", "slug: c", "film.title: C"));
        // As one does who thins histories without a thought of imports.
        await blog.ReadAsync(db => db.WriteAsync(() => db.Revisions.ExecuteDeleteAsync(), TestContext.Current.CancellationToken));

        var report = await UndoAsync(blog, 2);

        Assert.Equal((1, 0, "A keeps its present text, because the former one is in its history no more."), (report!.Binned, report.Restored, Assert.Single(report.Problems)));
        Assert.Null((await blog.ReviewAsync("a")).BinnedAt);
        Assert.NotNull((await blog.ReviewAsync("c")).BinnedAt);
    }

    [Fact]
    public async Task An_import_that_was_cut_off_is_taken_back_as_far_as_it_came()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "film.title: A");
        await blog.ImportAsync(folder);
        for (var number = 0; number < 250; number++)
        {
            folder.Review($"n{number:000}", $"slug: n{number:000}", $"film.title: N{number}");
        }

        folder.Review("a", "slug: a", "film.title: A", "rating: 2");
        using var stop = new CancellationTokenSource();
        var progress = new Stopping(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blog.Get<ContentImporter>().ImportAsync(new ImportRequest(folder.Path, TimeZoneInfo.Utc), progress, stop.Token));
        var made = await blog.CountAsync<Review>() - 1;
        Assert.InRange(made, 1, 249);

        var report = await UndoAsync(blog, 2);

        Assert.Equal((made, 1), (report!.Binned, report.Restored));
        Assert.Null((await blog.ReviewAsync("a")).Rating);
    }

    [Fact]
    public async Task An_import_that_is_taken_back_while_it_runs_saves_nothing_more()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("pages/about.md", "---\ntitle: About\n---\nUs.\n");
        for (var number = 0; number < 101; number++)
        {
            folder.Review($"n{number:000}", $"slug: n{number:000}", $"film.title: N{number}");
        }

        await using var another = blog.AnotherProcess().CreateAsyncScope();
        UndoReport? report = null;
        var progress = new Meanwhile(() => report ??= another.ServiceProvider.GetRequiredService<ImportUndo>().UndoAsync(1, "Ada", TestContext.Current.CancellationToken).GetAwaiter().GetResult());

        var stopped = await Assert.ThrowsAsync<ImportTakenBackException>(() =>
            blog.Get<ContentImporter>().ImportAsync(new ImportRequest(folder.Path, TimeZoneInfo.Utc), progress, TestContext.Current.CancellationToken));

        Assert.StartsWith("The import was taken back while it ran.", stopped.Message, StringComparison.Ordinal);
        Assert.Equal((100, 100, 0), (report!.Binned, await blog.CountAsync<Review>(), await blog.CountAsync<SitePage>()));
        Assert.Equal(0, await blog.ReadAsync(db => db.Reviews.CountAsync(r => r.BinnedAt == null)));
    }

    [Fact]
    public async Task Pictures_that_the_text_showed_are_shown_again()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/rain.png", Pictures.Encode(SKEncodedImageFormat.Png)).Write("images/cover.png", Pictures.Encode(SKEncodedImageFormat.Png, 40, 20))
            .Write("reviews/a.md", Reading.Review("slug: a", "cover: ../images/cover.png") + "![x](../images/rain.png)\n");
        await blog.ImportAsync(folder);
        var (hash, cover) = await ShownAsync();
        folder.Write("images/rain.png", Pictures.Encode(SKEncodedImageFormat.Png, 100, 50)).Write("reviews/a.md", Reading.Review("slug: a") + "![x](../images/rain.png) new\n");
        await blog.ImportAsync(folder);
        Assert.NotEqual((hash, cover), await ShownAsync());

        await UndoAsync(blog, 2);

        Assert.Equal((hash, cover), await ShownAsync());
        var review = await blog.ReviewAsync("a");
        Assert.Equal("![x](../images/rain.webp)\n", review.Body.Markdown);
        Assert.Contains(hash, review.Body.Html, StringComparison.Ordinal);

        async Task<(string Hash, string? Cover)> ShownAsync()
        {
            var review = await blog.ReviewAsync("a");
            return (Assert.Single(review.Images).Image.Hash, review.Cover?.Hash);
        }
    }

    [Fact]
    public async Task Pages_and_introductions_are_as_they_were()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "themes: [memory]")
            .Write("pages/about.md", "---\ntitle: About\n---\nOld.\n").Write("themes/memory.md", "---\nname: memory\n---\nOld.\n").Write("pages/contact.md", "---\ntitle: Contact\n---\nOld.\n");
        await blog.ImportAsync(folder);
        blog.Time.Advance(TimeSpan.FromHours(1));
        folder.Write("pages/about.md", "---\ntitle: About us\n---\nNew.\n").Write("themes/memory.md", "---\nname: memory\n---\nNew.\n").Write("pages/contact.md", "---\ntitle: Contact\n---\nNew.\n")
            .Write("directors/andrei-tarkovsky.md", "---\nname: Andrei Tarkovsky\n---\nNew.\n").Write("directors/ada-ash.md", "---\nname: Ada Ash\n---\nNew.\n").Write("pages/links.md", "---\ntitle: Links\n---\nNew.\n");
        await blog.ImportAsync(folder);
        blog.Time.Advance(TimeSpan.FromHours(1));
        await blog.SaveAsync(async db =>
        {
            var contact = await db.SitePages.SingleAsync(p => p.Title == "Contact");
            contact.Revisions.Add(new Revision("---\ntitle: Contact\n---\nNew.\n", blog.Time.GetUtcNow(), "Ada", RevisionOrigin.Desk));
            contact.Write("Contact", new Prose("Mine.", "<p>Mine.</p>", 2));
        });

        var report = await UndoAsync(blog, 2);

        Assert.Equal((5, "Contact"), (report!.ProseRestored, string.Join(", ", report.Left)));
        Assert.Equal(["About: <p>Old.</p>", "Contact: <p>Mine.</p>"], await blog.ReadAsync(async db =>
            (await db.SitePages.OrderBy(p => p.Title).ToListAsync()).ConvertAll(p => $"{p.Title}: {p.Body.Html.Trim()}")));
        Assert.Equal(["memory: Old.\n"], await blog.ReadAsync(async db => (await db.Themes.ToListAsync()).ConvertAll(t => $"{t.Name}: {t.Introduction?.Markdown}")));
        Assert.Equal(["Andrei Tarkovsky: "], await blog.ReadAsync(async db => (await db.Directors.ToListAsync()).ConvertAll(d => $"{d.Name}: {d.Introduction?.Markdown}")));
    }

    private static async Task<UndoReport?> UndoAsync(TestDatabase blog, int id)
    {
        await using var scope = blog.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ImportUndo>().UndoAsync(id, "Ada", TestContext.Current.CancellationToken);
    }

    private static Task<List<int?>> RuntimesAsync(TestDatabase blog) => blog.ReadAsync(db => db.Films.OrderBy(f => f.Id).Select(f => f.Runtime).ToListAsync());

    // Cancels once the first batch is saved.
    private sealed class Stopping(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => stop.Cancel();
    }

    // Does something between two batches.
    private sealed class Meanwhile(Action work) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => work();
    }
}
