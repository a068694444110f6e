using FilmBlog.Core.Imaging;

namespace FilmBlog.Web.TagHelpers;

/// <summary>What the picture of a film is made of: the cover, or the facts that a title card is drawn from.</summary>
public sealed record FilmPicture
{
    /// <summary>The film's title.</summary>
    public required string Title { get; init; }

    /// <summary>In its own language, or null.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>Languages, the main one first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Year of release.</summary>
    public required int Year { get; init; }

    /// <summary>Countries of production.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Width of the frame over its height, or null.</summary>
    public decimal? AspectRatio { get; init; }

    /// <summary>Names of the directors.</summary>
    public IReadOnlyList<string> Directors { get; init; } = [];

    /// <summary>Names of the themes.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>The cover's hash; null: a card is drawn.</summary>
    public string? CoverHash { get; init; }

    /// <summary>The cover's width in pixels.</summary>
    public int? CoverWidth { get; init; }

    /// <summary>The cover's height in pixels.</summary>
    public int? CoverHeight { get; init; }

    /// <summary>The cover's main colour: see <see cref="ImageTone"/>.</summary>
    public int? CoverTone { get; init; }

    /// <summary>What the cover shows.</summary>
    public string? CoverAlt { get; init; }

    /// <summary>The film as a card needs it.</summary>
    public TitleCardFilm Film() => new(Title, OriginalTitle, Languages is [var main, ..] ? main : null, Year, Directors, Countries, Themes, AspectRatio);

    /// <summary>The card of the film.</summary>
    public TitleCard Card() => TitleCard.For(Film());
}
