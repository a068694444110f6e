using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Metadata;

/// <summary>What a page is about, in the terms of schema.org.</summary>
public abstract record PageSubject;

/// <summary>The site itself: the front page.</summary>
public sealed record SiteSubject : PageSubject;

/// <summary>Who writes the site: the page about it.</summary>
/// <param name="ChangedAt">When the page was last changed; null: unknown.</param>
public sealed record AuthorSubject(DateTimeOffset? ChangedAt) : PageSubject;

/// <summary>A director or a theme.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Name">The name.</param>
/// <param name="Line">A sentence about it.</param>
/// <param name="Path">The address of its first page.</param>
public sealed record HubSubject(HubKind Kind, string Name, string Line, string Path) : PageSubject;

/// <summary>A review of a film.</summary>
public sealed record ReviewSubject : PageSubject
{
    /// <summary>The headline, or the film's title.</summary>
    public required string Headline { get; init; }

    /// <summary>Who wrote it; null: the site's author.</summary>
    public string? Byline { get; init; }

    /// <summary>The author's rating; null: unrated.</summary>
    public Rating? Rating { get; init; }

    /// <summary>Since when readers see it.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>When the author last changed what it says, or when it was published.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Names of the themes, in order.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>The film.</summary>
    public required FilmSubject Film { get; init; }

    /// <summary>The cover's address below the root, or null.</summary>
    public string? CoverPath { get; init; }
}

/// <summary>A film.</summary>
public sealed record FilmSubject
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The title in its own language, or null.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>Titles in other languages.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>Year of release.</summary>
    public required int Year { get; init; }

    /// <summary>The directors and where their pages are, in order.</summary>
    public IReadOnlyList<PageLink> Directors { get; init; } = [];

    /// <summary>Running time in minutes, or null.</summary>
    public int? Runtime { get; init; }

    /// <summary>Countries.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Languages as BCP 47 tags.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Actors.</summary>
    public IReadOnlyList<string> Cast { get; init; } = [];

    /// <summary>Composers.</summary>
    public IReadOnlyList<string> Music { get; init; } = [];

    /// <summary>IMDb's id, or null.</summary>
    public string? ImdbId { get; init; }
}
