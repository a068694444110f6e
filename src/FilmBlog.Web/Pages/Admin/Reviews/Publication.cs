using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Pages.Admin.Write;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>What is to be published: the text, looked at, and where it comes from.</summary>
/// <param name="Examination">What is being written where there is something, else the review as it is saved.</param>
/// <param name="Copy">The working copy that the text is; null: it is the review's own.</param>
public sealed record Proof(Examination Examination, WorkingCopy? Copy);

/// <summary>Publishes reviews: what is being written, or what is saved.</summary>
public sealed class Publication(FilmBlogContext db, ReviewDesk desk, DeskActs acts)
{
    /// <summary>The text that would be published by who knows of these pictures.</summary>
    public async Task<Proof> ProofOfAsync(ReviewAtDesk review, ImageSight sight, CancellationToken cancellationToken)
    {
        var copy = review.CopyId is { } id ? await db.WorkingCopies.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) : null;
        var manuscript = copy is not null ? Manuscript.Read(copy.Text) : await desk.ManuscriptOfAsync(review.Id ?? 0, cancellationToken) ?? new Manuscript();
        return new Proof(await desk.ExamineAsync(manuscript, review.Id, sight, cancellationToken), copy);
    }

    /// <summary>The address that the review will have.</summary>
    public async Task<Slug?> SlugOfAsync(ReviewAtDesk review, ReviewDocument? document, CancellationToken cancellationToken)
    {
        if (review.Slug is not null || document is null)
        {
            return review.Slug;
        }

        var title = document.Facts.Headline ?? document.Film.Title;
        var stem = (Slug.From(title) ?? Slug.Parse("review")).Value;
        var taken = (await db.Reviews.Select(r => r.Slug).ToListAsync(cancellationToken)).ToHashSet();
        var old = await db.Redirects.Where(r => r.ReviewId != null && r.Path.StartsWith("/reviews/" + stem)).Select(r => r.Path).ToListAsync(cancellationToken);
        return Slug.Free(title, "review", document.Film.Year, slug => taken.Contains(slug) || old.Contains("/reviews/" + slug));
    }

    /// <summary>
    /// Publishes it from an instant on, or, without one, only the changes to what is published or scheduled already. Without a review in the
    /// outcome it was changed meanwhile, or cannot be published as it is.
    /// </summary>
    public async Task<SaveOutcome> PublishAsync(
        ReviewAtDesk review, Proof proof, DateTimeOffset? at, bool tellsReaders, (int Id, string Name, bool IsOwner) by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (proof.Copy is not { } copy)
        {
            var saved = await db.Reviews.Include(r => r.Film).SingleAsync(r => r.Id == review.Id, cancellationToken);
            saved.Publish(at ?? saved.PublishedAt ?? now);
            Note(saved, at, now);
            await acts.SaveAsync([saved.Id], cancellationToken);
            return new SaveOutcome(saved, null);
        }

        var outcome = await desk.SaveAsync(
            new ReviewSave
            {
                Manuscript = proof.Examination.Manuscript,
                CopyId = copy.Id,
                CopyVersion = copy.Version,
                ReviewId = copy.ReviewId,
                BaseNumber = copy.BaseNumber,
                AuthorId = copy.ReviewId is null ? copy.AuthorId : by.Id,
                By = by.Name,
                MayChangeAll = by.IsOwner,
                PublishAt = at,
                TellsReaders = tellsReaders,
            },
            cancellationToken);
        if (outcome is { Review: { } published, IsRepeated: false })
        {
            Note(published, at, now);
            if (outcome.Film is { Fate: FilmFate.Changed } film)
            {
                acts.Note(FilmWords.Action, film.Name, FilmWords.Detail(film));
            }

            await acts.SaveAsync([], cancellationToken);
        }

        return outcome;
    }

    private void Note(Review review, DateTimeOffset? at, DateTimeOffset now) => acts.Note(
        (at, review.StateAt(now)) switch
        {
            (null, ReviewState.Scheduled) => "changed the scheduled review",
            (null, _) => "published changes",
            _ => at > now ? "scheduled" : "published",
        },
        review.Title, at is { } instant ? $"from {instant.UtcDateTime:yyyy-MM-dd HH:mm} UTC on" : null);
}
