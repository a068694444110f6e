using FilmBlog.Core.Data;
using FilmBlog.Core.Writing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Deletes a review for good that lies in the bin.</summary>
public sealed class DeleteModel(FilmBlogContext db, DeskActs acts, TimeProvider clock) : ReviewPage(db, clock)
{
    private readonly FilmBlogContext db = db;

    /// <summary>Whether readers have seen it: its address then says that it is gone.</summary>
    public bool WasPublic { get; private set; }

    /// <summary>How many former texts go with it.</summary>
    public int FormerTexts { get; private set; }

    /// <summary>Says what will happen.</summary>
    public async Task<IActionResult> OnGetAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        return Review.BinnedAt is null ? LocalRedirect($"{Review.Path}/bin") : await AskAsync(cancellationToken);
    }

    /// <summary>Deletes it.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] int id, bool sure, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        if (Review.BinnedAt is null)
        {
            return LocalRedirect($"{Review.Path}/bin");
        }

        if (!sure)
        {
            ModelState.AddModelError("sure", "Nothing was deleted: say that you are sure.");
            return await AskAsync(cancellationToken);
        }

        var review = await ReviewItselfAsync(cancellationToken);
        await db.RemoveForGoodAsync(review, Now, cancellationToken);
        acts.Note("deleted for good", review.Title, $"/reviews/{review.Slug}");
        await acts.SaveAsync([], cancellationToken);
        return Done("/admin/reviews?tab=bin", $"“{Review.Title}” is deleted for good.");
    }

    private async Task<IActionResult> AskAsync(CancellationToken cancellationToken)
    {
        Entitle($"Delete {Review.Title} for good");
        WasPublic = await db.Reviews.Where(r => r.Id == Review.Id).Select(r => r.WasPublic).SingleAsync(cancellationToken);
        FormerTexts = await db.Revisions.CountAsync(r => r.ReviewId == Review.Id, cancellationToken);
        return Page();
    }
}
