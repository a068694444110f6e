using FilmBlog.Core;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using FilmBlog.Web;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks;

/// <summary>A migrated SQLite database filled with a <see cref="SyntheticBlog"/>, in a folder that goes with it.</summary>
internal sealed class SyntheticDatabase : IAsyncDisposable
{
    private const int Bodies = 200;

    private SyntheticDatabase(DataFolder folder, ServiceProvider services)
    {
        Folder = folder;
        Services = services;
    }

    public DataFolder Folder { get; }

    public ServiceProvider Services { get; }

    /// <summary>Creates and fills it. Without bodies it is a tenth of the size: leave them away where nothing reads them.</summary>
    public static Task<SyntheticDatabase> CreateAsync(SyntheticBlog blog, bool withBodies, CancellationToken cancellationToken = default) =>
        CreateAsync(blog, withBodies ? SyntheticBodies.Few : SyntheticBodies.None, cancellationToken);

    /// <summary>Creates and fills it, with these bodies.</summary>
    public static async Task<SyntheticDatabase> CreateAsync(SyntheticBlog blog, SyntheticBodies bodies, CancellationToken cancellationToken = default)
    {
        var folder = new DataFolder(Path.Combine(Path.GetTempPath(), "filmblog-benchmarks", Guid.NewGuid().ToString("N")));
        folder.Create();
        var services = new ServiceCollection().AddLogging().AddFilmBlogCore(folder).BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        var database = new SyntheticDatabase(folder, services);
        try
        {
            await FillAsync(services, blog, bodies, cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes it one that a site serves at once: the first import is done, and there is a page about the site.</summary>
    public async Task FurnishAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        if (!await db.Settings.AnyAsync(setting => setting.Name == FirstImport.Done))
        {
            db.Settings.Add(new Setting(FirstImport.Done, "done"));
            db.SitePages.Add(new SitePage(Slug.Parse("about"), "About", new Prose("What is written here.", "<p>What is written here.</p>", 1)));
            await db.SaveChangesAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder.Path, recursive: true);
    }

    // Through the entities, so that keys and letters are the program's own; a context for each batch, so that none grows.
    private static async Task FillAsync(ServiceProvider services, SyntheticBlog blog, SyntheticBodies kind, CancellationToken cancellationToken)
    {
        var directorNames = Enumerable.Range(0, blog.Directors).Select(SyntheticBlog.DirectorName);
        var directors = await AddAsync(services, directorNames, name => new Director(name, Slug.From(name)!.Value));
        var themeNames = Enumerable.Range(0, blog.Themes).Select(SyntheticBlog.ThemeName);
        var themes = await AddAsync(services, themeNames, name => new Theme(name, Slug.From(name)!.Value));
        var bodies = Enumerable.Range(0, kind == SyntheticBodies.Few ? Bodies : 0).Select(blog.Body)
            .Select(body => (body, MarkdownBody.Parse(body).Render(_ => null))).ToList();
        foreach (var batch in Enumerable.Range(0, blog.Count).Chunk(2000))
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            var reviews = batch.Select(blog.Review).ToList();
            var known = reviews.SelectMany(r => r.Directors).Distinct().ToDictionary(n => n, n => directors[n]);
            var carried = reviews.SelectMany(r => r.Themes).Distinct().ToDictionary(n => n, n => themes[n]);
            db.AttachRange(known.Values);
            db.AttachRange(carried.Values);
            foreach (var review in reviews)
            {
                db.Add(Entity(review, [.. review.Directors.Select(n => known[n])], [.. review.Themes.Select(n => carried[n])], bodies, kind == SyntheticBodies.OwnText ? blog.Body(review.Number) : null));
            }

            await db.SaveChangesAsync(cancellationToken);
            // The shared directors and themes must not carry one batch into the next.
            foreach (var director in known.Values)
            {
                director.Films.Clear();
            }

            foreach (var theme in carried.Values)
            {
                theme.Reviews.Clear();
            }
        }
    }

    private static Review Entity(SyntheticReview synthetic, List<Director> directors, List<Theme> themes, List<(string, RenderedBody)> bodies, string? text)
    {
        var film = new Film(
            new FilmFacts
            {
                Title = synthetic.Title,
                Year = synthetic.Year,
                Directors = [.. directors.Select(d => d.Name)],
                ImdbRating = synthetic.ImdbRating,
            },
            directors);
        var review = new Review(film, Slug.Parse(synthetic.Slug));
        review.Describe(new ReviewFacts { Rating = synthetic.Rating, PublishedAt = synthetic.PublishedAt });
        review.CarryThemes(themes);
        if (bodies.Count > 0)
        {
            // One of a few, rendered once: a database is filled in a minute, and its pages are as full as if each had its own.
            var (markdown, body) = bodies[synthetic.Number % bodies.Count];
            review.Write(markdown, body.Html, body.PlainText, body.Excerpt, body.Words, MarkdownBody.Version);
        }

        if (text is not null)
        {
            review.Write(text, "", text, text[..200], text.AsSpan().Count(' '), MarkdownBody.Version);
        }

        return review;
    }

    private static async Task<List<T>> AddAsync<T>(ServiceProvider services, IEnumerable<string> names, Func<string, T> create)
        where T : class
    {
        var all = new List<T>();
        foreach (var batch in names.Chunk(5000))
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            var entities = batch.Select(create).ToList();
            db.AddRange(entities);
            await db.SaveChangesAsync();
            all.AddRange(entities);
        }

        return all;
    }
}

/// <summary>What the reviews of a <see cref="SyntheticDatabase"/> say.</summary>
internal enum SyntheticBodies
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One of a few, rendered: pages are full.</summary>
    Few,

    /// <summary>Each its own, not rendered: searches find what they would find.</summary>
    OwnText,
}
