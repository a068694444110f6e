namespace FilmBlog.Core.Data;

/// <summary>What a search asks of titles, names and essays, taken apart and folded; nothing in it is syntax any more.</summary>
public sealed record SearchTerms
{
    /// <summary>What must all occur, in any of the fields.</summary>
    public IReadOnlyList<SearchTerm> Required { get; init; } = [];

    /// <summary>What must occur in the name of a director: one entry for each name.</summary>
    public IReadOnlyList<SearchTerm> Directors { get; init; } = [];

    /// <summary>What must occur in the name of a theme: one entry for each name.</summary>
    public IReadOnlyList<SearchTerm> Themes { get; init; } = [];

    /// <summary>What the whole of a title may be, so that this film comes first: folded words.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Whether only titles, people and themes are looked through, not the essays.</summary>
    public bool NamesOnly { get; init; }

    /// <summary>Whether there is nothing to look for.</summary>
    public bool IsEmpty => Required.Count + Directors.Count + Themes.Count == 0;
}

/// <summary>A word or a phrase to look for.</summary>
/// <param name="Folded">The folded words between single spaces, at least one.</param>
/// <param name="Plain">The same with their marks, as essays have them; may be empty.</param>
/// <param name="IsPrefix">Whether the last word may go on.</param>
public sealed record SearchTerm(string Folded, string Plain, bool IsPrefix = false);

/// <summary>A review that a search found, visible or not.</summary>
/// <param name="ReviewId">The review's id.</param>
/// <param name="Score">How well it fits; more is better. Means nothing beyond one search.</param>
public sealed record SearchHit(int ReviewId, double Score);
