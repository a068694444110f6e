using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary><c>/admin/reviews/{id}/edit</c>: the editor of a review, with the copy that is being written where there is one.</summary>
public sealed class ReviewModel(Editor editor) : DeskPage
{
    /// <summary>What the editor shows.</summary>
    public EditorForm Form { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(Guid.NewGuid(), id, User, cancellationToken) is not { Review: not null } writing)
        {
            return NotFound();
        }

        if (await editor.CopyOfAsync(id, cancellationToken) is { } copy)
        {
            TempData.Keep();
            return LocalRedirect($"/admin/write/{copy}");
        }

        Form = await editor.ShowAsync(writing, User, checks: false, cancellationToken);
        Entitle($"Write: {Form.Manuscript.Name}");
        return Page();
    }
}
