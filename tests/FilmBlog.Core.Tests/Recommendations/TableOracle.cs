using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Recommendations;

/// <summary>The rules of recommendations, written plainly over all reviews: what the program must agree with, and shares no code with.</summary>
internal sealed class TableOracle(IReadOnlyList<Review> reviews, DateTimeOffset now)
{
    private readonly Dictionary<Review, int[]> directors =
        reviews.ToDictionary(r => r, r => r.Film.Directors.OrderBy(d => d.Position).Select(d => d.DirectorId).ToArray());

    private readonly Dictionary<Review, int[]> themes =
        reviews.ToDictionary(r => r, r => r.Themes.OrderBy(t => t.Position).Select(t => t.ThemeId).ToArray());

    public static async Task<TableOracle> LoadAsync(FilmBlogContext db, DateTimeOffset now) => new(
        await db.Reviews.AsNoTrackingWithIdentityResolution().Include(r => r.Film.Directors).Include(r => r.Themes)
            .ToListAsync(TestContext.Current.CancellationToken),
        now);

    public IReadOnlyList<Row> Table(int reviewId)
    {
        var self = reviews.Single(r => r.Id == reviewId);
        var newest = reviews.Where(r => r.PublishedAt <= now).GroupBy(r => r.FilmId)
            .ToDictionary(f => f.Key, f => f.OrderByDescending(r => r.PublishedAt).ThenByDescending(r => r.Id).First());
        var pins = self.Pinned.Select(slug => reviews.SingleOrDefault(r => r.Slug.Value == slug && r.PublishedAt <= now))
            .OfType<Review>().Select(r => r.FilmId).Where(film => film != self.FilmId).Distinct().Take(5).Select(film => newest[film]).ToList();
        var banned = self.Banned.Select(slug => reviews.SingleOrDefault(r => r.Slug.Value == slug)).OfType<Review>().Select(r => r.FilmId).ToHashSet();
        var others = newest.Values.Where(r => r.FilmId != self.FilmId && !banned.Contains(r.FilmId) && !pins.Contains(r)).ToList();

        var chosen = pins.ToList();
        var late = new List<Review>();
        foreach (var review in others.Where(r => Shared(self, r) > 0).OrderByDescending(r => Shared(self, r) + Extra(self, r))
            .ThenBy(r => r.Slug.Value, StringComparer.Ordinal).Take(25))
        {
            if (chosen.Count == 5)
            {
                break;
            }

            var capped = Directors(review).Any(d => chosen.Count(c => Directors(c).Contains(d)) >= 2);
            (capped ? late : chosen).Add(review);
        }

        chosen.AddRange(late.Take(5 - chosen.Count));
        chosen.AddRange(others.Except(chosen).OrderByDescending(r => Extra(self, r)).ThenBy(r => r.Slug.Value, StringComparer.Ordinal)
            .Take(5 - chosen.Count).ToList());
        return
        [
            .. chosen.Select(r => new Row(
                r.Id,
                Shared(self, r) + Extra(self, r),
                string.Join(',', Directors(r).Where(Directors(self).Contains)),
                string.Join(',', Themes(self).Where(Themes(r).Contains)),
                pins.Contains(r))),
        ];
    }

    private int Shared(Review a, Review b) =>
        (3 * Directors(a).Intersect(Directors(b)).Count()) + Themes(a).Intersect(Themes(b)).Count();

    private static double Extra(Review a, Review b) =>
        (10.0 / (5 + Math.Abs(a.Film.Year - b.Film.Year))) + (.25 * (double)(b.Film.ImdbRating ?? 6.5m));

    private int[] Directors(Review review) => directors[review];

    private int[] Themes(Review review) => themes[review];

    internal sealed record Row(int ReviewId, double Score, string Directors, string Themes, bool Pinned);
}
