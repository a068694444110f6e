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
    public async Task<RestoreOutcome> RestoreAsync(Revision revision, (int Id, string Name) author, CancellationToken cancellationToken)
    {
        // Another tab may save at any moment before.
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        if (!await db.Revisions.AnyAsync(r => r.Id == revision.Id && r.ReviewId == revision.ReviewId && r.CopyId == revision.CopyId, cancellationToken))
        {
            return RestoreOutcome.Stale;
        }

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
            return RestoreOutcome.Same;
        }

        if (copy is not null)
        {
            db.Revisions.Add(new Revision(copy.Text, copy.SavedAt, copy.SavedBy, RevisionOrigin.Kept, copy.ReviewId, copy.ReviewId is null ? copy.Id : null));
        }

        var baseNumber = revision.ReviewId is { } of ? await desk.NumberOfAsync(of, cancellationToken) : 0;
        var kept = await desk.KeepAsync(
            copy?.Id ?? revision.CopyId ?? Guid.NewGuid(), revision.ReviewId, copy?.Version ?? 0, baseNumber, former, author, asRevision: false, cancellationToken);
        if (kept is not { Copy: not null, IsStale: false })
        {
            return kept.IsStale ? RestoreOutcome.Stale : RestoreOutcome.Same;
        }

        await writing.CommitAsync();
        return RestoreOutcome.Restored;
    }
}

/// <summary>What became of a former text that was to come back.</summary>
public enum RestoreOutcome
{
    /// <summary>It is what is being written.</summary>
    Restored,

    /// <summary>It is the text already: nothing was changed.</summary>
    Same,

    /// <summary>It is no more a text of what it was: that was finished or deleted meanwhile. Nothing was changed.</summary>
    Stale,
}
