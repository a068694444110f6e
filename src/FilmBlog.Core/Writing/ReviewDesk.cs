using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Writing;

/// <summary>
/// Where manuscripts become reviews. Nothing that was saved is ever overwritten unseen: a save says what it began from, and what it replaces
/// is kept as a revision. Each method is one transaction, begun before anything is compared.
/// </summary>
public sealed class ReviewDesk(FilmBlogContext db, TimeProvider clock)
{
    private readonly SharedFilms films = new(db, clock);

    /// <summary>The number of the latest change to a review; 0: there is no such review.</summary>
    public async Task<long> NumberOfAsync(int reviewId, CancellationToken cancellationToken) =>
        await db.ReviewChanges.Where(c => c.ReviewId == reviewId).Select(c => (long?)c.Number).SingleOrDefaultAsync(cancellationToken) ?? 0;

    /// <summary>The id of the review that a working copy became; null: it became none.</summary>
    public Task<int?> BegunAsync(Guid copyId, CancellationToken cancellationToken) =>
        db.Reviews.BegunAs(copyId).Select(r => (int?)r.Id).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The manuscript of a review as it stands; null: there is no such review.</summary>
    public async Task<Manuscript?> ManuscriptOfAsync(int reviewId, CancellationToken cancellationToken) =>
        await db.Reviews.WithDocument.AsNoTracking().SingleOrDefaultAsync(r => r.Id == reviewId, cancellationToken) is { } review
            ? Manuscript.Of(review.Document)
            : null;

    /// <summary>Examines a manuscript of a review, or of one that is only begun, as far as whoever examines it may know of what it shows.</summary>
    public async Task<Examination> ExamineAsync(Manuscript manuscript, int? reviewId, ImageSight sight, CancellationToken cancellationToken)
    {
        var before = reviewId is null ? [] : await db.ImageUses.Where(u => u.ReviewId == reviewId).Include(u => u.Image).AsNoTracking().ToListAsync(cancellationToken);
        return await Examination.OfAsync(db, manuscript, before, sight, cancellationToken);
    }

    /// <summary>
    /// Keeps what is being written, complete or not, without touching what readers see. Not kept, and said so, when another version of the
    /// copy was saved since <paramref name="seenVersion"/>. What has become a review meanwhile is a change to that one.
    /// </summary>
    /// <param name="id">The copy's id; it is made where there is none.</param>
    /// <param name="reviewId">The review that it changes; null: one that is begun.</param>
    /// <param name="seenVersion">The version that the writer saw last; 0 for a copy that there was not.</param>
    /// <param name="baseNumber">The number of the review's change that the writing began from, or takes account of since.</param>
    /// <param name="manuscript">What is written.</param>
    /// <param name="author">Who writes: id and name.</param>
    /// <param name="asRevision">Whether it is a save that somebody asked for, to be found in the history.</param>
    /// <param name="cancellationToken">Gives up before anything is saved.</param>
    public async Task<KeepOutcome> KeepAsync(
        Guid id, int? reviewId, int seenVersion, long baseNumber, Manuscript manuscript, (int Id, string Name) author, bool asRevision,
        CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        var text = manuscript.Write();
        var copy = await db.WorkingCopies.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (copy is null)
        {
            reviewId ??= await BegunAsync(id, cancellationToken);
            if (reviewId is not null)
            {
                if (await db.WorkingCopies.AsNoTracking().SingleOrDefaultAsync(c => c.ReviewId == reviewId, cancellationToken) is { } other)
                {
                    return new KeepOutcome(other, IsStale: true);
                }

                if (await ManuscriptOfAsync(reviewId.Value, cancellationToken) is { } stored
                    && (AsWritten(stored, manuscript).Write() == text || await IsRepeatedAsync(id, text, cancellationToken)))
                {
                    return new KeepOutcome(null);
                }
            }

            if (seenVersion > 0)
            {
                return new KeepOutcome(null, IsStale: true);
            }

            copy = new WorkingCopy(id, reviewId, baseNumber, author.Id);
            db.WorkingCopies.Add(copy);
        }
        else if (copy.Version != seenVersion && copy.Text != text)
        {
            return new KeepOutcome(copy, IsStale: true);
        }

        if (baseNumber > copy.BaseNumber)
        {
            copy.TakesAccountOf(baseNumber);
        }

        var now = clock.GetUtcNow();
        if (copy.Text != text)
        {
            copy.Write(text, manuscript.Name, now, author.Name);
        }

        if (asRevision)
        {
            db.Revisions.Add(new Revision(text, now, author.Name, RevisionOrigin.Kept, copy.ReviewId, copy.ReviewId is null ? copy.Id : null));
        }

        await db.SaveChangesAsync(CancellationToken.None);
        await writing.CommitAsync();
        return new KeepOutcome(copy);
    }

