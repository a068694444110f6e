using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Every text that a review has had and that is kept.</summary>
public sealed class HistoryModel(FilmBlogContext db, ReviewHistory history, DeskActs acts, TimeProvider clock) : ReviewPage(db, clock)
{
    private const int Most = 300;
    private readonly FilmBlogContext db = db;

    /// <summary>The texts, the present ones first, then the latest.</summary>
    public IReadOnlyList<KnownText> Texts { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync([FromRoute] int? id, [FromRoute] Guid? copy, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, copy, cancellationToken))
        {
            return NotFound();
        }

        Entitle($"History of {Review.Title}");
        var present = await KnownText.PresentAsync(db, Review, cancellationToken);
        var former = await KnownText.RevisionsOf(db, Review).OrderByDescending(r => r.SavedAt).ThenByDescending(r => r.Id).Take(Most)
            .Select(KnownText.Projection).ToListAsync(cancellationToken);
        Texts = [.. present, .. former];
        return Page();
    }

    /// <summary>Brings a former text back into the editor.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] int? id, [FromRoute] Guid? copy, int revision, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, copy, cancellationToken)
            || await KnownText.RevisionsOf(db, Review).AsNoTracking().SingleOrDefaultAsync(r => r.Id == revision, cancellationToken) is not { } former)
        {
            return NotFound();
        }

        var restored = await history.RestoreAsync(former, (AuthorId, AuthorName), cancellationToken);
        if (restored is not RestoreOutcome.Restored)
        {
            return restored is RestoreOutcome.Same
                ? Done($"{Review.Path}/history", "That is the text already: nothing was changed.")
                : Done("/admin/reviews", "The text was not brought back: what it is a text of was finished or deleted elsewhere meanwhile.");
        }

        acts.Note("brought a former text back", Review.Title, $"of {former.SavedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        await db.SaveChangesAsync(cancellationToken);
        return Done(Review.EditPath, Review.State == ReviewState.Published
            ? "This is the former text. Readers still see the present one, until you publish the changes."
            : "This is the former text. What you were writing is in the history.");
    }
}
