using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Pages;

/// <summary>The kinds of pages that are measured, with the addresses that stand for each.</summary>
internal static class PageKinds
{
    private const int Many = 100;

    /// <summary>Lists: a page that is soon reached, and one far back, with as many rows.</summary>
    public static IReadOnlyList<(string First, string Deep)> FirstAndDeep { get; } = [("home, page 2", "home, last page"), ("reviews", "reviews, deep")];

    public static async Task<IReadOnlyList<PageKind>> OfAsync(SyntheticBlog blog, ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var now = DateTimeOffset.UtcNow;
        var themes = await db.Themes.Where(t => t.Reviews.Any(r => r.Review.PublishedAt <= now))
            .OrderByDescending(t => t.Reviews.Count).Select(t => t.Slug).ToListAsync();
        var year = await db.Films.GroupBy(f => f.Year).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstAsync();
        // A directors' page that shows as many reviews in each blog, so that the two compare.
        var directors = await db.Directors.Where(d => d.Films.Count == 3).OrderBy(d => d.Id).Select(d => d.Slug).Take(Many).ToListAsync();
        return
        [
            new("home", ["/"]),
            new("home, page 2", ["/?page=2"]),
            new("home, last page", [$"/?page={Math.Min(200, (blog.Count + 24) / 25)}"]),
            new("reviews", ["/reviews"]),
            new("reviews, page 20", ["/reviews?page=20"]),
            new("reviews, deep", [$"/reviews?page={Math.Min(200, (blog.Count + 49) / 50)}"]),
            new("reviews, narrowed", [$"/reviews?sort=title&theme={themes[0]}"]),
            new("review", [.. Enumerable.Range(0, Many).Select(n => $"/reviews/{blog.Review((int)((long)n * blog.Count / Many)).Slug}")]),
            new("director", [.. directors.Select(slug => $"/directors/{slug}")]),
            new("theme, heavy", [$"/themes/{themes[0]}"]),
            new("theme, rare", [$"/themes/{themes[^1]}"]),
            new("year", [$"/years/{year}"]),
            new("decade", ["/decades/2010s"]),
            new("directors", ["/directors"]),
            new("themes", ["/themes"]),
            new("search, a title", [.. Enumerable.Range(0, Many).Select(n => $"/search?q={Uri.EscapeDataString(blog.Review((int)((long)n * blog.Count / Many)).Title)}")]),
            new("search, a word", ["/search?q=zerkalo", "/search?q=mirror", "/search?q=%D0%B7%D0%B5%D1%80%D0%BA%D0%B0%D0%BB%D0%BE"]),
            new("feed", ["/atom.xml"]),
            new("feed of a theme", [$"/themes/{themes[0]}/atom.xml"]),
            new("about", ["/about"]),
            new("alive", ["/healthz"]),
            new("404", ["/reviews/there-is-no-such-review"]),
        ];
    }
}

/// <summary>A kind of page.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Paths">The addresses that stand for it.</param>
internal sealed record PageKind(string Name, IReadOnlyList<string> Paths);
