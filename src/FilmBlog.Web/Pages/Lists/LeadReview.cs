using System.Linq.Expressions;
using FilmBlog.Core.Domain;
using FilmBlog.Web.TagHelpers;

namespace FilmBlog.Web.Pages.Lists;

/// <summary>The picture and the first words of the review that leads the front page.</summary>
public sealed record LeadReview(FilmPicture Picture, string Opening)
{
    /// <summary>What the front page reads of it beside its card.</summary>
    public static readonly Expression<Func<Review, LeadReview>> Projection = review => new LeadReview(
        new FilmPicture
        {
            Title = review.Film.Title,
            OriginalTitle = review.Film.OriginalTitle,
            Languages = review.Film.Languages,
            Year = review.Film.Year,
            Countries = review.Film.Countries,
            AspectRatio = review.Film.AspectRatio,
            Directors = review.Film.Directors.OrderBy(d => d.Position).Select(d => d.Director.Name).ToList(),
            Themes = review.Themes.OrderBy(t => t.Position).Select(t => t.Theme.Name).ToList(),
            CoverHash = review.Cover!.Hash,
            CoverWidth = review.Cover!.Width,
            CoverHeight = review.Cover!.Height,
            CoverAlt = review.CoverAlt,
        },
        review.Opening);
}
