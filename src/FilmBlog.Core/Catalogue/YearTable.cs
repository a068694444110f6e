using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Catalogue;

/// <summary>Counts reviews by the year of the film and the author's rating. All that is said of a list is made of these counts.</summary>
internal sealed class YearTable
{
    // By half stars; 0 counts the unrated.
    private readonly SortedList<int, int[]> years = [];

    public void Add(int year, int halves, int count)
    {
        if (!years.TryGetValue(year, out var counts))
        {
            years.Add(year, counts = new int[11]);
        }

        counts[halves] += count;
        if (count < 0 && counts.All(c => c == 0))
        {
            years.Remove(year);
        }
    }

    /// <summary>The facts of the reviews of these years and of this rating; null: of any.</summary>
    public HubFacts Facts(int firstYear, int lastYear, int? halves)
    {
        var found = new List<YearFacts>(years.Count);
        var (count, rated, sum) = (0, 0, 0);
        foreach (var (year, counts) in years)
        {
            if (year < firstYear || year > lastYear)
            {
                continue;
            }

            var (inYear, ratedInYear, sumInYear) = Sum(counts, halves);
            if (inYear > 0)
            {
                found.Add(new YearFacts(year, inYear, Average(sumInYear, ratedInYear)));
            }

            count += inYear;
            rated += ratedInYear;
            sum += sumInYear;
        }

        return count == 0 ? HubFacts.Nothing : new HubFacts(count, found[0].Year, found[^1].Year, Average(sum, rated), found);
    }

    /// <summary>The decades and the ratings among the reviews of these years and of this rating; null: of any.</summary>
    public (List<DecadeCount> Decades, List<RatingCount> Ratings) Facets(int firstYear, int lastYear, int? halves)
    {
        var decades = new List<DecadeCount>();
        var ratings = new int[11];
        foreach (var (year, counts) in years)
        {
            if (year < firstYear || year > lastYear || Sum(counts, halves).Count is not (> 0 and var inYear))
            {
                continue;
            }

            var decade = year - (year % 10);
            if (decades is [.., var last] && last.Decade == decade)
            {
                decades[^1] = last with { Count = last.Count + inYear };
            }
            else
            {
                decades.Add(new DecadeCount(decade, inYear));
            }

            for (var rating = 1; rating <= 10; rating++)
            {
                ratings[rating] += halves is null || halves == rating ? counts[rating] : 0;
            }
        }

        return (decades, [.. from halfStars in Enumerable.Range(1, 10).Reverse()
                             where ratings[halfStars] > 0
                             select new RatingCount(Rating.OfHalves(halfStars), ratings[halfStars])]);
    }

    private static (int Count, int Rated, int Sum) Sum(int[] counts, int? halves)
    {
        if (halves is { } only)
        {
            return (counts[only], only == 0 ? 0 : counts[only], only * counts[only]);
        }

        var (count, sum) = (counts[0], 0);
        for (var rating = 1; rating <= 10; rating++)
        {
            count += counts[rating];
            sum += rating * counts[rating];
        }

        return (count, count - counts[0], sum);
    }

    private static decimal? Average(int halves, int rated) => rated == 0 ? null : halves / (2m * rated);
}
