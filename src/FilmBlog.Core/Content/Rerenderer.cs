using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Content;

/// <summary>Renders texts anew: after the markup changed, or a picture that they show.</summary>
public sealed class Rerenderer(IServiceScopeFactory scopes, ImageStore store)
{
    // A batch keeps others from saving while it lasts.
    private const int BatchSize = 50;

    // Of no renderer: what has it is rendered anew.
    internal const int NoVersion = 0;

    private volatile bool isBehind;

    /// <summary>Whether texts wait to be rendered anew because that failed: <see cref="RenderOutdatedAsync"/> does it.</summary>
    public bool IsBehind => isBehind;

    /// <summary>Renders reviews, pages and introductions. Texts that cannot be rendered keep what they had and are returned, a sentence each.</summary>
    public Task<(int Rendered, IReadOnlyList<string> Problems)> RenderAllAsync(IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        RenderAsync(Which.All, progress, cancellationToken);

    /// <summary>
    /// The same for what another version of the markup rendered, and what is marked by <see cref="MarkShowingAsync"/>. Where there is nothing
    /// of the kind, a few queries tell.
    /// </summary>
    public async Task<(int Rendered, IReadOnlyList<string> Problems)> RenderOutdatedAsync(CancellationToken cancellationToken)
    {
        isBehind = false;
        return await OrFallBehindAsync(RenderAsync(Which.Outdated, progress: null, cancellationToken));
    }

    /// <summary>
    /// Marks what shows an image in its text to be rendered anew, within the caller's transaction: whatever becomes of the caller after
    /// that, <see cref="RenderOutdatedAsync"/> finds it.
    /// </summary>
    public static async Task MarkShowingAsync(FilmBlogContext db, int imageId, CancellationToken cancellationToken)
    {
        await db.ReviewBodies.Where(b => db.ImageUses.Any(u => u.ReviewId == b.ReviewId && u.ImageId == imageId))
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.MarkupVersion, NoVersion), cancellationToken);
        var which = Which.Showing(imageId);
        foreach (var page in await which.Of(db.SitePages).ToListAsync(cancellationToken))
        {
            page.Write(page.Title, Marked(page.Body));
        }

        foreach (var director in await which.Of(db.Directors).ToListAsync(cancellationToken))
        {
            director.Introduce(Marked(director.Introduction!));
        }

