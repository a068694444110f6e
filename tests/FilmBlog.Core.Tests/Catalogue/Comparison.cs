using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Recommendations;
using FilmBlog.Core.Tests.Recommendations;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FilmBlog.Core.Tests.Catalogue;

/// <summary>Asks a catalogue and a recommender everything, and compares the answers with the plain rules.</summary>
internal sealed class Comparison(
    ListOracle lists, TableOracle tables, IReadOnlyList<int> reviews, IReadOnlyList<int> directors, IReadOnlyList<int> themes)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The truth as the database has it at the instant at which the clock stands.</summary>
    public static Task<Comparison> LoadAsync(TestDatabase database) => database.ReadAsync(async db => new Comparison(
        await ListOracle.LoadAsync(db, database.Time.GetUtcNow()),
        await TableOracle.LoadAsync(db, database.Time.GetUtcNow()),
        await db.Reviews.Select(r => r.Id).ToListAsync(Token),
        await db.Directors.Select(d => d.Id).ToListAsync(Token),
        await db.Themes.Select(t => t.Id).ToListAsync(Token)));

    /// <summary>A catalogue over the same data that has loaded nothing, and the recommender on it.</summary>
    public static (ReviewCatalogue Catalogue, Recommender Recommender) Fresh(TestDatabase database)
    {
        var scopes = database.Get<IServiceScopeFactory>();
        var catalogue = new ReviewCatalogue(scopes, database.Time, NullLogger<ReviewCatalogue>.Instance);
        return (catalogue, new Recommender(catalogue, scopes, database.Time));
    }

    /// <summary>Asks everything that pages ask.</summary>
    public async Task AgreesAsync(ReviewCatalogue catalogue, Recommender recommender)
    {
        foreach (var filter in Filters())
        {
            Assert.Equal(lists.Facts(filter), ListOracle.Text(await catalogue.FactsAsync(filter, Token)));
            Assert.Equal(lists.Facets(filter, 4), ListOracle.Text(await catalogue.FacetsAsync(filter, 4, Token)));
            foreach (var order in Enum.GetValues<ReviewOrder>())
            {
                var expected = lists.Browse(filter, order);
                foreach (var (skip, take) in new[] { (0, 3), (2, 5), (expected.Count - 1, 5), (expected.Count, 5), (0, 1000), (1, 0) })
                {
                    var page = await catalogue.BrowseAsync(filter, order, Math.Max(0, skip), take, Token);
                    Assert.Equal(expected.Skip(Math.Max(0, skip)).Take(take), page.Ids);
                    Assert.Equal(lists.Facts(filter), ListOracle.Text(page.Facts));
                }
            }
        }

        foreach (var (kind, ids) in new[] { (HubKind.Director, directors), (HubKind.Theme, themes) })
        {
            Assert.Equal(lists.Letters(kind), await catalogue.LettersAsync(kind, Token));
            Assert.Equal(
                ids.Append(4711).ToDictionary(id => id, id => lists.CountOf(kind, id)),
                await catalogue.CountsAsync(kind, [.. ids, 4711], Token));
        }

        foreach (var id in reviews)
        {
            Assert.Equal(lists.NeighboursOf(id), await catalogue.NeighboursAsync(id, Token));
            Assert.Equal(tables.Table(id), await recommender.TableAsync(id));
        }

        Assert.Equal(default, await catalogue.NeighboursAsync(4711, Token));
    }

    private IEnumerable<ReviewFilter> Filters()
    {
        yield return ReviewFilter.None;
        yield return new() { FirstYear = 1970, LastYear = 1979 };
        yield return new() { FirstYear = 1980 };
        yield return new() { LastYear = 1800 };
        yield return new() { Rating = Rating.OfHalves(7) };
        yield return new() { Rating = Rating.OfHalves(8), FirstYear = 1970, LastYear = 1975 };
        yield return new() { DirectorId = 4711 };
        yield return new() { ThemeId = 4711, Rating = Rating.OfHalves(7) };
        foreach (var theme in themes.Take(2))
        {
            yield return new() { ThemeId = theme };
            yield return new() { ThemeId = theme, LastYear = 1975 };
            foreach (var director in directors.Take(2))
            {
                yield return new() { DirectorId = director };
                yield return new() { DirectorId = director, ThemeId = theme, FirstYear = 1966 };
            }
        }
    }
}
