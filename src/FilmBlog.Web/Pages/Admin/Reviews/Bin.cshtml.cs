using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Puts a review into the bin, or takes it out.</summary>
public sealed class BinModel(FilmBlogContext db, DeskActs acts, TimeProvider clock) : ReviewPage(db, clock)
{
    /// <summary>When it is deleted for good; null: it does not lie in the bin.</summary>
    public DateTimeOffset? DeletedAt => Review.BinnedAt + Core.Domain.Review.TimeInBin;

    /// <summary>Asks.</summary>
    public async Task<IActionResult> OnGetAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        Entitle(Review.BinnedAt is null ? $"Throw {Review.Title} away" : $"{Review.Title} in the bin");
        return Page();
    }

    /// <summary>Puts it in.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        var review = await ReviewItselfAsync(cancellationToken);
        review.Bin(Now);
        acts.Note("put into the bin", review.Title);
        await acts.SaveAsync([id], cancellationToken);
        return Done($"{Review.Path}/bin", $"“{review.Title}” lies in the bin. You can take it out again for {Core.Domain.Review.TimeInBin.Days} days.");
    }

    /// <summary>Takes it out.</summary>
    public async Task<IActionResult> OnPostRestoreAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        var review = await ReviewItselfAsync(cancellationToken);
        review.TakeFromBin();
        acts.Note("took out of the bin", review.Title);
        await acts.SaveAsync([id], cancellationToken);
        return Done(ReviewListQuery.Of(null, null, null, null).Address, review.StateAt(Now) switch
        {
            ReviewState.Published => $"“{review.Title}” is back: readers see it again.",
            ReviewState.Scheduled => $"“{review.Title}” is back and scheduled as it was.",
            _ => $"“{review.Title}” is back: a draft, as it was.",
        });
    }
}
