using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Makes a review a draft again.</summary>
public sealed class UnpublishModel(FilmBlogContext db, DeskActs acts, TimeProvider clock) : ReviewPage(db, clock)
{
    /// <summary>Asks.</summary>
    public async Task<IActionResult> OnGetAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        Entitle($"Make {Review.Title} a draft");
        return Review.State is ReviewState.Published or ReviewState.Scheduled ? Page() : LocalRedirect($"{Review.Path}/publish");
    }

    /// <summary>Does it.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        var review = await ReviewItselfAsync(cancellationToken);
        if (review.PublishedAt is not null)
        {
            review.Unpublish(Now);
            acts.Note("unpublished", review.Title);
            await acts.SaveAsync([id], cancellationToken);
        }

        return Done($"{Review.Path}/publish", $"“{review.Title}” is a draft: readers do not see it.");
    }
}