        foreach (var theme in await which.Of(db.Themes).ToListAsync(cancellationToken))
        {
            theme.Introduce(Marked(theme.Introduction!));
        }
    }

    /// <summary>The same for what shows an image in its text.</summary>
    public Task<(int Rendered, IReadOnlyList<string> Problems)> RenderShowingAsync(int imageId, CancellationToken cancellationToken) =>
        OrFallBehindAsync(RenderAsync(Which.Showing(imageId), progress: null, cancellationToken));

    /// <summary>The text, marked to be rendered anew.</summary>
    internal static Prose Marked(Prose prose) => new(prose.Markdown, prose.Html, NoVersion);

    private async Task<(int Rendered, IReadOnlyList<string> Problems)> OrFallBehindAsync(Task<(int Rendered, IReadOnlyList<string> Problems)> rendering)
    {
        try
        {
            return await rendering;
        }
        catch
        {
            isBehind = true;
            throw;
        }
    }

    /// <summary>
    /// Renders everything in a database of the caller's that came from elsewhere. What it says was rendered is forgotten first, whoever rendered
    /// it: a text that cannot be rendered shows nothing, and is returned, a sentence each.
    /// </summary>
    internal static async Task<IReadOnlyList<string>> RenderAnewAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        await db.WriteAsync(() => db.ReviewBodies.ExecuteUpdateAsync(
            set => set.SetProperty(b => b.Html, "").SetProperty(b => b.MarkupVersion, NoVersion).SetProperty(b => b.Digest, (string?)null), cancellationToken), cancellationToken);
        foreach (var page in await db.SitePages.ToListAsync(cancellationToken))
        {
            page.Write(page.Title, Forgotten(page.Body));
        }

        foreach (var director in await db.Directors.Where(d => d.Introduction != null).ToListAsync(cancellationToken))
        {
            director.Introduce(Forgotten(director.Introduction!));
        }

        foreach (var theme in await db.Themes.Where(t => t.Introduction != null).ToListAsync(cancellationToken))
        {
            theme.Introduce(Forgotten(theme.Introduction!));
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        var problems = new List<string>();
        await RenderReviewsAsync(db, Which.All, problems, progress: null, cancellationToken);
        await RenderProseAsync(db, Which.All, problems, cancellationToken);
        await TextDigests.NoteAsync(db, cancellationToken);
        return problems;
    }

    private static Prose Forgotten(Prose prose) => new(prose.Markdown, "", NoVersion);

    private async Task<(int Rendered, IReadOnlyList<string> Problems)> RenderAsync(Which which, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await MeasureImagesAsync(db, cancellationToken);
        var problems = new List<string>();
        var rendered = await RenderReviewsAsync(db, which, problems, progress, cancellationToken);
        return (rendered + await RenderProseAsync(db, which, problems, cancellationToken), problems);
    }

    // Images that came in before their colours were noted.
    private async Task MeasureImagesAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var tones = new Dictionary<int, int>();
        foreach (var image in await db.Images.AsNoTracking().Where(i => i.Tone == ImageTone.Unknown).ToListAsync(cancellationToken))
        {
            tones.Add(image.Id, await store.ToneOfAsync(image.Hash, cancellationToken));
        }

        foreach (var image in await db.Images.Where(i => EF.Parameter(tones.Keys).Contains(i.Id)).ToListAsync(cancellationToken))
        {
            image.Show(image.Hash, image.SourceHash, image.Width, image.Height, image.Length, tones[image.Id]);
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private static async Task<int> RenderReviewsAsync(
        FilmBlogContext db, Which which, List<string> problems, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var total = progress is null ? 0 : await which.Of(db.Reviews).CountAsync(cancellationToken);
        var (done, rendered) = (0, 0);
        for (var last = 0; ;)
        {
            var after = last;
            var ids = await which.Of(db.Reviews).Where(r => r.Id > after).OrderBy(r => r.Id).Take(BatchSize).Select(r => r.Id).ToListAsync(cancellationToken);
            if (ids.Count == 0)
            {
                return rendered;
            }

            // Read and written in one transaction: what somebody saves meanwhile is not overwritten by what is rendered from an older text.
            await using var writing = await db.BeginWritingAsync(cancellationToken);
            foreach (var review in await db.Reviews.Include(r => r.Body).Include(r => r.Images).ThenInclude(u => u.Image).AsSplitQuery()
                .Where(r => EF.Parameter(ids).Contains(r.Id)).ToListAsync(cancellationToken))
            {
                try
                {
                    var body = MarkdownBody.Parse(review.Body.Markdown).Render(Resolver(review.Images));
                    review.Show(body.Html, body.PlainText, body.Excerpt, body.Words, MarkdownBody.Version);
                    rendered++;
                }
                catch (MarkupRejectedException rejected)
                {
                    problems.Add($"{review.Slug}, line {rejected.Line}: {rejected.Message}");
                }
            }

            await db.SaveChangesAsync(cancellationToken);
            await writing.CommitAsync();
            db.ChangeTracker.Clear();
            last = ids[^1];
            done += ids.Count;
            progress?.Report(new ImportProgress(done, total));
        }
    }

    private static async Task<int> RenderProseAsync(FilmBlogContext db, Which which, List<string> problems, CancellationToken cancellationToken)
    {
        var rendered = 0;
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        foreach (var page in await which.Of(db.SitePages).Include(p => p.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            Render(page.Body, page.Images, $"The page {page.Slug}", prose => page.Write(page.Title, prose));
        }

        foreach (var director in await which.Of(db.Directors).Include(d => d.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            Render(director.Introduction!, director.Images, $"The introduction of {director.Name}", director.Introduce);
        }

        foreach (var theme in await which.Of(db.Themes).Include(t => t.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            Render(theme.Introduction!, theme.Images, $"The introduction of {theme.Name}", theme.Introduce);
        }

        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        return rendered;

        void Render(Prose prose, IEnumerable<ImageUse> uses, string what, Action<Prose> write)
        {
            try
            {
                var html = MarkdownBody.Parse(prose.Markdown).Render(Resolver(uses)).Html;
                var anew = new Prose(prose.Markdown, html, MarkdownBody.Version);
                // What comes to the same is no change that anybody must learn of.
                if (anew != prose)
                {
                    write(anew);
                }

                rendered++;
            }
            catch (MarkupRejectedException rejected)
            {
                problems.Add($"{what}, line {rejected.Line}: {rejected.Message}");
            }
        }
    }

    private static Func<string, MarkupImage?> Resolver(IEnumerable<ImageUse> uses) =>
        LibraryImages.Resolver(LibraryImages.ByAddress(uses, image => image));

    /// <summary>Which texts are rendered.</summary>
    private sealed record Which(bool OnlyOutdated, int? ImageId)
    {
        public static Which All { get; } = new(OnlyOutdated: false, ImageId: null);

        public static Which Outdated { get; } = new(OnlyOutdated: true, ImageId: null);

        public static Which Showing(int imageId) => new(OnlyOutdated: false, imageId);

        public IQueryable<Review> Of(IQueryable<Review> reviews) => reviews.Where(r =>
            (!OnlyOutdated || r.Body.MarkupVersion != MarkdownBody.Version) && (ImageId == null || r.Images.Any(u => u.ImageId == ImageId)));

        public IQueryable<SitePage> Of(IQueryable<SitePage> pages) => pages.Where(p =>
            (!OnlyOutdated || p.Body.MarkupVersion != MarkdownBody.Version) && (ImageId == null || p.Images.Any(u => u.ImageId == ImageId)));

        public IQueryable<Director> Of(IQueryable<Director> directors) => directors.Where(d => d.Introduction != null
            && (!OnlyOutdated || d.Introduction.MarkupVersion != MarkdownBody.Version) && (ImageId == null || d.Images.Any(u => u.ImageId == ImageId)));

        public IQueryable<Theme> Of(IQueryable<Theme> themes) => themes.Where(t => t.Introduction != null
            && (!OnlyOutdated || t.Introduction.MarkupVersion != MarkdownBody.Version) && (ImageId == null || t.Images.Any(u => u.ImageId == ImageId)));
    }
}
