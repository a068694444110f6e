using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Site;

/// <summary>The page about the site as the desk finds and changes it. Its former texts outlive it, so that a deletion can be undone.</summary>
public sealed class AboutText(FilmBlogContext db, ProseWriter prose, Audit audit, Shown shown, TimeProvider clock)
{
    private static readonly Slug About = Slug.Parse("about");

    /// <summary>The page with its images; null when there is none.</summary>
    public Task<SitePage?> FindAsync(CancellationToken cancellationToken) =>
        db.SitePages.Include(p => p.Images).ThenInclude(u => u.Image).SingleOrDefaultAsync(p => p.Slug == About, cancellationToken);

    /// <summary>The former texts: of the page or, where it was deleted, those it left.</summary>
    public IQueryable<Revision> RevisionsOf(SitePage? page) => page is null
        ? db.Revisions.Where(r => r.SitePageId == null && r.ReviewId == null && r.CopyId == null && r.DirectorId == null && r.ThemeId == null)
        : db.Revisions.Where(r => r.SitePageId == page.Id);

    /// <summary>What tells which text a form began with.</summary>
    public static string FingerprintOf(SitePage? page) => page is null ? "" : FormText.Fingerprint($"{page.Title}\n{FormText.Text(page.Body.Markdown)}");

    /// <summary>Waits for one's turn to write: what <see cref="FindAsync"/> finds within it, nobody else changes before it is over.</summary>
    public Task<Writing> BeginAsync(CancellationToken cancellationToken) => db.BeginWritingAsync(cancellationToken);

    /// <summary>Saves title and text, and keeps what was there.</summary>
    /// <param name="writing">The turn within which the page was found; it ends.</param>
    /// <param name="page">The page; null: there is none yet.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="text">Its text.</param>
    /// <param name="by">The name of the author.</param>
    /// <param name="cancellationToken">Gives up before anything is saved.</param>
    public async Task SaveAsync(Writing writing, SitePage? page, string title, WrittenProse text, string by, CancellationToken cancellationToken)
    {
        audit.Note(page is null ? "created the page" : "changed the page", title);
        var left = page is null ? RevisionsOf(null) : null;
        if (page is null)
        {
            page = new SitePage(About, title, text.Prose);
            db.SitePages.Add(page);
        }
        else
        {
            Remember(page);
            page.Write(title, text.Prose);
        }

        page.WasSaved(clock.GetUtcNow(), by);
        prose.Show(page.Images, text);
        await db.SaveChangesAsync(cancellationToken);
        if (left is not null)
        {
            await left.ExecuteUpdateAsync(set => set.SetProperty(r => r.SitePageId, page.Id), cancellationToken);
        }

        await writing.CommitAsync();
        await shown.NowAsync(cancellationToken);
    }

    /// <summary>Deletes the page; its text is the newest of the former ones. Returns the id of that; null: there is no page.</summary>
    public async Task<int?> DeleteAsync(CancellationToken cancellationToken)
    {
        await using var writing = await BeginAsync(cancellationToken);
        if (await FindAsync(cancellationToken) is not { } page)
        {
            return null;
        }

        audit.Note("deleted the page", page.Title);
        var last = Remember(page);
        await db.SaveChangesAsync(cancellationToken);
        await RevisionsOf(page).ExecuteUpdateAsync(set => set.SetProperty(r => r.SitePageId, (int?)null), cancellationToken);
        // Known no more as the page's, or it would go with it.
        db.Entry(last).State = EntityState.Detached;
        db.Remove(page);
        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        await shown.NowAsync(cancellationToken);
        return last.Id;
    }

    private Revision Remember(SitePage page)
    {
        var text = ProseDocument.OfPage(page.Title, page.Body.Markdown);
        var former = new Revision(text, page.SavedAt ?? clock.GetUtcNow(), page.SavedBy, RevisionOrigin.Desk);
        page.Revisions.Add(former);
        return former;
    }
}
