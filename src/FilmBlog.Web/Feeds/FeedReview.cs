using System.Linq.Expressions;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Feeds;

/// <summary>What feeds read of a review. The essay of one that gives the film away is not even read.</summary>
internal sealed record FeedReview
{
    /// <summary>What is read.</summary>
    public static readonly Expression<Func<Review, FeedReview>> Projection = review => new FeedReview
    {
        Id = review.Id,
        FilmId = review.FilmId,
        Slug = review.Slug,
        Headline = review.Headline,
        Verdict = review.Verdict,
        Excerpt = review.Excerpt,
        Opening = review.Opening,
        Rating = review.Rating,
        Byline = review.Byline,
        PublishedAt = review.PublishedAt!.Value,
        UpdatedAt = review.UpdatedAt,
        Markdown = review.HasSpoilers ? null : review.Body.Markdown,
        FilmTitle = review.Film.Title,
        OriginalTitle = review.Film.OriginalTitle,
        Year = review.Film.Year,
        Countries = review.Film.Countries,
        Languages = review.Film.Languages,
        Runtime = review.Film.Runtime,
        ImdbId = review.Film.ImdbId,
        Cover = review.Cover == null ? null : new FeedImage("", review.Cover.Hash, review.Cover.Width, review.Cover.Height, review.Cover.Tone),
        CoverAlt = review.CoverAlt,
    };

    /// <summary>Identity.</summary>
    public required int Id { get; init; }

    /// <summary>The film's identity.</summary>
    public required int FilmId { get; init; }

    /// <summary>Last part of the address.</summary>
    public required Slug Slug { get; init; }

    /// <summary>A headline of its own, or null.</summary>
    public string? Headline { get; init; }

    /// <summary>The conclusion, or null.</summary>
    public string? Verdict { get; init; }

    /// <summary>The author's words for lists, or null.</summary>
    public string? Excerpt { get; init; }

    /// <summary>The essay's beginning, without spoilers.</summary>
    public required string Opening { get; init; }

    /// <summary>The author's rating, or null.</summary>
    public Rating? Rating { get; init; }

    /// <summary>Who wrote it; null: the site's author.</summary>
    public string? Byline { get; init; }

    /// <summary>Since when readers see it.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>When it was last changed, or null.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The essay; null where the whole of it gives the film away.</summary>
    public string? Markdown { get; init; }

    /// <summary>The film's title.</summary>
    public required string FilmTitle { get; init; }

    /// <summary>In its own language, or null.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>Year of release.</summary>
    public required int Year { get; init; }

    /// <summary>Countries.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Languages, the main one first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Minutes, or null.</summary>
    public int? Runtime { get; init; }

    /// <summary>IMDb's id, or null.</summary>
    public string? ImdbId { get; init; }

    /// <summary>The picture above the essay, or null.</summary>
    public FeedImage? Cover { get; init; }

    /// <summary>What the cover shows.</summary>
    public string? CoverAlt { get; init; }
}

/// <summary>An image of the library, by the address that a text names it by.</summary>
internal sealed record FeedImage(string Url, string Hash, int Width, int Height, int Tone);
