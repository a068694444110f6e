using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>A page of the desk about one review, or about one that is only begun.</summary>
public abstract class ReviewPage(FilmBlogContext db, TimeProvider clock) : DeskPage
{
    /// <summary>What the page is about.</summary>
    public ReviewAtDesk Review { get; private set; } = null!;

    /// <summary>The instant of the request.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Finds what the page is about; false: there is none that this author may change.</summary>
    protected async Task<bool> FindAsync(int? id, Guid? copy, CancellationToken cancellationToken)
    {
        if (await ReviewAtDesk.FindAsync(db, id, copy, User, Now, cancellationToken) is not { } review)
        {
            if (await db.Reviews.AnyAsync(r => r.Id == id, cancellationToken) || await db.WorkingCopies.AnyAsync(c => c.Id == copy, cancellationToken))
            {
                HttpContext.NoteAnothers();
            }

            return false;
        }

        Review = review;
        return true;
    }

    /// <summary>The review itself, to be changed, with its film and its old addresses.</summary>
    protected Task<Review> ReviewItselfAsync(CancellationToken cancellationToken) =>
        db.Reviews.Include(r => r.Film).Include(r => r.Redirects).SingleAsync(r => r.Id == Review.Id, cancellationToken);
}
