using FilmBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Writing;

/// <summary>What is done with a review as a whole and leaves its text as it is: published, moved, put into the bin.</summary>
public static class ReviewActs
{
    extension(FilmBlogContext db)
    {
        /// <summary>
        /// Saves what was done with these reviews. A working copy that took account of all changes so far takes account of this one too:
        /// who is writing has not missed anything.
        /// </summary>
        public async Task SaveActAsync(IReadOnlyCollection<int> reviewIds, CancellationToken cancellationToken)
        {
            await using var writing = await db.BeginWritingAsync(cancellationToken);
            var upToDate = await db.WorkingCopies
                .Where(c => EF.Parameter(reviewIds).Contains(c.ReviewId!.Value) && db.ReviewChanges.Any(n => n.ReviewId == c.ReviewId && n.Number == c.BaseNumber))
                .ToListAsync(cancellationToken);
            await db.SaveChangesAsync(CancellationToken.None);
            if (upToDate.Count > 0)
            {
                var numbers = await db.ReviewChanges.Where(n => EF.Parameter(reviewIds).Contains(n.ReviewId)).ToDictionaryAsync(n => n.ReviewId, n => n.Number, CancellationToken.None);
                foreach (var copy in upToDate)
                {
                    copy.TakesAccountOf(numbers[copy.ReviewId!.Value]);
                }

                await db.SaveChangesAsync(CancellationToken.None);
            }

            await writing.CommitAsync();
        }
    }
}
