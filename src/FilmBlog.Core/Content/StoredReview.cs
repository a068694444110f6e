using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>A stored review as the document that would be exported.</summary>
internal static class StoredReview
{
    extension(IQueryable<Review> reviews)
    {
        /// <summary>With all that a document shows.</summary>
        public IQueryable<Review> WithDocument => reviews
            .Include(r => r.Body)
            .Include(r => r.Cover)
            .Include(r => r.Film).ThenInclude(f => f.Directors).ThenInclude(d => d.Director)
            .Include(r => r.Themes).ThenInclude(t => t.Theme)
            .Include(r => r.Redirects)
            .Include(r => r.Images).ThenInclude(u => u.Image)
            .AsSplitQuery();
    }

    extension(Review review)
    {
        /// <summary>The document; what <c>WithDocument</c> loads must be loaded.</summary>
        public ReviewDocument Document => new()
        {
            Slug = review.Slug,
            Film = review.Film.Facts(),
            Facts = review.Facts,
            Themes = [.. review.Themes.OrderBy(t => t.Position).Select(t => t.Theme.Name)],
            Aliases = [.. review.Redirects.Select(r => r.Path).Order(StringComparer.Ordinal)],
            Cover = review.Cover is { } cover ? PathOf(cover) : null,
            CoverAlt = review.CoverAlt,
            Body = review.Body.Markdown,
        };

        /// <summary>What the review says of itself.</summary>
        public ReviewFacts Facts => new()
        {
            // Another file may have given the film the title that was this review's own headline.
            Headline = review.Headline == review.Film.Title ? null : review.Headline,
            Verdict = review.Verdict,
            Excerpt = review.Excerpt,
            Rating = review.Rating,
            PublishedAt = review.PublishedAt,
            UpdatedAt = review.UpdatedAt,
            WatchedOn = review.WatchedOn,
            HasSpoilers = review.HasSpoilers,
            Byline = review.Byline,
            Pinned = review.Pinned,
            Banned = review.Banned,
        };
    }

    /// <summary>The path of an exported image relative to a file in <c>reviews/</c>, <c>pages/</c> or beside them.</summary>
    public static string PathOf(Image image) => LibraryImages.AddressOf(image);
}
