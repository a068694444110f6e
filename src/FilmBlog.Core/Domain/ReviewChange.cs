namespace FilmBlog.Core.Domain;

/// <summary>
/// The latest change to a review, numbered in the order of commits. What keeps something in memory reads the numbers above the last one
/// it saw, whichever process made the change; a row outlives its review, so that a deletion is seen too.
/// </summary>
public sealed class ReviewChange
{
    /// <summary>The id under which all changes stand that readers see and that are no review's: introductions, pages, links, what the site says of itself.</summary>
    public const int OfTheSite = 0;

    private ReviewChange()
    {
    }

    /// <summary>The review's id, present or former, or <see cref="OfTheSite"/>. The key.</summary>
    public int ReviewId { get; private set; }

    /// <summary>Grows with every commit that changes a review. Not unique: one commit changes many.</summary>
    public long Number { get; private set; }
}
