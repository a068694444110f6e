using System.Linq.Expressions;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.TagHelpers;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Lists;

/// <summary>The picture and the first words of the review that leads the front page.</summary>
public sealed record LeadReview(FilmPicture Picture, string Opening)
{
    // A row for each theme: as a collection of its own, the database would list all themes of all reviews before it looks for these.
    private static readonly Expression<Func<Review, ReviewTheme?, Row>> Projection = (review, carried) => new Row(
        new FilmPicture
        {
            Title = review.Film.Title,
            OriginalTitle = review.Film.OriginalTitle,
            Languages = review.Film.Languages,
            Year = review.Film.Year,
            Countries = review.Film.Countries,
            AspectRatio = review.Film.AspectRatio,
            CoverHash = review.Cover!.Hash,
            CoverWidth = review.Cover!.Width,
            CoverHeight = review.Cover!.Height,
            CoverTone = review.Cover!.Tone,
            CoverAlt = review.CoverAlt,
        },
        review.HasSpoilers ? review.Excerpt ?? Teaser.Warning : review.Opening,
        carried!.Position,
        carried!.Theme.Name);

    /// <summary>What the front page shows of a review beside its card; null when it is no longer visible. One query.</summary>
    public static async Task<LeadReview?> OfAsync(FilmBlogContext db, ReviewCard card, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await db.Reviews.Published(now).Where(r => r.Id == card.Id)
            .SelectMany(r => r.Themes.DefaultIfEmpty(), Projection).ToListAsync(cancellationToken);
        return rows is not [var first, ..] ? null : new LeadReview(
            first.Picture with { Directors = card.Directors, Themes = [.. rows.OrderBy(row => row.Position).Select(row => row.Theme).OfType<string>()] },
            first.Opening);
    }

    private sealed record Row(FilmPicture Picture, string Opening, int? Position, string? Theme);
}
