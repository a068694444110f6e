using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Data;

/// <summary>The digests of all texts: notes them where texts were saved before there were any, and finds sources that are not what was noted.</summary>
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

    /// <summary>The address of a text whose source is not what its digest says; null where there is none.</summary>
    public static async Task<string?> AlteredAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        for (var last = 0; ;)
        {
            var after = last;
            var some = await db.Reviews.AsNoTracking().Where(r => r.Id > after).OrderBy(r => r.Id).Take(Batch)
                .Select(r => new { r.Id, r.Slug, r.Body.Markdown, r.Body.Digest }).ToListAsync(cancellationToken);
            if (some.Find(text => IsAltered(text.Markdown, text.Digest)) is { } altered)
            {
                return $"/reviews/{altered.Slug}";
            }

            if (some.Count < Batch)
            {
                break;
            }

            last = some[^1].Id;
        }

        return (await db.SitePages.AsNoTracking().ToListAsync(cancellationToken)).Find(p => IsAltered(p.Body)) is { } page ? $"/{page.Slug}"
            : (await db.Directors.AsNoTracking().Where(d => d.Introduction != null).ToListAsync(cancellationToken)).Find(d => IsAltered(d.Introduction!)) is { } director ? director.Path
            : (await db.Themes.AsNoTracking().Where(t => t.Introduction != null).ToListAsync(cancellationToken)).Find(t => IsAltered(t.Introduction!)) is { } theme ? theme.Path
            : null;
    }

    private static bool IsAltered(Prose prose) => IsAltered(prose.Markdown, prose.Digest);

    private static bool IsAltered(string markdown, string? digest) => digest is not null && !TextDigest.IsOfSameSource(digest, TextDigest.Of(markdown));

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
