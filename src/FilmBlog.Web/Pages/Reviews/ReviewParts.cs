using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Recommendations;
using FilmBlog.Web.Caching;

namespace FilmBlog.Web.Pages.Reviews;

/// <summary>
/// What a review's page is made of: the review, and those that it leads to. That others may come into its table only shows when the table is
/// asked for again.
/// </summary>
internal sealed class ReviewParts(int reviewId, IReadOnlyList<int> recommended, Neighbours neighbours, Recommender recommender) : PageParts
{
    private static readonly BlogPart[] Any = [BlogPart.AnyReview];

    private readonly BlogPart[] shown =
        [.. recommended.Append(reviewId).Concat(new[] { neighbours.Previous, neighbours.Next }.OfType<int>()).Distinct().Select(BlogPart.Review)];

    /// <inheritdoc/>
    public override async ValueTask<bool> HaveStayedAsync(ReviewCatalogue catalogue, long since) =>
        catalogue.HaveStayed(Any, since)
        || (catalogue.HaveStayed(shown, since)
            && await catalogue.NeighboursAsync(reviewId, CancellationToken.None) == neighbours
            && (await recommender.ForAsync(reviewId, CancellationToken.None)).Select(r => r.ReviewId).SequenceEqual(recommended));
}
