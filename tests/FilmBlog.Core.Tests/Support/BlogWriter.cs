using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Support;

/// <summary>Writes films and reviews into a context by names, as an author would.</summary>
internal sealed class BlogWriter(FilmBlogContext db)
{
    private readonly Dictionary<string, Director> directors = [];
    private readonly Dictionary<string, Theme> themes = [];

    public async Task<BlogWriter> KnowAllAsync()
    {
        foreach (var director in await db.Directors.ToListAsync(TestContext.Current.CancellationToken))
        {
            directors[director.Name] = director;
        }

        foreach (var theme in await db.Themes.ToListAsync(TestContext.Current.CancellationToken))
        {
            themes[theme.Name] = theme;
        }

        return this;
    }

    public Director Director(string name) => directors.TryGetValue(name, out var known)
        ? known
        : directors[name] = db.Directors.Add(new Director(name, Free(name, "director", directors.Values.Select(d => d.Slug)))).Entity;

    public Theme Theme(string name) => themes.TryGetValue(name, out var known)
        ? known
        : themes[name] = db.Themes.Add(new Theme(name, Free(name, "theme", themes.Values.Select(t => t.Slug)))).Entity;

    public Film Film(string title, int year, decimal? imdb, params IEnumerable<string> directedBy)
    {
        var facts = new FilmFacts { Title = title, Year = year, ImdbRating = imdb, Directors = [.. directedBy] };
        return db.Films.Add(new Film(facts, [.. facts.Directors.Select(Director)])).Entity;
    }

    public Review Review(Film film, string slug, DateTimeOffset? publishedAt, params IEnumerable<string> about)
    {
        var review = db.Reviews.Add(new Review(film, Slug.Parse(slug))).Entity;
        review.Describe(new ReviewFacts { PublishedAt = publishedAt });
        review.CarryThemes([.. about.Select(Theme)]);
        return review;
    }

    /// <summary>A published review of a film of its own.</summary>
    public Review Review(string title, int year, decimal? imdb, string director, params IEnumerable<string> about) =>
        Review(Film(title, year, imdb, director), Slug.From(title)!.Value.Value, TestDatabase.Start.AddDays(-1), about);

    private static Slug Free(string name, string kind, IEnumerable<Slug> taken) =>
        Slug.Free(name, kind, null, taken.ToHashSet().Contains);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
