using System.Globalization;
using System.Security.Claims;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Recommendations;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Pages.Reviews;
using FilmBlog.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>Finds what an author may write at, and puts together what the editor shows of it.</summary>
public sealed class Editor(FilmBlogContext db, ReviewDesk desk, Recommender recommender, NameCheck names, IHttpContextAccessor http, TimeProvider clock)
{
    /// <summary>
    /// The copy of that id and the review that it changes (without a copy, the review named, or the one that the copy became). Neither need be
    /// there: then something new is begun. Null when either belongs to somebody else.
    /// </summary>
    public async Task<Writing?> FindAsync(Guid id, int? reviewId, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        var copy = await db.WorkingCopies.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        var changed = copy is null ? reviewId ?? await desk.BegunAsync(id, cancellationToken) : copy.ReviewId;
        var review = changed is { } wanted ? await ReviewAsync(wanted, author, cancellationToken) : null;
        var mayChange = review is not null ? author.MayChange(review.AuthorId) : copy is null || author.MayChange(copy.AuthorId);
        if (!mayChange)
        {
            http.HttpContext?.NoteAnothers();
            return null;
        }

        return new Writing(id, copy, review);
    }

    /// <summary>The id of the copy that changes a review; null: there is none.</summary>
    public Task<Guid?> CopyOfAsync(int reviewId, CancellationToken cancellationToken) =>
        db.WorkingCopies.Where(c => c.ReviewId == reviewId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken);

    /// <summary>What the editor shows: of the copy, else of the review, else nothing yet.</summary>
    /// <param name="writing">What <see cref="FindAsync"/> found.</param>
    /// <param name="author">Who writes.</param>
    /// <param name="checks">Whether what is wrong stands beside the fields.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EditorForm> ShowAsync(Writing writing, ClaimsPrincipal author, bool checks, CancellationToken cancellationToken)
    {
        var manuscript = writing.Kept
            ?? (writing.Review is { } review ? await desk.ManuscriptOfAsync(review.Id, cancellationToken) : null)
            ?? new Manuscript();
        return new EditorForm(writing, manuscript, author.AuthorId ?? 0)
        {
            Problems = checks
                ? [.. (await desk.ExamineAsync(manuscript, writing.Review?.Id, author.SightAt(clock.GetUtcNow()), cancellationToken)).Problems, .. await names.NearAsync(manuscript, author, cancellationToken)]
                : [],
            Related = await RelatedAsync(manuscript, writing.Review?.Id, cancellationToken),
        };
    }

    /// <summary>The table that readers of a manuscript would find; empty while the film has no year.</summary>
    public async Task<IReadOnlyList<RelatedFilm>> RelatedAsync(Manuscript written, int? reviewId, CancellationToken cancellationToken)
    {
        var manuscript = written.WithinLimits();
        if (!int.TryParse(manuscript.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return [];
        }

        var rows = await recommender.ForAsync(
            new UnsavedReview(
                year, manuscript.Directors, manuscript.Themes, manuscript.FilmTitle, manuscript.Imdb is { Length: > 0 } imdb ? imdb : null,
                manuscript.Pinned, manuscript.Banned, reviewId),
            cancellationToken);
        var cards = (await ReviewCard.OfAsync(db, [.. rows.Select(r => r.ReviewId)], clock.GetUtcNow(), cancellationToken)).ToDictionary(c => c.Id);
        var hubs = await HubLink.OfAsync(
            db, [.. rows.SelectMany(r => r.Directors).Distinct()], [.. rows.SelectMany(r => r.Themes).Distinct()], cancellationToken);
        return [.. rows.Where(r => cards.ContainsKey(r.ReviewId)).Select(r => new RelatedFilm(
            cards[r.ReviewId], Names(HubKind.Director, r.Directors), Names(HubKind.Theme, r.Themes), r.Pinned))];

        List<string> Names(HubKind kind, IReadOnlyList<int> ids) =>
            [.. ids.Select(id => hubs.FirstOrDefault(h => h.Kind == kind && h.Id == id)?.Name).OfType<string>()];
    }

    private async Task<WrittenReview?> ReviewAsync(int id, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        var (now, me, isOwner) = (clock.GetUtcNow(), author.AuthorId, author.IsOwner);
        return await db.Reviews.Where(r => r.Id == id).Select(r => new WrittenReview(
            r.Id,
            r.Slug,
            r.BinnedAt != null ? ReviewState.Binned : r.PublishedAt == null ? ReviewState.Draft : r.PublishedAt > now ? ReviewState.Scheduled : ReviewState.Published,
            r.PublishedAt,
            r.AuthorId,
            r.SavedAt,
            r.SavedBy,
            r.Film.Reviews.Count(o => isOwner || o.AuthorId == me || o.PublishedAt <= now),
            !isOwner && r.Film.Reviews.Any(o => o.Id != r.Id && o.AuthorId != me && o.PublishedAt <= now),
            db.ReviewChanges.Where(c => c.ReviewId == r.Id).Select(c => c.Number).FirstOrDefault())).SingleOrDefaultAsync(cancellationToken);
    }
}
