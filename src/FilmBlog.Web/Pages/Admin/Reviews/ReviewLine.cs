using System.Linq.Expressions;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>A review as the desk's lists show it.</summary>
public sealed record ReviewLine
{
    /// <summary>Identity.</summary>
    public required int Id { get; init; }

    /// <summary>The headline, or the film's title.</summary>
    public required string Title { get; init; }

    /// <summary>The film's title.</summary>
    public required string FilmTitle { get; init; }

    /// <summary>Year of release.</summary>
    public required int Year { get; init; }

    /// <summary>When it is, was or will be published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Since when it lies in the bin.</summary>
    public DateTimeOffset? BinnedAt { get; init; }

    /// <summary>When its text was last saved.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>Since when there are changes that are not published.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The author's rating.</summary>
    public Rating? Rating { get; init; }

    /// <summary>Whether the film has IMDb's figure.</summary>
    public bool HasImdbRating { get; init; }

    /// <summary>How many themes it carries.</summary>
    public int Themes { get; init; }

    /// <summary>Whether it has the author's words for lists.</summary>
    public bool HasExcerpt { get; init; }

    /// <summary>Whose it is; null: nobody's but the owner's.</summary>
    public string? Author { get; init; }

    /// <summary>What needs attention, in a few words each.</summary>
    public IEnumerable<string> Wants
    {
        get
        {
            if (!HasImdbRating)
            {
                yield return "no IMDb rating";
            }

            if (Themes < 2)
            {
                yield return Themes == 0 ? "no themes" : "one theme";
            }

            if (!HasExcerpt)
            {
                yield return "no excerpt";
            }
        }
    }

    /// <summary>What lists read of a review.</summary>
    internal static Expression<Func<Review, ReviewLine>> Projection(FilmBlogContext db) => review => new ReviewLine
    {
        Id = review.Id,
        Title = review.Headline ?? review.Film.Title,
        FilmTitle = review.Film.Title,
        Year = review.Film.Year,
        PublishedAt = review.PublishedAt,
        BinnedAt = review.BinnedAt,
        SavedAt = review.SavedAt,
        ChangedAt = db.WorkingCopies.Where(c => c.ReviewId == review.Id).Select(c => (DateTimeOffset?)c.SavedAt).FirstOrDefault(),
        Rating = review.Rating,
        HasImdbRating = review.Film.ImdbRating != null,
        Themes = review.Themes.Count,
        HasExcerpt = review.Excerpt != null,
        Author = db.Authors.Where(a => a.Id == review.AuthorId).Select(a => a.Name).FirstOrDefault(),
    };
}
