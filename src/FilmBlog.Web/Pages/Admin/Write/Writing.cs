using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>What somebody writes at: a copy, the review that it changes, or neither yet.</summary>
/// <param name="Id">The copy's id, also before there is one.</param>
/// <param name="Copy">What was kept; null: nothing yet.</param>
/// <param name="Review">The review; null: it is only begun.</param>
public sealed record Writing(Guid Id, WorkingCopy? Copy, WrittenReview? Review)
{
    /// <summary>The version of the copy; 0: there is none.</summary>
    public int Version => Copy?.Version ?? 0;

    /// <summary>The number of the review's change that the writing takes account of.</summary>
    public long Base => Copy?.BaseNumber ?? Review?.Number ?? 0;

    /// <summary>Whether the review was changed by somebody else since the copy was taken.</summary>
    public bool IsBehind => Copy is not null && Review is not null && Copy.BaseNumber != Review.Number;

    /// <summary>Whether readers see the review, so that changes wait until they are published.</summary>
    public bool IsPublic => Review?.State == ReviewState.Published;

    /// <summary>The address of the editor.</summary>
    public string Address => Copy is null && Review is not null ? $"/admin/reviews/{Review.Id}/edit" : $"/admin/write/{Id}";

    /// <summary>The text of the copy; null: there is none.</summary>
    public Manuscript? Kept => Copy is null ? null : Manuscript.Read(Copy.Text);
}

/// <summary>A review as the editor knows it.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Slug">Last part of the address.</param>
/// <param name="State">What it is now.</param>
/// <param name="PublishedAt">Since when, or from when on, readers see it.</param>
/// <param name="AuthorId">Whose it is.</param>
/// <param name="SavedAt">When it was last saved.</param>
/// <param name="SavedBy">Who did.</param>
/// <param name="ReviewsOfFilm">How many reviews share the film's facts, as far as the author may know.</param>
/// <param name="IsFilmOfOthers">Whether readers see the film in reviews that the author may not change.</param>
/// <param name="Number">The number of its latest change.</param>
public sealed record WrittenReview(
    int Id, Slug Slug, ReviewState State, DateTimeOffset? PublishedAt, int? AuthorId, DateTimeOffset SavedAt, string? SavedBy, int ReviewsOfFilm, bool IsFilmOfOthers, long Number);
