using FilmBlog.Core.Recommendations;

namespace FilmBlog.Core.Tests.Recommendations;

/// <summary>Recommendations in a form that two of them can be compared in.</summary>
internal static class TableRows
{
    public static async Task<IReadOnlyList<TableOracle.Row>> TableAsync(this Recommender recommender, int reviewId) =>
    [
        .. (await recommender.ForAsync(reviewId, TestContext.Current.CancellationToken)).Select(r => new TableOracle.Row(
            r.ReviewId, r.Score, string.Join(',', r.Directors), string.Join(',', r.Themes), r.Pinned)),
    ];
}
