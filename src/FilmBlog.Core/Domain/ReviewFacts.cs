namespace FilmBlog.Core.Domain;

/// <summary>What a review says of itself beside film, themes and body.</summary>
public sealed record ReviewFacts
{
    /// <summary>A headline of its own, at most 300 characters; null: the film's title.</summary>
    public string? Headline { get; init; }

    /// <summary>The conclusion in one line.</summary>
    public string? Verdict { get; init; }

    /// <summary>The author's words for lists; null: the body's beginning.</summary>
    public string? Excerpt { get; init; }

    /// <summary>The author's rating; null: unrated.</summary>
    public Rating? Rating { get; init; }

    /// <summary>Visible from this instant on; null: a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When the author last changed what it says.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When the author saw the film.</summary>
    public PartialDate? WatchedOn { get; init; }

    /// <summary>Whether the whole review gives the film away.</summary>
    public bool HasSpoilers { get; init; }

    /// <summary>Who wrote it; null: the site's author.</summary>
    public string? Byline { get; init; }

    /// <summary>Slugs of reviews recommended first, in order.</summary>
    public IReadOnlyList<string> Pinned { get; init; } = [];

    /// <summary>Slugs of reviews never recommended here.</summary>
    public IReadOnlyList<string> Banned { get; init; } = [];
}
