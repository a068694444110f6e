using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Writing;

/// <summary>Former texts and how they come back.</summary>
public sealed class ReviewHistory(FilmBlogContext db, ReviewDesk desk)
{
    /// <summary>
    /// Lays a former text before the author as what is being written; readers see nothing of it until it is published. What was being written
    /// until now stays in the history.
    /// </summary>
    /// <param name="revision">The former text, of a review or of one that is only begun.</param>
    /// <param name="author">Who brings it back: id and name.</param>
    /// <param name="cancellationToken">Gives up before anything is saved.</param>
    /// <returns>False: it is the text already.</returns>
    public async Task<bool> RestoreAsync(Revision revision, (int Id, string Name) author, CancellationToken cancellationToken)
    {
        var copy = revision.ReviewId is { } id
            ? await db.WorkingCopies.SingleOrDefaultAsync(c => c.ReviewId == id, cancellationToken)
            : await db.WorkingCopies.SingleOrDefaultAsync(c => c.Id == revision.CopyId, cancellationToken);
        var former = Manuscript.Read(revision.Text);
        if (revision.ReviewId is { } reviewId && await desk.ManuscriptOfAsync(reviewId, cancellationToken) is { } stored)
        {
            // The address is no part of the text: it stays where it is.
            former = former with { Slug = stored.Slug, Aliases = stored.Aliases };
        }

        if (copy?.Text == former.Write())
        {
            return false;
        }

        if (copy is not null)
        {
            db.Revisions.Add(new Revision(copy.Text, copy.SavedAt, copy.SavedBy, RevisionOrigin.Kept, copy.ReviewId, copy.ReviewId is null ? copy.Id : null));
        }

        var baseNumber = revision.ReviewId is { } of ? await desk.NumberOfAsync(of, cancellationToken) : 0;
        var kept = await desk.KeepAsync(
            copy?.Id ?? revision.CopyId ?? Guid.NewGuid(), revision.ReviewId, copy?.Version ?? 0, baseNumber, former, author, asRevision: false, cancellationToken);
        return kept is { Copy: not null, IsStale: false };
    }
}
