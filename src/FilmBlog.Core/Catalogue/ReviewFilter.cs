using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Catalogue;

/// <summary>Which of the visible reviews a list shows. What is null restricts nothing; what is set combines.</summary>
public sealed record ReviewFilter
{
    /// <summary>Lets every visible review pass.</summary>
    public static ReviewFilter None { get; } = new();

    /// <summary>Only films by the director with this id.</summary>
    public int? DirectorId { get; init; }

    /// <summary>Only reviews that carry the theme with this id.</summary>
    public int? ThemeId { get; init; }

    /// <summary>Only films of this year or later.</summary>
    public int? FirstYear { get; init; }

    /// <summary>Only films of this year or earlier.</summary>
    public int? LastYear { get; init; }

    /// <summary>Only what the author rated exactly so.</summary>
    public Rating? Rating { get; init; }
}

/// <summary>How a list is sorted.</summary>
public enum ReviewOrder
{
    /// <summary>The latest publication first, namesakes of an instant by id, the highest first.</summary>
    Newest,

    /// <summary>The author's best first, unrated ones last; within a rating the newest first.</summary>
    Rating,

    /// <summary>By <see cref="Film.SortTitle"/> in the order of its code points, then year, then id.</summary>
    Title,

    /// <summary>The latest film first, then by title, then id.</summary>
    Year,
}

/// <summary>What a hub collects.</summary>
public enum HubKind
{
    /// <summary>The films of one director.</summary>
    Director,

    /// <summary>The reviews of one theme.</summary>
    Theme,
}
