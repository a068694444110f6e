using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Pages.Reviews;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Preview;

/// <summary>A review as readers will see it, for whoever has the link: what is being written, else what is saved.</summary>
[EnableRateLimiting(RateLimits.Shared)]
public sealed class PreviewModel(FilmBlogContext db, ReviewDesk desk, UnsavedPage unsaved, TimeProvider clock) : PageModel
{
    /// <summary>The review from its title to its credits.</summary>
    public EssayView Essay { get; private set; } = null!;

    /// <summary>What the reader would also enjoy.</summary>
    public RelatedFilms Related { get; private set; } = null!;

    /// <summary>Shows it. A link that there never was and one that was revoked are answered alike.</summary>
    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        var link = await db.PreviewLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Token == token && l.RevokedAt == null, cancellationToken);
        if (link is null)
        {
            return NotFound();
        }

        var written = await db.WorkingCopies.Where(c => link.ReviewId != null ? c.ReviewId == link.ReviewId : c.Id == link.CopyId).Select(c => new { c.Text, c.AuthorId }).SingleOrDefaultAsync(cancellationToken);
        var review = await db.Reviews.Where(r => r.Id == link.ReviewId && r.BinnedAt == null).Select(r => new { r.PublishedAt, r.UpdatedAt, r.AuthorId }).SingleOrDefaultAsync(cancellationToken);
        if (link.ReviewId is not null && review is null)
        {
            return NotFound();
        }

        var manuscript = written is not null ? Manuscript.Read(written.Text) : await desk.ManuscriptOfAsync(link.ReviewId ?? 0, cancellationToken);
        if (manuscript is null)
        {
            return NotFound();
        }

        // Whoever has the link sees what its writer would see.
        var sight = await ImageSight.OfWriterAsync(db, review is not null ? review.AuthorId : written?.AuthorId, clock.GetUtcNow(), cancellationToken);
        var examination = await desk.ExamineAsync(manuscript, link.ReviewId, sight, cancellationToken);
        (Essay, Related) = await unsaved.OfAsync(examination, link.ReviewId, review?.PublishedAt ?? clock.GetUtcNow(), review?.UpdatedAt, cancellationToken);
        ViewData["Title"] = $"Preview: {Essay.Review.Title}";
        return Page();
    }
}
