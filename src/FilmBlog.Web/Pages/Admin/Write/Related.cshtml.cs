using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary><c>/admin/write/{id}/related</c>: the table of recommendations as it would be with what stands in the editor, as a fragment.</summary>
[EnableRateLimiting(RateLimits.Related)]
public sealed class RelatedModel(Editor editor) : DeskPage
{
    /// <summary>There is nothing to open: the editor has the table.</summary>
    public IActionResult OnGet(Guid id) => LocalRedirect($"/admin/write/{id}");

    /// <summary>Computes it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection fields, CancellationToken cancellationToken)
    {
        var sent = Sent.Of(fields);
        return await editor.FindAsync(id, sent.ReviewId, User, cancellationToken) is { } writing
            ? Partial("_Related", await editor.RelatedAsync(sent.Manuscript, writing.Review?.Id, cancellationToken))
            : NotFound();
    }
}
