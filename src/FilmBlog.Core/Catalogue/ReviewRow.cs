namespace FilmBlog.Core.Catalogue;

/// <summary>One review as the database has it, with what the catalogue keeps of it.</summary>
internal sealed record ReviewRow
{
    /// <summary>Later than any instant: the publication of a draft.</summary>
    public const long Never = long.MaxValue;

    public required int Id { get; init; }

    public required string Slug { get; init; }

    public required int FilmId { get; init; }

    public required int Year { get; init; }

    public required string SortTitle { get; init; }

    /// <summary>0: not rated.</summary>
    public required byte ImdbTenths { get; init; }

    /// <summary>0: unrated.</summary>
    public required byte Halves { get; init; }

    /// <summary>UTC ticks; <see cref="Never"/> for a draft.</summary>
    public required long PublishedTicks { get; init; }

    /// <summary>Ids in the order of credit.</summary>
    public required IReadOnlyList<int> Directors { get; init; }

    /// <summary>Ids in the review's order.</summary>
    public required IReadOnlyList<int> Themes { get; init; }

    public required IReadOnlyList<string> Pinned { get; init; }

    public required IReadOnlyList<string> Banned { get; init; }
}

/// <summary>A director or theme and the letter under which it stands.</summary>
internal readonly record struct HubLetter(int Id, string Letter);
