using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Pages.Admin.Hubs;

/// <summary>A director or theme in the list.</summary>
public sealed record HubRow
{
    /// <summary>Identity.</summary>
    public int Id { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>By which it is sorted and found.</summary>
    public string SortName { get; init; } = "";

    /// <summary>Last part of its address.</summary>
    public Slug Slug { get; init; }

    /// <summary>How many reviews it has, drafts and the bin too.</summary>
    public int Reviews { get; init; }

    /// <summary>Whether the author introduces it.</summary>
    public bool IsIntroduced { get; init; }

    /// <summary>Others whose names may mean the same.</summary>
    public IReadOnlyList<HubName> Near { get; init; } = [];
}

/// <summary>A director or theme by name.</summary>
public sealed record HubName(int Id, string Name);
