namespace FilmBlog.Core.Domain;

/// <summary>What is known of a film, as a review's front matter or the desk states it.</summary>
public sealed record FilmFacts
{
    /// <summary>The title as tables show it, 1 to 300 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The title in the film's own language and script.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>Titles in other languages, romanised forms.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>Year of release, 1888 to 2100.</summary>
    public required int Year { get; init; }

    /// <summary>Names of the directors, 1 to 5, in order.</summary>
    public required IReadOnlyList<string> Directors { get; init; }

    /// <summary>Countries of production, in order.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Languages as BCP 47 tags, the main one first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Running time in minutes, 1 to 6000.</summary>
    public int? Runtime { get; init; }

    /// <summary>Directors of photography.</summary>
    public IReadOnlyList<string> Cinematography { get; init; } = [];

    /// <summary>Actors, in order of credit.</summary>
    public IReadOnlyList<string> Cast { get; init; } = [];

    /// <summary>Composers.</summary>
    public IReadOnlyList<string> Music { get; init; } = [];

    /// <summary>Width of the frame over its height, 1.00 to 4.00, at most three decimals.</summary>
    public decimal? AspectRatio { get; init; }

    /// <summary>IMDb's id, <c>tt0072443</c>.</summary>
    public string? ImdbId { get; init; }

    /// <summary>IMDb's figure, 1.0 to 10.0 with one decimal.</summary>
    public decimal? ImdbRating { get; init; }
}
