using System.Text.Json;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Recommendations;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Recommendations;

/// <summary>
/// The tables that the published formula itself, fifty lines of Python, gives for seven blogs made by chance. The file
/// <c>reference-tables.json</c> was written by a loop over the seeds 0 to 6 that draws 1 to 150 films with <c>random.Random(seed)</c> (years,
/// ratings to one decimal or none, one to three of a few directors, up to seven themes of which the first are frequent) and puts beside
/// each film what the formula's <c>run</c> returns for it, in order. Slugs are drawn so that they do not follow the order of the ids.
/// </summary>
public sealed class ReferenceTests
{
    public static TheoryData<int> Blogs => [.. Enumerable.Range(0, 7)];

    [Theory]
    [MemberData(nameof(Blogs))]
    public async Task Every_table_is_the_one_of_the_published_formula(int blog)
    {
        var token = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync();
        var films = Read()[blog];
        await database.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            foreach (var film in films)
            {
                writer.Review(writer.Film(film.Slug, film.Year, film.Rating, film.Directors), film.Slug, TestDatabase.Start, film.Themes);
            }

            return Task.CompletedTask;
        });
        var slugs = await database.ReadAsync(db => db.Reviews.ToDictionaryAsync(r => r.Id, r => r.Slug.Value, token));
        var ids = slugs.ToDictionary(s => s.Value, s => s.Key);

        foreach (var loaded in new[] { false, true })
        {
            Assert.Equal(loaded, database.Get<ReviewCatalogue>().IsLoaded);
            foreach (var film in films)
            {
                var table = await database.Get<Recommender>().ForAsync(ids[film.Slug], token);
                Assert.Equal(film.Related, table.Select(row => slugs[row.ReviewId]));
            }

            await database.Get<ReviewCatalogue>().RefreshAsync(token);
        }
    }

    private static List<List<ReferenceFilm>> Read()
    {
        using var file = typeof(ReferenceTests).Assembly.GetManifestResourceStream("reference-tables.json")!;
        return JsonSerializer.Deserialize<List<List<ReferenceFilm>>>(file, JsonSerializerOptions.Web)!;
    }

    private sealed record ReferenceFilm(
        string Slug, int Year, decimal? Rating, IReadOnlyList<string> Directors, IReadOnlyList<string> Themes, IReadOnlyList<string> Related);
}
