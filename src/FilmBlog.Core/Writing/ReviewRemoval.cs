using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Writing;

/// <summary>Deletes reviews for good.</summary>
public static class ReviewRemoval
{
    extension(FilmBlogContext db)
    {
        /// <summary>
        /// Takes a review away with its former texts, its working copy and its preview links, and its film where nothing else is about it.
        /// What readers knew of its addresses answers that it is gone; images stay in the library. Nothing is saved yet.
        /// </summary>
        /// <param name="review">The review, with its redirects and its film.</param>
        /// <param name="now">The instant.</param>
        /// <param name="cancellationToken">Gives up.</param>
        public async Task RemoveForGoodAsync(Review review, DateTimeOffset now, CancellationToken cancellationToken)
        {
            if (review.WasEverPublic(now))
            {
                // Without a review, what leads here says that it is gone.
                await db.AdoptAsync(review, $"/reviews/{review.Slug}", cancellationToken);
                review.LeadHere($"/reviews/{review.Slug}");
            }
            else
            {
                db.Redirects.RemoveRange(review.Redirects);
            }

            db.Reviews.Remove(review);
            if (!await db.Reviews.AnyAsync(r => r.FilmId == review.FilmId && r.Id != review.Id, cancellationToken))
            {
                db.Films.Remove(review.Film);
            }
        }
    }
}
