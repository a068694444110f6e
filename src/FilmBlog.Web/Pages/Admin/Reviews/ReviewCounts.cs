using System.Security.Claims;
using FilmBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>How many reviews an author has, of each kind.</summary>
public sealed record ReviewCounts(int Drafts, int Scheduled, int Published, int Bin)
{
    /// <summary>Counts them; each figure comes from one index.</summary>
    public static async Task<ReviewCounts> OfAsync(FilmBlogContext db, ClaimsPrincipal author, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reviews = db.Reviews.Of(author);
        var bin = await reviews.CountAsync(r => r.BinnedAt != null, cancellationToken);
        return new ReviewCounts(
            // What lies in the bin is not published: what is left of the unpublished are the drafts.
            await reviews.CountAsync(r => r.PublishedAt == null, cancellationToken) - bin,
            await reviews.In(ReviewTab.Scheduled, now).CountAsync(cancellationToken),
            await reviews.In(ReviewTab.Published, now).CountAsync(cancellationToken),
            bin);
    }

    /// <summary>How many stand under a tab.</summary>
    public int Of(ReviewTab tab) => tab switch
    {
        ReviewTab.Drafts => Drafts,
        ReviewTab.Scheduled => Scheduled,
        ReviewTab.Published => Published,
        ReviewTab.Bin => Bin,
        _ => Drafts + Scheduled + Published,
    };
}
