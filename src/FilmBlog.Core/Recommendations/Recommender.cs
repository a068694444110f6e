using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Recommendations;

/// <summary>
/// What the reader of a review will also enjoy, and why. The author's pins come first, bans are left out, the rest is ranked by what the
/// films share: see <see cref="Recommendation"/>. Nothing is stored: tables are computed from the <see cref="ReviewCatalogue"/> when they
/// are asked for, from the database until that is loaded. Safe for any number of threads.
/// </summary>
public sealed class Recommender(ReviewCatalogue catalogue, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>
    /// At most five reviews, each of another film, none of the film itself and all visible now. The review asked for may be a draft or
    /// scheduled. Fewer than five only when the blog has no more; none when there is no such review.
    /// </summary>
    public ValueTask<IReadOnlyList<Recommendation>> ForAsync(int reviewId, CancellationToken cancellationToken) =>
        catalogue.TryRead(reviewId, SharedInMemory.ForKnown, out var rows) && rows is not null
            ? new ValueTask<IReadOnlyList<Recommendation>>(rows)
            : new ValueTask<IReadOnlyList<Recommendation>>(AskAsync(reviewId, cancellationToken));

    /// <summary>
    /// The table that a review would have that is being written. At most three queries; empty until the catalogue is loaded.
    /// </summary>
    public async Task<IReadOnlyList<Recommendation>> ForAsync(UnsavedReview review, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var subject = await Subject.OfAsync(db, review, cancellationToken);
        return catalogue.TryRead(subject, SharedInMemory.For, out var rows) ? rows! : [];
    }

    // A review that the catalogue does not know yet was saved a moment ago, or the catalogue itself is not there yet.
    private async Task<IReadOnlyList<Recommendation>> AskAsync(int reviewId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        if (await Subject.FindAsync(db, reviewId, cancellationToken) is not { } subject)
        {
            return [];
        }

        return catalogue.TryRead(subject, SharedInMemory.For, out var rows)
            ? rows!
            : await SharedInDatabase.ForAsync(db, reviewId, subject, time.GetUtcNow(), cancellationToken);
    }
}
