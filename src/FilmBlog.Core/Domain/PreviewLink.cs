namespace FilmBlog.Core.Domain;

/// <summary>An address that shows a review to whoever has it, before readers see it. It cannot be guessed and can be revoked.</summary>
public sealed class PreviewLink
{
    private PreviewLink()
    {
    }

    /// <summary>A link to a review, or to one that is only begun.</summary>
    public PreviewLink(string token, int? reviewId, Guid? copyId, DateTimeOffset createdAt, string createdBy)
    {
        Token = token;
        ReviewId = reviewId;
        CopyId = copyId;
        CreatedAt = createdAt;
        CreatedBy = createdBy;
    }

    /// <summary>The end of the address: 128 random bits as lower-case hexadecimal digits. The key.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The review; null for one that is only begun.</summary>
    public int? ReviewId { get; private set; }

    /// <summary>The working copy of a review that is only begun.</summary>
    public Guid? CopyId { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The name of who made it.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>Since when it leads nowhere; null while it is good.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Makes it lead nowhere from now on.</summary>
    public void Revoke(DateTimeOffset at) => RevokedAt ??= at;

    /// <summary>The begun review has become one.</summary>
    public void LeadsTo(int reviewId) => (ReviewId, CopyId) = (reviewId, null);
}
