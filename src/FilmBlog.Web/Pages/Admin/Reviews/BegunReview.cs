namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>What is being written: a review that is only begun, or changes to one.</summary>
/// <param name="CopyId">The working copy.</param>
/// <param name="ReviewId">The review that it changes; null: it is only begun.</param>
/// <param name="Title">The title; empty while there is none.</param>
/// <param name="SavedAt">When it was last kept.</param>
/// <param name="Author">Who began it.</param>
public sealed record BegunReview(Guid CopyId, int? ReviewId, string Title, DateTimeOffset SavedAt, string? Author)
{
    /// <summary>Where one goes on writing.</summary>
    public string EditPath => ReviewId is { } id ? $"/admin/reviews/{id}/edit" : $"/admin/write/{CopyId}";
}
