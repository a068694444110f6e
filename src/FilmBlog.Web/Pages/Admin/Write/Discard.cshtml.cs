using FilmBlog.Core.Writing;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary><c>/admin/write/{id}/discard</c>: asks before what was kept and not published is thrown away.</summary>
public sealed class DiscardModel(Editor editor, ReviewDesk desk, Audit audit) : DeskPage
{
    /// <summary>What would go.</summary>
    public Writing Writing { get; private set; } = null!;

    /// <summary>Asks.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, null, User, cancellationToken) is not { Copy: not null } writing)
        {
            return NotFound();
        }

        Writing = writing;
        Entitle("Discard changes");
        return Page();
    }

    /// <summary>Throws it away; the text stays in the history.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, null, User, cancellationToken) is not { Copy: { } copy } writing)
        {
            return NotFound();
        }

        audit.Note(writing.Review is null ? "threw away what was begun" : "threw away the changes to the review", copy.Title is { Length: > 0 } title ? title : "Untitled");
        await desk.DiscardAsync(id, cancellationToken);
        return Done(writing.Review is { } review ? $"/admin/reviews/{review.Id}/edit" : "/admin/reviews", "Thrown away. The text is in the history.");
    }
}
