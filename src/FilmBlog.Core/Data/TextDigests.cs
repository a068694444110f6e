using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Data;

/// <summary>Notes the digests of texts that were saved before there were any.</summary>
internal static class TextDigests
{
    private const int Batch = 200;

    /// <summary>Takes every text without a digest for what it is meant to be. How many they were.</summary>
    public static async Task<int> NoteAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var noted = await NoteBodiesAsync(db, cancellationToken);
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        foreach (var page in await db.SitePages.Where(p => p.Body.Digest == null).ToListAsync(cancellationToken))
        {
            page.Write(page.Title, Noted(page.Body));
        }

        foreach (var director in await db.Directors.Where(d => d.Introduction != null && d.Introduction.Digest == null).ToListAsync(cancellationToken))
        {
            director.Introduce(Noted(director.Introduction!));
        }

        foreach (var theme in await db.Themes.Where(t => t.Introduction != null && t.Introduction.Digest == null).ToListAsync(cancellationToken))
        {
            theme.Introduce(Noted(theme.Introduction!));
        }

        noted += await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        db.ChangeTracker.Clear();
        return noted;
    }

    // Beside the tracker: nothing that readers see changes.
    private static async Task<int> NoteBodiesAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        for (var noted = 0; ;)
        {
            await using var writing = await db.BeginWritingAsync(cancellationToken);
            var bodies = await db.ReviewBodies.AsNoTracking().Where(b => b.Digest == null).OrderBy(b => b.ReviewId).Take(Batch).ToListAsync(cancellationToken);
            foreach (var body in bodies)
            {
                var digest = TextDigest.Of(body.Markdown, body.Html, body.PlainText);
                await db.ReviewBodies.Where(b => b.ReviewId == body.ReviewId).ExecuteUpdateAsync(set => set.SetProperty(b => b.Digest, digest), cancellationToken);
            }

            await writing.CommitAsync();
            noted += bodies.Count;
            if (bodies.Count < Batch)
            {
                return noted;
            }
        }
    }

    private static Prose Noted(Prose prose) => new(prose.Markdown, prose.Html, prose.MarkupVersion);
}
