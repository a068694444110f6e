using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Pages;

/// <summary>The kinds of pages that are measured, with the addresses that stand for each.</summary>
internal static class PageKinds
{
    private const int Many = 100;

    public static async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Paths)>> OfAsync(SyntheticBlog blog, ServiceProvider services)
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
            ("home", ["/"]),
            ("home, page 2", ["/?page=2"]),
            ("home, last page", [$"/?page={Math.Min(200, (blog.Count + 24) / 25)}"]),
            ("reviews", ["/reviews"]),
            ("reviews, page 20", ["/reviews?page=20"]),
            ("reviews, deep", [$"/reviews?page={Math.Min(200, (blog.Count + 49) / 50)}"]),
            ("reviews, narrowed", [$"/reviews?sort=title&theme={themes[0]}"]),
            ("review", [.. Enumerable.Range(0, Many).Select(n => $"/reviews/{blog.Review((int)((long)n * blog.Count / Many)).Slug}")]),
            ("director", [.. directors.Select(slug => $"/directors/{slug}")]),
            ("theme, heavy", [$"/themes/{themes[0]}"]),
            ("theme, rare", [$"/themes/{themes[^1]}"]),
            ("year", [$"/years/{year}"]),
            ("decade", ["/decades/2010s"]),
            ("directors", ["/directors"]),
            ("themes", ["/themes"]),
            ("about", ["/about"]),
            ("alive", ["/healthz"]),
            ("404", ["/reviews/there-is-no-such-review"]),
        ];
    }
}
