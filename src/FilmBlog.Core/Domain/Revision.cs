namespace FilmBlog.Core.Domain;

/// <summary>
/// A text as it was saved and is no more, or, of a working copy, as it was kept without being published. Of a review, a begun review, a
/// page, or an introduction: one of the ids says which.
/// </summary>
public sealed class Revision
{
    private Revision()
    {
    }

    /// <summary>A text that <paramref name="savedBy"/> saved at <paramref name="savedAt"/>.</summary>
    public Revision(string text, DateTimeOffset savedAt, string? savedBy, string origin, int? reviewId = null, Guid? copyId = null)
    {
        ReviewId = reviewId;
        CopyId = copyId;
        Text = text;
        SavedAt = savedAt;
        SavedBy = savedBy;
        Origin = origin;
    }

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The review, if it is the text of one.</summary>
    public int? ReviewId { get; private set; }

    /// <summary>The working copy, if it is the text of a review that is only begun.</summary>
    public Guid? CopyId { get; private set; }

    /// <summary>The page, if it is the text of one.</summary>
    public int? SitePageId { get; private set; }

    /// <summary>The director, if it is an introduction.</summary>
    public int? DirectorId { get; private set; }

    /// <summary>The theme, if it is an introduction.</summary>
    public int? ThemeId { get; private set; }

    /// <summary>When it was saved.</summary>
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>The name of who saved it; null: an import by command, or a text from before there were authors.</summary>
    public string? SavedBy { get; private set; }

    /// <summary>Why it is here: see <see cref="RevisionOrigin"/>.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The import that overwrote it, if one did.</summary>
    public int? ImportId { get; init; }

    /// <summary>The whole text as a Markdown file: front matter and body.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The begun review has become one.</summary>
    public void BelongsTo(Review review) => (ReviewId, CopyId) = (review.Id, null);
}

/// <summary>Why a revision was kept.</summary>
public static class RevisionOrigin
{
    /// <summary>An import overwrote it.</summary>
    public const string Import = "import";

    /// <summary>Somebody overwrote it at the desk.</summary>
    public const string Desk = "desk";

    /// <summary>Saved without being published, or set aside when two had written at once.</summary>
    public const string Kept = "kept";
}
