namespace FilmBlog.Core.Domain;

/// <summary>
/// The latest change to a review, numbered in the order of commits. What keeps something in memory reads the numbers above the last one
/// it saw, whichever process made the change; a row outlives its review, so that a deletion is seen too.
/// </summary>
public sealed class ReviewChange
{
    private ReviewChange()
    {
    }

    /// <summary>The review's id, present or former. The key.</summary>
    public int ReviewId { get; private set; }

    /// <summary>Grows with every commit that changes a review. Not unique: one commit changes many.</summary>
    public long Number { get; private set; }
}
