using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Content;

/// <summary>Renders every text anew, after the markup changed.</summary>
public sealed class Rerenderer(IServiceScopeFactory scopes)
{
    private const int BatchSize = 100;

    /// <summary>Renders reviews, pages and introductions. Texts that cannot be rendered keep what they had and are returned, a sentence each.</summary>
    public async Task<(int Rendered, IReadOnlyList<string> Problems)> RenderAllAsync(IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var problems = new List<string>();
        var rendered = await RenderReviewsAsync(db, problems, progress, cancellationToken);
        foreach (var page in await db.SitePages.Include(p => p.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            Render(page.Body, page.Images, $"The page {page.Slug}", prose => page.Write(page.Title, prose));
        }

        foreach (var director in await db.Directors.Include(d => d.Images).ThenInclude(u => u.Image).Where(d => d.Introduction != null).ToListAsync(cancellationToken))
        {
            Render(director.Introduction!, director.Images, $"The introduction of {director.Name}", director.Introduce);
        }

        foreach (var theme in await db.Themes.Include(t => t.Images).ThenInclude(u => u.Image).Where(t => t.Introduction != null).ToListAsync(cancellationToken))
        {
            Render(theme.Introduction!, theme.Images, $"The introduction of {theme.Name}", theme.Introduce);
        }

        await db.SaveChangesAsync(cancellationToken);
        return (rendered, problems);

        void Render(Prose prose, IEnumerable<ImageUse> uses, string what, Action<Prose> write)
        {
            try
            {
                var html = MarkdownBody.Parse(prose.Markdown).Render(Resolver(uses)).Html;
                write(prose with { Html = html, MarkupVersion = MarkdownBody.Version });
                rendered++;
            }
            catch (MarkupRejectedException rejected)
            {
                problems.Add($"{what}, line {rejected.Line}: {rejected.Message}");
            }
        }
    }

    private static async Task<int> RenderReviewsAsync(FilmBlogContext db, List<string> problems, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var total = await db.Reviews.CountAsync(cancellationToken);
        var done = 0;
        for (var last = 0; ;)
        {
            var after = last;
            var batch = await db.Reviews.Include(r => r.Body).Include(r => r.Images).ThenInclude(u => u.Image).AsSplitQuery()
                .Where(r => r.Id > after).OrderBy(r => r.Id).Take(BatchSize).ToListAsync(cancellationToken);
            if (batch.Count == 0)
            {
                return done - problems.Count;
            }

            foreach (var review in batch)
            {
                try
                {
                    var body = MarkdownBody.Parse(review.Body.Markdown).Render(Resolver(review.Images));
                    review.Show(body.Html, body.PlainText, body.Excerpt, body.Words, MarkdownBody.Version);
                }
                catch (MarkupRejectedException rejected)
                {
                    problems.Add($"{review.Slug}, line {rejected.Line}: {rejected.Message}");
                }
            }

            last = batch[^1].Id;
            done += batch.Count;
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
            progress?.Report(new ImportProgress(done, total));
        }
    }

    private static Func<string, MarkupImage?> Resolver(IEnumerable<ImageUse> uses)
    {
        var images = uses.ToDictionary(u => u.Url, u => u.Image, StringComparer.Ordinal);
        return url => images.TryGetValue(url, out var image)
            ? new MarkupImage(ImageStore.AddressOf(image.Hash), image.Width, image.Height)
            : null;
    }
}
