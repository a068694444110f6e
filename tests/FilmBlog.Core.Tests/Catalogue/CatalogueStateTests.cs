using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Catalogue;

/// <summary>The state alone, with more reviews than a test would write into a database: lists that are remembered, changes in bulk.</summary>
public sealed class CatalogueStateTests
{
    private const int Many = 9000;
    private readonly Random random = new(51);

    [Fact]
    public void Pages_of_long_lists_are_right_near_and_far_before_and_after_changes_in_bulk()
    {
        var state = new CatalogueState();
        var known = new CatalogueChanges(
            [], [], [.. Enumerable.Range(1, 30).Select(n => new HubLetter(n, "A"))], [.. Enumerable.Range(1, 12).Select(n => new HubLetter(n, "B"))]);
        state.Apply(known, 0);
        var rows = Enumerable.Range(1, Many).ToDictionary(id => id, Row);
        foreach (var row in rows.Values)
        {
            state.Load(row, nowTicks: 1000);
        }

        state.Settle();
        Agrees(state, [.. rows.Values.Where(r => r.PublishedTicks <= 1000)]);

        var deleted = rows.Keys.Where(_ => random.Next(5) == 0).ToList();
        deleted.ForEach(id => rows.Remove(id));
        var changed = rows.Keys.Where(_ => random.Next(3) == 0).Concat(Enumerable.Range(Many + 1, 500)).Select(Row).ToList();
        changed.ForEach(row => rows[row.Id] = row);
        state.Apply(known with { Rows = changed, Deleted = deleted }, nowTicks: 1000);
        Agrees(state, [.. rows.Values.Where(r => r.PublishedTicks <= 1000)]);

        state.Admit(1050);
        Agrees(state, [.. rows.Values.Where(r => r.PublishedTicks <= 1050)]);
    }

    private static void Agrees(CatalogueState state, IReadOnlyList<ReviewRow> visible)
    {
        Assert.Equal(visible.Count, state.Visible);
        ReviewFilter[] filters =
        [
            ReviewFilter.None,
            new() { FirstYear = 1950, LastYear = 1959 },
            new() { Rating = Rating.OfHalves(8) },
            new() { ThemeId = 1 },
            new() { ThemeId = 1, FirstYear = 1930 },
            new() { ThemeId = 2, DirectorId = 3 },
            new() { DirectorId = 1, Rating = Rating.OfHalves(3) },
        ];
        foreach (var filter in filters)
        {
            foreach (var order in Enum.GetValues<ReviewOrder>())
            {
                var expected = Sorted(visible.Where(r => Passes(r, filter)), order).Select(r => r.Id).ToList();
                foreach (var skip in new[] { 0, 60, expected.Count / 2, Math.Max(0, expected.Count - 60), 0, 60 })
                {
                    var page = state.Answers.Browse(filter, order, skip, 60);
                    Assert.Equal(expected.Count, page.Facts.Count);
                    Assert.Equal(expected.Skip(skip).Take(60), page.Ids);
                }
            }
        }
    }

    private static bool Passes(ReviewRow row, ReviewFilter filter) =>
        (filter.DirectorId is not { } director || row.Directors.Contains(director))
        && (filter.ThemeId is not { } theme || row.Themes.Contains(theme))
        && row.Year >= (filter.FirstYear ?? 0) && row.Year <= (filter.LastYear ?? 9999)
        && (filter.Rating is not { } rating || row.Halves == rating.Halves);

    private static IOrderedEnumerable<ReviewRow> Sorted(IEnumerable<ReviewRow> rows, ReviewOrder order) => order switch
    {
        ReviewOrder.Newest => rows.OrderByDescending(r => r.PublishedTicks).ThenByDescending(r => r.Id),
        ReviewOrder.Rating => rows.OrderByDescending(r => r.Halves).ThenByDescending(r => r.PublishedTicks).ThenByDescending(r => r.Id),
        ReviewOrder.Title => rows.OrderBy(r => r.SortTitle, StringComparer.Ordinal).ThenBy(r => r.Year).ThenBy(r => r.Id),
        _ => rows.OrderByDescending(r => r.Year).ThenBy(r => r.SortTitle, StringComparer.Ordinal).ThenBy(r => r.Id),
    };

    private ReviewRow Row(int id) => new()
    {
        Id = id,
        Slug = $"r-{BlogWriter.Number(id)}",
        FilmId = random.Next(Many),
        Year = random.Next(1920, 2020),
        SortTitle = $"t{BlogWriter.Number(random.Next(500))}",
        ImdbTenths = (byte)random.Next(101),
        Halves = (byte)random.Next(11),
        PublishedTicks = random.Next(20) == 0 ? ReviewRow.Never : random.Next(0, 1100),
        Directors = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(1, 31)).Distinct()],
        Themes = [.. Enumerable.Range(0, random.Next(6)).Select(_ => 1 + (int)(12 * Math.Pow(random.NextDouble(), 2))).Distinct()],
        Pinned = [],
        Banned = [],
    };
}
