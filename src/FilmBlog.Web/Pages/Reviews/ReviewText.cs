using System.Linq.Expressions;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.TagHelpers;

namespace FilmBlog.Web.Pages.Reviews;

/// <summary>A review as its own page shows it; directors and themes come beside it, so that the essay is read once.</summary>
public sealed record ReviewText
{
    /// <summary>What the page reads of a review.</summary>
    public static readonly Expression<Func<Review, ReviewText>> Projection = review => new ReviewText
    {
        Id = review.Id,
        FilmId = review.FilmId,
        Slug = review.Slug,
        Headline = review.Headline,
        Verdict = review.Verdict,
        Excerpt = review.Excerpt,
        Opening = review.Opening,
        Rating = review.Rating,
        Words = review.Words,
        Byline = review.Byline,
        HasSpoilers = review.HasSpoilers,
        PublishedAt = review.PublishedAt!.Value,
        UpdatedAt = review.UpdatedAt,
        WatchedOn = review.WatchedOn,
        Html = review.Body.Html,
        FilmTitle = review.Film.Title,
        OriginalTitle = review.Film.OriginalTitle,
        AlsoKnownAs = review.Film.AlsoKnownAs,
        Year = review.Film.Year,
        Runtime = review.Film.Runtime,
        AspectRatio = review.Film.AspectRatio,
        Countries = review.Film.Countries,
        Languages = review.Film.Languages,
        Cinematography = review.Film.Cinematography,
        Cast = review.Film.Cast,
        Music = review.Film.Music,
        ImdbId = review.Film.ImdbId,
        ImdbRating = review.Film.ImdbRating,
        CoverHash = review.Cover!.Hash,
        CoverWidth = review.Cover!.Width,
        CoverHeight = review.Cover!.Height,
        CoverTone = review.Cover!.Tone,
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

    /// <summary>The essay's beginning.</summary>
    public required string Opening { get; init; }

    /// <summary>The author's rating, or null.</summary>
    public Rating? Rating { get; init; }

    /// <summary>Words of the essay.</summary>
    public required int Words { get; init; }

    /// <summary>Who wrote it; null: the site's author.</summary>
    public string? Byline { get; init; }

    /// <summary>Whether it gives the film away.</summary>
    public required bool HasSpoilers { get; init; }

    /// <summary>Since when readers see it.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>When it was last changed, or null.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When the author saw the film, or null.</summary>
    public PartialDate? WatchedOn { get; init; }

    /// <summary>The essay, rendered.</summary>
    public required string Html { get; init; }

    /// <summary>The film's title.</summary>
    public required string FilmTitle { get; init; }

    /// <summary>In its own language, or null.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>Other titles.</summary>
    public required IReadOnlyList<string> AlsoKnownAs { get; init; }

    /// <summary>Year of release.</summary>
    public required int Year { get; init; }

    /// <summary>Minutes, or null.</summary>
    public int? Runtime { get; init; }

    /// <summary>Width of the frame over its height, or null.</summary>
    public decimal? AspectRatio { get; init; }

    /// <summary>Countries.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Languages, the main one first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Directors of photography.</summary>
    public required IReadOnlyList<string> Cinematography { get; init; }

    /// <summary>Actors.</summary>
    public required IReadOnlyList<string> Cast { get; init; }

    /// <summary>Composers.</summary>
    public required IReadOnlyList<string> Music { get; init; }

    /// <summary>IMDb's id, or null.</summary>
    public string? ImdbId { get; init; }

    /// <summary>IMDb's figure, or null.</summary>
    public decimal? ImdbRating { get; init; }

    /// <summary>The cover's hash, or null.</summary>
    public string? CoverHash { get; init; }

    /// <summary>The cover's width.</summary>
    public int? CoverWidth { get; init; }

    /// <summary>The cover's height.</summary>
    public int? CoverHeight { get; init; }

    /// <summary>The cover's main colour.</summary>
    public int? CoverTone { get; init; }

    /// <summary>What the cover shows.</summary>
    public string? CoverAlt { get; init; }

    /// <summary>The headline, or the film's title.</summary>
    public string Title => Headline ?? FilmTitle;

    /// <summary>What stands above the essay: the excerpt, else the verdict.</summary>
    public string? Standfirst => Excerpt ?? Verdict;

    /// <summary>The review's address.</summary>
    public string Path => $"/reviews/{Slug}";

    /// <summary>What may be said of it elsewhere.</summary>
    public string Teaser => Core.Domain.Teaser.Of(Excerpt, Verdict ?? Opening, HasSpoilers);

    /// <summary>What machines are told of it.</summary>
    internal ReviewSubject Subject(IReadOnlyList<HubLink> directors, IReadOnlyList<HubLink> themes) => new()
    {
        Headline = Title,
        Byline = Byline,
        Rating = Rating,
        PublishedAt = PublishedAt,
        ModifiedAt = UpdatedAt is { } updated && updated > PublishedAt ? updated : PublishedAt,
        Themes = [.. themes.Select(t => t.Name)],
        CoverPath = CoverHash is { } hash ? ImageSources.Of(hash, CoverWidth ?? 0, CoverTone ?? ImageTone.Unknown)?.Address ?? ImageStore.AddressOf(hash) : null,
        Film = new FilmSubject
        {
            Title = FilmTitle,
            OriginalTitle = OriginalTitle,
            AlsoKnownAs = AlsoKnownAs,
            Year = Year,
            Directors = [.. directors.Select(d => new PageLink(d.Name, d.Path))],
            Runtime = Runtime,
            Countries = Countries,
            Languages = Languages,
            Cast = Cast,
            Music = Music,
            ImdbId = ImdbId,
        },
    };

    /// <summary>The picture above the essay.</summary>
    public FilmPicture Picture(IReadOnlyList<string> directors, IReadOnlyList<string> themes) => new()
    {
        Title = FilmTitle,
        OriginalTitle = OriginalTitle,
        Languages = Languages,
        Year = Year,
        Countries = Countries,
        AspectRatio = AspectRatio,
        Directors = directors,
        Themes = themes,
        CoverHash = CoverHash,
        CoverWidth = CoverWidth,
        CoverHeight = CoverHeight,
        CoverTone = CoverTone,
        CoverAlt = CoverAlt,
    };
}
