using System.Security.Claims;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>A review as the pages about it name it, or one that is only begun: then it has a working copy and no id.</summary>
public sealed record ReviewAtDesk
{
    /// <summary>The review's id; null: it is only begun.</summary>
    public int? Id { get; private init; }

    /// <summary>What is being written; null: nothing that is not saved.</summary>
    public Guid? CopyId { get; private init; }

    /// <summary>When that was last kept.</summary>
    public DateTimeOffset? CopySavedAt { get; private init; }

    /// <summary>The title; "Untitled" while there is none.</summary>
    public required string Title { get; init; }

    /// <summary>The last part of the address; null: it has none yet.</summary>
    public Slug? Slug { get; private init; }

    /// <summary>When it is, was or will be published.</summary>
    public DateTimeOffset? PublishedAt { get; private init; }

    /// <summary>Since when it lies in the bin.</summary>
    public DateTimeOffset? BinnedAt { get; private init; }

    /// <summary>What it is now.</summary>
    public ReviewState State { get; private init; }

    /// <summary>Under what the desk keeps the pages about it.</summary>
    public string Path => Id is { } id ? $"/admin/reviews/{id}" : $"/admin/write/{CopyId}";

    /// <summary>Where it is written.</summary>
    public string EditPath => Id is { } id ? $"/admin/reviews/{id}/edit" : $"/admin/write/{CopyId}";

    /// <summary>Finds a review, or, by its copy, one that is begun; null where there is none that this author may change.</summary>
    public static async Task<ReviewAtDesk?> FindAsync(
        FilmBlogContext db, int? id, Guid? copyId, ClaimsPrincipal author, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var copy = await db.WorkingCopies.Where(c => id != null ? c.ReviewId == id : c.Id == copyId).Select(c => new { c.Id, c.ReviewId, c.AuthorId, c.Title, c.SavedAt })
            .SingleOrDefaultAsync(cancellationToken);
        if ((id ?? copy?.ReviewId) is not { } reviewId)
        {
            return copy is null || !author.MayChange(copy.AuthorId) ? null : new ReviewAtDesk { Title = Named(copy.Title), CopyId = copy.Id, CopySavedAt = copy.SavedAt };
        }

        var review = await db.Reviews.Where(r => r.Id == reviewId).Include(r => r.Film).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return review is null || !author.MayChange(review.AuthorId) ? null : new ReviewAtDesk
        {
            Id = review.Id,
            Title = review.Title,
            Slug = review.Slug,
            PublishedAt = review.PublishedAt,
            BinnedAt = review.BinnedAt,
            State = review.StateAt(now),
            CopyId = copy?.Id,
            CopySavedAt = copy?.SavedAt,
        };
    }

    /// <summary>What something without a title is called.</summary>
    public static string Named(string title) => title.Length == 0 ? "Untitled" : title;
}
