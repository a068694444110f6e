using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>
/// <c>/admin/write/{id}/conflict</c>: two versions that were written at once, field by field, and which of them shall stand. Neither is
/// lost: <c>mine</c> names what was set aside, and <c>own</c> says whose it is; without it, the copy stands beside the review that was changed meanwhile.
/// </summary>
public sealed class ConflictModel(FilmBlogContext db, Editor editor, ReviewDesk desk, SetAside setAside) : DeskPage
{
    /// <summary>The two versions.</summary>
    public TwoVersions Versions { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, int? mine, string? own, CancellationToken cancellationToken)
    {
        Entitle("Two versions");
        return await FindAsync(id, mine, own, cancellationToken) ? Page() : NotFound();
    }

    /// <summary>Makes one of them, and goes on writing.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, int? mine, string? own, IFormCollection fields, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, mine, own, cancellationToken))
        {
            return NotFound();
        }

        var writing = Versions.Writing;
        var chosen = Versions.Choose(field => fields[field.Name].ToString(), fields["body"].ToString());
        var seen = Sent.Of(fields);
        // What was finished or thrown away elsewhere goes on under a name of its own.
        var target = Versions.Theirs is null ? writing with { Id = Guid.NewGuid() } : writing;
        var kept = await desk.KeepAsync(target.Id, writing.Review?.Id, seen.Version, seen.Base, chosen, (AuthorId, AuthorName), asRevision: true, cancellationToken);
        if (kept.IsStale)
        {
            var aside = await desk.SetAsideAsync(id, writing.Review?.Id, chosen, AuthorName, cancellationToken);
            return Done($"/admin/write/{kept.Copy?.Id ?? id}/conflict?mine={aside}", "Another version was saved in the meantime. Both are here.");
        }

        return Done((target with { Copy = kept.Copy }).Address, Versions.Theirs is null ? "Kept, as something new." : "Kept: the two versions are one.");
    }

    private async Task<bool> FindAsync(Guid id, int? mine, string? own, CancellationToken cancellationToken)
    {
        var aside = mine is null ? null : await db.Revisions.AsNoTracking().SingleOrDefaultAsync(r => r.Id == mine, cancellationToken);
        if ((mine is not null && aside is null) || await editor.FindAsync(id, aside?.ReviewId, User, cancellationToken) is not { } writing)
        {
            return false;
        }

        // The text must be one of what is written here; where nothing is left of that, it must be the writer's own.
        var belongs = aside is null ? writing is { Copy: not null, Review: not null }
            : writing.Review is { } review ? aside.ReviewId == review.Id
            : aside.CopyId == id && (writing.Copy is not null || User.IsOwner || setAside.IsOwn(own, aside.Id, AuthorId));
        if (!belongs)
        {
            if (aside is not null)
            {
                HttpContext.NoteAnothers();
            }

            return false;
        }

        var stored = writing.Review is null ? null : await desk.ManuscriptOfAsync(writing.Review.Id, cancellationToken);
        Versions = TwoVersions.Of(writing, aside, stored);
        return true;
    }
}