    /// <summary>
    /// Puts a text into the history that could not be kept because somebody else saved another one meanwhile. It says under which id.
    /// </summary>
    public async Task<int> SetAsideAsync(Guid id, int? reviewId, Manuscript manuscript, string by, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        reviewId ??= await BegunAsync(id, cancellationToken);
        var aside = new Revision(manuscript.Write(), clock.GetUtcNow(), by, RevisionOrigin.Kept, reviewId, reviewId is null ? id : null);
        db.Revisions.Add(aside);
        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        return aside.Id;
    }

    /// <summary>Throws a working copy away; its text stays in the history. Nothing happens when there is none.</summary>
    public async Task DiscardAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        if (await db.WorkingCopies.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } copy)
        {
            db.Revisions.Add(new Revision(copy.Text, copy.SavedAt, copy.SavedBy, RevisionOrigin.Kept, copy.ReviewId, copy.ReviewId is null ? copy.Id : null));
            db.WorkingCopies.Remove(copy);
            await db.SaveChangesAsync(CancellationToken.None);
            await writing.CommitAsync();
        }
    }

    /// <summary>
    /// Makes a manuscript the review, new or changed, and publishes it where that is asked for. Not saved when it is not complete, or when
    /// the review has changed since the writer saw it. The former text stays in the history, the working copy goes. A save that made what was
    /// begun a review, and is sent again, is answered with that one.
    /// </summary>
    public async Task<SaveOutcome> SaveAsync(ReviewSave save, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        if (save.CopyVersion is { } version
            && await db.WorkingCopies.AnyAsync(c => (c.Id == save.CopyId || (save.ReviewId != null && c.ReviewId == save.ReviewId)) && c.Version != version, cancellationToken))
        {
            return new SaveOutcome(null, null, IsStale: true);
        }

        Review? review = null;
        if (save.ReviewId is { } id)
        {
            review = await db.Reviews.WithDocument.SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
            if (review is null || await NumberOfAsync(id, cancellationToken) != save.BaseNumber)
            {
                return new SaveOutcome(null, null, IsStale: true);
            }
        }
        else if (save.CopyId is { } begun)
        {
            if (await db.Reviews.BegunAs(begun).Include(r => r.Film).SingleOrDefaultAsync(cancellationToken) is { } made)
            {
                return IsSeenSince(made, save.PublishAt) && await IsRepeatedAsync(begun, save.Manuscript.Write(), cancellationToken)
                    ? new SaveOutcome(made, null) { IsRepeated = true }
                    : new SaveOutcome(null, null, IsStale: true);
            }

            if (save.CopyVersion > 0 && !await db.WorkingCopies.AnyAsync(c => c.Id == begun, cancellationToken))
            {
                return new SaveOutcome(null, null, IsStale: true);
            }
        }

        var sight = save.MayChangeAll ? ImageSight.All : ImageSight.Of(save.AuthorId, clock.GetUtcNow());
        var examination = await Examination.OfAsync(db, save.Manuscript, review?.Images ?? [], sight, cancellationToken);
        if (!examination.IsComplete)
        {
            return new SaveOutcome(null, examination);
        }

        var (saved, film) = review is null
            ? await CreateAsync(save, examination, cancellationToken)
            : await ChangeAsync(save, review, examination, cancellationToken);
        await db.SaveChangesAsync(CancellationToken.None);
        var copy = await TakeOverAsync(save, saved, film?.Fate, cancellationToken);
        await writing.CommitAsync();
        return new SaveOutcome(saved, examination) { Film = film, Copy = copy };
    }

    // Address and old addresses are not written in the manuscript but changed by an act of their own.
    private static Manuscript AsWritten(Manuscript stored, Manuscript written) => stored with { Slug = written.Slug, Aliases = written.Aliases };

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Whether a text is the one with which what was begun became a review, and the review says that still. What it says is spelt otherwise
    // than the text: the names are those of the blog, for one.
    private Task<bool> IsRepeatedAsync(Guid copyId, string text, CancellationToken cancellationToken)
    {
        var digest = DigestOf(text);
        return db.Reviews.BegunAs(copyId).AnyAsync(r => r.BegunWith == digest && r.Revisions.All(v => v.Origin == RevisionOrigin.Kept), cancellationToken);
    }

    // Whether readers see a review as somebody asks for it: from that instant on or, of those that have passed, since before.
    private bool IsSeenSince(Review review, DateTimeOffset? asked) =>
        asked is not { } at || review.PublishedAt == at || (review.PublishedAt <= at && at <= clock.GetUtcNow());

    private async Task<(Review Review, SharedFilm? Film)> CreateAsync(ReviewSave save, Examination examination, CancellationToken cancellationToken)
    {
        var document = examination.Document!;
        var (batch, run) = await BatchAsync(document, cancellationToken);
        var (film, shared) = await films.FilmAsync(batch, null, document.Film, save, cancellationToken);
        var review = new Review(film, run.FreeReviewSlug(document.Film, document.Facts.Headline ?? document.Film.Title));
        review.BelongsTo(save.AuthorId);
        if (save.CopyId is { } begun)
        {
            review.WasBegunAs(begun, DigestOf(save.Manuscript.Write()));
        }

        db.Reviews.Add(review);
        Apply(save, batch, review, examination);
        return (review, shared);
    }

    private async Task<(Review Review, SharedFilm? Film)> ChangeAsync(ReviewSave save, Review review, Examination examination, CancellationToken cancellationToken)
    {
        var document = examination.Document!;
        var former = ReviewWriter.Write(review.Document);
        var (savedAt, savedBy) = (review.SavedAt, review.SavedBy);
        var (batch, _) = await BatchAsync(document, cancellationToken);
        var formerFilm = review.Film;
        var (film, shared) = await films.FilmAsync(batch, review, document.Film, save, cancellationToken);
        if (film != formerFilm)
        {
            review.IsAbout(film);
        }

        Apply(save, batch, review, examination);
        if (ReviewWriter.Write(review.Document) != former)
        {
            db.Revisions.Add(new Revision(former, savedAt, savedBy, RevisionOrigin.Desk, review.Id));
        }

        if (film != formerFilm && !await db.Reviews.AnyAsync(r => r.FilmId == formerFilm.Id && r.Id != review.Id, cancellationToken))
        {
            db.Films.Remove(formerFilm);
        }

        return (review, shared);
    }

    private async Task<(ImportBatch Batch, ImportRun Run)> BatchAsync(ReviewDocument document, CancellationToken cancellationToken)
    {
        var run = new ImportRun(db) { StartedAt = clock.GetUtcNow() };
        var file = new ContentFile("", "", ContentKind.Review, "");
        var prepared = new PreparedReview(file, document with { Slug = null }, new RenderedBody("", "", "", 0), new Dictionary<string, IncomingImage>(), null);
        return (await ImportBatch.LoadAsync(db, run, [prepared], cancellationToken), run);
    }

    private void Apply(ReviewSave save, ImportBatch batch, Review review, Examination examination)
    {
        var now = clock.GetUtcNow();
        var document = examination.Document!;
        var tells = save.TellsReaders && review.IsPublished(now);
        review.Describe(document.Facts with { PublishedAt = review.PublishedAt, UpdatedAt = tells ? now : review.UpdatedAt });
        review.CarryThemes(batch.ThemesOf(document));
        review.CoverWith(examination.Cover, document.CoverAlt);
        var body = examination.Body!;
        review.Write(save.Manuscript.FileBody, body.Html, body.PlainText, body.Excerpt, body.Words, MarkdownBody.Version);
        foreach (var gone in review.Images.Where(use => !examination.Images.TryGetValue(use.Url, out var image) || image.Id != use.ImageId).ToList())
        {
            review.Images.Remove(gone);
            db.ImageUses.Remove(gone);
        }

        foreach (var (url, image) in examination.Images.Where(i => review.Images.All(use => use.Url != i.Key)))
        {
            review.Images.Add(new ImageUse(url, image));
        }

        if (save.PublishAt is { } at)
        {
            review.Publish(at);
        }

        review.WasSaved(now, save.By);
    }

    // What belonged to the copy belongs to the review from now on. The copy goes, unless it says of the film what is to wait.
    private async Task<WorkingCopy?> TakeOverAsync(ReviewSave save, Review review, FilmFate? film, CancellationToken cancellationToken)
    {
        if (film == FilmFate.Stays)
        {
            db.Revisions.Add(new Revision(save.Manuscript.Write(), clock.GetUtcNow(), save.By, RevisionOrigin.Kept, review.Id));
        }

        var copy = save.CopyId is { } id ? await db.WorkingCopies.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) : null;
        if (save.CopyId is { } copyId)
        {
            foreach (var revision in await db.Revisions.Where(r => r.CopyId == copyId).ToListAsync(cancellationToken))
            {
                revision.BelongsTo(review);
            }

            foreach (var link in await db.PreviewLinks.Where(l => l.CopyId == copyId).ToListAsync(cancellationToken))
            {
                link.LeadsTo(review.Id);
            }
        }

        if (film == FilmFate.Waits)
        {
            copy = await WaitingAsync(save, review, copy, cancellationToken);
        }
        else if (copy is not null)
        {
            db.WorkingCopies.Remove(copy);
        }

        await db.SaveChangesAsync(CancellationToken.None);
        return film == FilmFate.Waits ? copy : null;
    }

    private async Task<WorkingCopy> WaitingAsync(ReviewSave save, Review review, WorkingCopy? copy, CancellationToken cancellationToken)
    {
        copy ??= await db.WorkingCopies.SingleOrDefaultAsync(c => c.ReviewId == review.Id, cancellationToken);
        if (copy is null)
        {
            copy = new WorkingCopy(Guid.NewGuid(), review.Id, 0, save.AuthorId);
            db.WorkingCopies.Add(copy);
        }

        var text = save.Manuscript.Write();
        if (copy.Text != text)
        {
            copy.Write(text, save.Manuscript.Name, clock.GetUtcNow(), save.By);
        }

        copy.Changes(review.Id);
        copy.TakesAccountOf(await NumberOfAsync(review.Id, cancellationToken));
        return copy;
    }
}
