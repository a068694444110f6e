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

    /// <summary>What must not occur, in any of the fields.</summary>
    public IReadOnlyList<SearchTerm> Excluded { get; init; } = [];

    /// <summary>What the whole of a title may be, so that this film comes first: folded words.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Whether only titles, people and themes are looked through, not the essays.</summary>
    public bool NamesOnly { get; init; }

    /// <summary>Whether there is nothing to look for.</summary>
    public bool IsEmpty => Required.Count + Directors.Count + Themes.Count + Excluded.Count == 0;
}

/// <summary>A word or a phrase to look for.</summary>
/// <param name="Folded">The folded words between single spaces, at least one.</param>
/// <param name="Plain">The same with their marks, as essays have them; may be empty.</param>
/// <param name="IsPrefix">Whether the last word may go on.</param>
public sealed record SearchTerm(string Folded, string Plain, bool IsPrefix = false);

/// <summary>Reviews that a search found, visible or not, each once.</summary>
/// <param name="Named">Those of which titles, people or themes fit, the best first.</param>
/// <param name="Told">Those of which only the essay fits as well, the best first.</param>
/// <param name="Others">Those that fit too but are too many to be ranked, in no order.</param>
public sealed record SearchHits(IReadOnlyList<int> Named, IReadOnlyList<int> Told, IReadOnlyList<int> Others)
{
    /// <summary>The ranked ones, the best first.</summary>
    public IEnumerable<int> Best => Named.Concat(Told);
}

/// <summary>A review with the titles and names, as written, by which it is found.</summary>
/// <param name="ReviewId">The review's id.</param>
/// <param name="Names">Its titles, directors and themes.</param>
public sealed record NamedReview(int ReviewId, IReadOnlyList<string> Names);
