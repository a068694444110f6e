using FilmBlog.Core.Data;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Saves what an author does with reviews, notes it in the audit trail, and lets pages show it at once.</summary>
public sealed class DeskActs(FilmBlogContext db, Audit audit, Shown shown)
{
    /// <summary>Notes what the signed-in author does; it is saved together with it.</summary>
    public void Note(string action, string subject, string? detail = null) => audit.Note(action, subject, detail);

    /// <summary>Saves what was done with these reviews. When it returns, readers see it.</summary>
    public async Task SaveAsync(IReadOnlyCollection<int> reviewIds, CancellationToken cancellationToken)
    {
        await db.SaveActAsync(reviewIds, cancellationToken);
        await shown.NowAsync(CancellationToken.None);
    }
}
