using System.Runtime.CompilerServices;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Crawlers.Links;

/// <summary>Every text that readers see, a batch at a time, so that a blog of any size takes the same memory.</summary>
internal sealed class WrittenTexts(FilmBlogContext db, DateTimeOffset now)
{
    private const int BatchSize = 100;

    /// <summary>How many reviews there are among them.</summary>
    public Task<int> CountReviewsAsync(CancellationToken cancellationToken) => db.Reviews.Published(now).CountAsync(cancellationToken);

    /// <summary>The texts.</summary>
    public async IAsyncEnumerable<IReadOnlyList<WrittenText>> BatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = 0; ;)
        {
            var after = last;
            var reviews = await db.Reviews.Published(now).Where(r => r.Id > after).OrderBy(r => r.Id).Take(BatchSize).Select(r => new
            {
                r.Id,
                r.Slug,
                r.Body.Markdown,
                Cover = (string?)r.Cover!.Hash,
                Pictures = r.Images.Select(u => new { u.Url, u.Image.Hash }).ToList(),
            }).AsSplitQuery().ToListAsync(cancellationToken);
            if (reviews.Count == 0)
            {
                break;
            }

            yield return [.. reviews.Select(r => new WrittenText($"/reviews/{r.Slug}", r.Markdown) { Cover = r.Cover, Pictures = [.. r.Pictures.Select(p => KeyValuePair.Create(p.Url, p.Hash))] })];
            last = reviews[^1].Id;
        }

        yield return [.. (await db.SitePages.AsNoTracking().Include(p => p.Images).ThenInclude(u => u.Image).OrderBy(p => p.Slug).ToListAsync(cancellationToken))
            .Select(p => Text($"/{p.Slug}", p.Body, p.Images))];
        yield return await HubsAsync(db.Directors.Where(d => d.Films.Any(f => f.Film.Reviews.Any(r => r.PublishedAt <= now))), cancellationToken);
        yield return await HubsAsync(db.Themes.Where(t => t.Reviews.Any(r => r.Review.PublishedAt <= now)), cancellationToken);
    }

    private static async Task<IReadOnlyList<WrittenText>> HubsAsync<THub>(IQueryable<THub> hubs, CancellationToken cancellationToken)
        where THub : Hub =>
        [.. (await hubs.AsNoTracking().Where(h => h.Introduction != null).Include(h => h.Images).ThenInclude(u => u.Image).OrderBy(h => h.Id).ToListAsync(cancellationToken))
            .Select(h => Text(h.Path, h.Introduction!, h.Images))];

    private static WrittenText Text(string path, Prose prose, IEnumerable<ImageUse> pictures) =>
        new(path, prose.Markdown) { Pictures = [.. pictures.Select(u => KeyValuePair.Create(u.Url, u.Image.Hash))] };
}
