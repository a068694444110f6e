using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Searching;
using FilmBlog.Core.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Tests.Searching;

/// <summary>A blog of films whose titles are hard to type, and what readers type for them.</summary>
internal sealed class FoundFilms : IAsyncDisposable
{
    private FoundFilms(TestDatabase blog) => Blog = blog;

    public TestDatabase Blog { get; }

    public static async Task<FoundFilms> CreateAsync(IEnumerable<HardTitle> titles)
    {
        var films = new FoundFilms(await TestDatabase.CreateAsync());
        await films.Blog.SaveAsync(db =>
        {
            var writer = new BlogWriter(db);
            foreach (var (title, number) in titles.Select((title, number) => (title, number)))
            {
                Add(db, writer, title, $"film-{BlogWriter.Number(number)}");
            }

            return Task.CompletedTask;
        });
        return films;
    }

    public static Review Add(FilmBlogContext db, BlogWriter writer, HardTitle title, string slug, string text = "", string[]? themes = null)
    {
        var facts = new FilmFacts { Title = title.Title, OriginalTitle = title.Original, AlsoKnownAs = title.AlsoKnownAs, Year = title.Year, Directors = [title.Director] };
        var film = db.Films.Add(new Film(facts, [writer.Director(title.Director)])).Entity;
        var review = writer.Review(film, slug, TestDatabase.Start.AddDays(-1), themes ?? []);
        review.Write(text, "", text, text, 1, 1);
        return review;
    }

    public async Task<SearchResult> FindAsync(string query, int skip = 0, int take = 100)
    {
        await using var scope = Blog.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReviewSearch>()
            .FindAsync(SearchQuery.Read(query), skip, take, 12, TestContext.Current.CancellationToken);
    }

    /// <summary>Slugs of what a query finds, then of what may have been meant.</summary>
    public async Task<(IReadOnlyList<string> Exact, IReadOnlyList<string> Near, string? Meant)> SlugsAsync(string query)
    {
        var found = await FindAsync(query);
        return await Blog.ReadAsync(db =>
        {
            var slugs = db.Reviews.ToDictionary(r => r.Id, r => r.Slug.Value);
            return Task.FromResult(((IReadOnlyList<string>)[.. found.Ids.Select(id => slugs[id])], (IReadOnlyList<string>)[.. found.Near.Select(id => slugs[id])], found.Meant));
        });
    }

    public ValueTask DisposeAsync() => Blog.DisposeAsync();
}

/// <summary>A film, and what readers type who look for it.</summary>
internal sealed record HardTitle(string Title, string? Original, IReadOnlyList<string> AlsoKnownAs, int Year, string Director, IReadOnlyList<string> Typed);
