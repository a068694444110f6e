using System.Linq.Expressions;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Metadata;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Lists;

/// <summary>A review as lists show it.</summary>
public sealed record ReviewCard
{
    // A row for each director: as a collection of its own, the database would list all directors of all films before it looks for these.
    private static readonly Expression<Func<Review, FilmDirector?, Row>> Projection = (review, credit) => new Row(
        new ReviewCard
        {
            Id = review.Id,
            Slug = review.Slug,
            Headline = review.Headline,
            FilmTitle = review.Film.Title,
            OriginalTitle = review.Film.OriginalTitle,
            Languages = review.Film.Languages,
            Year = review.Film.Year,
            ImdbRating = review.Film.ImdbRating,
            Rating = review.Rating,
            Summary = Teaser.Of(review.Excerpt, review.Opening, review.HasSpoilers),
            PublishedAt = review.PublishedAt!.Value,
        },
        credit!.Position,
        credit!.Director.Name);

    /// <summary>Identity.</summary>
    public required int Id { get; init; }

    /// <summary>Last part of the address.</summary>
    public required Slug Slug { get; init; }

    /// <summary>A headline of its own, or null.</summary>
    public string? Headline { get; init; }

    /// <summary>The film's title.</summary>
    public required string FilmTitle { get; init; }

    /// <summary>The film's title in its own language, or null.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>Languages of the film, the main one first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Year of release.</summary>
    public required int Year { get; init; }

    /// <summary>IMDb's figure, or null.</summary>
    public decimal? ImdbRating { get; init; }

    /// <summary>Names of the directors, in order.</summary>
    public IReadOnlyList<string> Directors { get; init; } = [];

    /// <summary>The author's rating, or null.</summary>
    public Rating? Rating { get; init; }

    /// <summary>The excerpt, or the essay's opening.</summary>
    public required string Summary { get; init; }

    /// <summary>Since when readers see it.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The review's address.</summary>
    public string Path => $"/reviews/{Slug}";

    /// <summary>The review as machines are told of it in a list.</summary>
    internal PageLink Link => new(Headline is { } headline ? $"{FilmTitle}: {headline}" : FilmTitle, Path);

    /// <summary>The cards of these reviews, in the order of the ids; one that is no longer visible is left out. One query, none without ids.</summary>
    public static async Task<IReadOnlyList<ReviewCard>> OfAsync(
        FilmBlogContext db, IReadOnlyCollection<int> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var rows = await db.Reviews.Published(now).Where(r => EF.Parameter(ids).Contains(r.Id))
            .SelectMany(r => r.Film.Directors.DefaultIfEmpty(), Projection).ToListAsync(cancellationToken);
        var cards = rows.GroupBy(row => row.Card.Id).ToDictionary(
            review => review.Key,
            review => review.First().Card with { Directors = [.. review.OrderBy(row => row.Position).Select(row => row.Director).OfType<string>()] });
        return [.. ids.Where(cards.ContainsKey).Select(id => cards[id])];
    }

    private sealed record Row(ReviewCard Card, int? Position, string? Director);
}
