using System.Text;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Catalogue;

/// <summary>What lists and hubs must say, written plainly over all reviews.</summary>
internal sealed class ListOracle(IReadOnlyList<Review> visible)
{
    public static async Task<ListOracle> LoadAsync(FilmBlogContext db, DateTimeOffset now) => new(
    [
        .. (await db.Reviews.AsNoTrackingWithIdentityResolution()
            .Include(r => r.Film.Directors).ThenInclude(d => d.Director).Include(r => r.Themes).ThenInclude(t => t.Theme)
            .ToListAsync(TestContext.Current.CancellationToken)).Where(r => r.PublishedAt <= now),
    ]);

    public IReadOnlyList<int> Browse(ReviewFilter filter, ReviewOrder order)
    {
        var byInstant = Passing(filter).OrderByDescending(r => r.PublishedAt).ThenByDescending(r => r.Id);
        // The order of code points is that of UTF-8.
        var byTitle = Passing(filter).OrderBy(r => Convert.ToHexString(Encoding.UTF8.GetBytes(r.Film.SortTitle)), StringComparer.Ordinal)
            .ThenBy(r => r.Film.Year).ThenBy(r => r.Id);
        return
        [
            .. (order switch
            {
                ReviewOrder.Newest => byInstant,
                ReviewOrder.Rating => byInstant.OrderByDescending(r => r.Rating?.Halves ?? 0),
                ReviewOrder.Title => byTitle,
                _ => byTitle.OrderByDescending(r => r.Film.Year),
            }).Select(r => r.Id),
        ];
    }

    public string Facts(ReviewFilter filter)
    {
        var passing = Passing(filter).ToList();
        return passing.Count == 0
            ? Text(HubFacts.Nothing)
            : Text(new HubFacts(
                passing.Count,
                passing.Min(r => r.Film.Year),
                passing.Max(r => r.Film.Year),
                Average(passing),
                [.. passing.GroupBy(r => r.Film.Year).OrderBy(y => y.Key).Select(y => new YearFacts(y.Key, y.Count(), Average(y)))]));
    }

    public string Facets(ReviewFilter filter, int top)
    {
        var passing = Passing(filter).ToList();
        return Text(new Facets(
            [.. passing.GroupBy(r => r.Film.Year / 10 * 10).OrderBy(d => d.Key).Select(d => new DecadeCount(d.Key, d.Count()))],
            [.. passing.Where(r => r.Rating != null).GroupBy(r => r.Rating!.Value).OrderByDescending(r => r.Key).Select(r => new RatingCount(r.Key, r.Count()))],
            Most(passing.SelectMany(r => r.Themes).Select(t => t.ThemeId), top),
            Most(passing.SelectMany(r => r.Film.Directors).Select(d => d.DirectorId), top)));
    }

    public IReadOnlyList<LetterCount> Letters(HubKind kind) =>
    [
        .. (kind == HubKind.Director
            ? visible.SelectMany(r => r.Film.Directors).Select(d => d.Director).DistinctBy(d => d.Id).Select(d => d.Letter)
            : visible.SelectMany(r => r.Themes).Select(t => t.Theme).DistinctBy(t => t.Id).Select(t => t.Letter))
        .GroupBy(l => l).OrderBy(l => l.Key == "#" ? 1 : 0).ThenBy(l => char.ConvertToUtf32(l.Key, 0)).Select(l => new LetterCount(l.Key, l.Count())),
    ];

    public int CountOf(HubKind kind, int id) => visible.Count(r => kind == HubKind.Director
        ? r.Film.Directors.Any(d => d.DirectorId == id)
        : r.Themes.Any(t => t.ThemeId == id));

    public Neighbours NeighboursOf(int id)
    {
        var newest = Browse(ReviewFilter.None, ReviewOrder.Newest).ToList();
        var place = newest.IndexOf(id);
        return place < 0 ? default : new Neighbours(
            place + 1 < newest.Count ? newest[place + 1] : null,
            place > 0 ? newest[place - 1] : null,
            newest.Take(place).Any(newer => visible.Single(r => r.Id == newer).Film == visible.Single(r => r.Id == id).Film));
    }

    public static string Text(HubFacts facts) =>
        FormattableString.Invariant($"{facts.Count} {facts.FirstYear} {facts.LastYear} {facts.AverageRating} {string.Join(' ', facts.Years)}");

    public static string Text(Facets facets) =>
        $"{string.Join(' ', facets.Decades)} | {string.Join(' ', facets.Ratings)} | {string.Join(' ', facets.Themes)} | {string.Join(' ', facets.Directors)}";

    private static HubCount[] Most(IEnumerable<int> ids, int top) =>
        [.. ids.GroupBy(id => id).OrderByDescending(h => h.Count()).ThenBy(h => h.Key).Take(top).Select(h => new HubCount(h.Key, h.Count()))];

    private static decimal? Average(IEnumerable<Review> reviews) =>
        reviews.Where(r => r.Rating != null).ToList() is { Count: > 0 } rated ? rated.Sum(r => r.Rating!.Value.Halves) / (2m * rated.Count) : null;

    private IEnumerable<Review> Passing(ReviewFilter filter) => visible.Where(r =>
        (filter.DirectorId is not { } director || r.Film.Directors.Any(d => d.DirectorId == director))
        && (filter.ThemeId is not { } theme || r.Themes.Any(t => t.ThemeId == theme))
        && (filter.FirstYear is not { } first || r.Film.Year >= first)
        && (filter.LastYear is not { } last || r.Film.Year <= last)
        && (filter.Rating is not { } rating || r.Rating == rating));
}
