namespace FilmBlog.Core.Domain;

/// <summary>
/// What an author is writing and has not saved for good: the whole form as a Markdown file, complete or not. Readers never see it. A review
/// has at most one; one without a review is a review that has only been begun.
/// </summary>
public sealed class WorkingCopy
{
    private WorkingCopy()
    {
    }

    /// <summary>The copy with which somebody begins to write.</summary>
    /// <param name="id">Made by the page that offers the form, so that a repeated request finds what the first one saved.</param>
    /// <param name="reviewId">The review that it changes; null: one that is begun.</param>
    /// <param name="baseNumber">The number of the latest change to that review when the copy was taken; 0 without a review.</param>
    /// <param name="authorId">Who writes.</param>
    public WorkingCopy(Guid id, int? reviewId, long baseNumber, int authorId)
    {
        Id = id;
        ReviewId = reviewId;
        BaseNumber = baseNumber;
        AuthorId = authorId;
    }

    /// <summary>The key, and the end of the editor's address.</summary>
    public Guid Id { get; private set; }

    /// <summary>The review that it changes; null: one that is begun. Unique.</summary>
    public int? ReviewId { get; private set; }

    /// <summary>The number of the latest change to the review when the copy was taken or last brought up to date.</summary>
    public long BaseNumber { get; private set; }

    /// <summary>Who began it.</summary>
    public int AuthorId { get; private set; }

    /// <summary>The text: front matter and body, as far as it is written.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The title for lists, at most 300 characters; empty while there is none.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Grows with every save: who saves says which one they saw last. A concurrency token.</summary>
    public int Version { get; private set; }

    /// <summary>When it was last saved.</summary>
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>The name of who saved it last.</summary>
    public string SavedBy { get; private set; } = "";

    /// <summary>Replaces the text.</summary>
    public void Write(string text, string title, DateTimeOffset at, string by)
    {
        Text = text;
        Title = title.Length > 300 ? title[..300] : title;
        SavedAt = at;
        SavedBy = by;
        Version++;
    }

    /// <summary>What was only begun has become a review, which the copy changes from now on.</summary>
    public void Changes(int reviewId) => ReviewId = reviewId;

    /// <summary>Notes that the copy takes account of that change to the review.</summary>
    public void TakesAccountOf(long number) => BaseNumber = number;
}
