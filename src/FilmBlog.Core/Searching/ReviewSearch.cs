using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Searching;

/// <summary>Finds published reviews. A search sends one command, three where nothing is called so and hardly anything was found.</summary>
public sealed class ReviewSearch(FilmBlogContext db, ReviewCatalogue catalogue, TimeProvider time)
{
    // With fewer hits one may have meant something else.
    private const int Few = 3;
    private const int NearCandidates = 60;
    private const int NearShown = 8;

    /// <summary>A part of what a query finds, the best first, and by what all of it can be narrowed.</summary>
    public async Task<SearchResult> FindAsync(SearchQuery query, int skip, int take, int topFacets, CancellationToken cancellationToken)
    {
        if (query.IsEmpty)
        {
            return SearchResult.Nothing;
        }

        var hits = await HitsAsync(query.Terms, cancellationToken);
        var found = await catalogue.SiftAsync(SieveOf(query, hits), skip, take, topFacets, cancellationToken);
        var result = new SearchResult(found.Ids, found.Count, found.Facets, [], null);
        // Who finds words in quotation marks, or what is called so, has typed them as they are written.
        var isMeant = found.Count >= Few || (found.Count > 0 && (query.HasPhrase || found.Ids.Intersect(hits?.Named ?? []).Any()));
        return isMeant || query.Words.Length == 0 ? result : await NearAsync(query, result, cancellationToken);
    }

    /// <summary>The newest of what a query finds.</summary>
    public async Task<IReadOnlyList<int>> NewestAsync(SearchQuery query, int most, CancellationToken cancellationToken)
    {
        if (query.IsEmpty)
        {
            return [];
        }

        var hits = await HitsAsync(query.Terms, cancellationToken);
        var sieve = SieveOf(query, hits is null ? null : new SearchHits([], [], [.. hits.Best, .. hits.Others]));
        return (await catalogue.SiftAsync(sieve, 0, most, 0, cancellationToken)).Ids;
    }

    /// <summary>The best of what titles, people and themes begin with, for suggestions while one types.</summary>
    public async Task<IReadOnlyList<int>> SuggestAsync(SearchQuery query, int most, CancellationToken cancellationToken)
    {
        if (query.IsEmpty)
        {
            return [];
        }

        var hits = await HitsAsync(query.Terms with { NamesOnly = true }, cancellationToken);
        return (await catalogue.SiftAsync(SieveOf(query, hits), 0, most, 0, cancellationToken)).Ids;
    }

    /// <summary>Where the essays of these reviews say what was looked for, by id. Of one that gives its film away nothing is quoted.</summary>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<SnippetPiece>>> SnippetsAsync(
        SearchQuery query, IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        if (query.Terms.Required.Count == 0 || ids.Count == 0)
        {
            return new Dictionary<int, IReadOnlyList<SnippetPiece>>();
        }

        var essays = await db.Reviews.Published(time.GetUtcNow()).Where(r => EF.Parameter(ids).Contains(r.Id) && !r.HasSpoilers)
            .Select(r => new { r.Id, r.Body.PlainText }).ToListAsync(cancellationToken);
        var snippets = new Dictionary<int, IReadOnlyList<SnippetPiece>>();
        foreach (var essay in essays)
        {
            if (Snippet.Of(essay.PlainText, query.Terms.Required) is { } snippet)
            {
                snippets.Add(essay.Id, snippet);
            }
        }

        return snippets;
    }

    // Null: every review, where years or ratings alone are asked for.
    private async Task<SearchHits?> HitsAsync(SearchTerms terms, CancellationToken cancellationToken) =>
        terms.IsEmpty ? null : await db.SearchAsync(terms, cancellationToken);

    private static Sieve SieveOf(SearchQuery query, SearchHits? hits) => new()
    {
        First = [.. hits?.Best ?? []],
        Rest = hits?.Others,
        FirstYear = query.FirstYear,
        LastYear = query.LastYear,
        Ratings = query.Ratings,
    };

    private async Task<SearchResult> NearAsync(SearchQuery query, SearchResult exact, CancellationToken cancellationToken)
    {
        var spellings = new[] { query.Words, string.Join(' ', SearchText.Words(Folding.Romanised(query.Text))) }.Distinct();
        var candidates = await db.SearchNearAsync(string.Join(' ', spellings), NearCandidates, cancellationToken);
        var typed = query.Terms.Required.SelectMany(term => term.Folded.Split(' ')).ToList();
        var mended = candidates.Select(review => (review.ReviewId, Words: MendedWords.Of(typed, review.Names)))
            .Where(review => review.Words is not null).OrderBy(review => review.Words!.Distance).ToList();
        if (mended.Count == 0)
        {
            return exact;
        }

        var near = (await catalogue.SiftAsync(new Sieve { First = [.. mended.Select(review => review.ReviewId)] }, 0, NearCandidates, 0, cancellationToken)).Ids;
        var others = near.Except(exact.Ids).Take(NearShown).ToList();
        var meant = mended.FirstOrDefault(review => review.Words!.Distance > 0 && near.Contains(review.ReviewId)).Words;
        return exact with { Near = others, Meant = others.Count == 0 && exact.Count > 0 ? null : meant?.Text };
    }
}

/// <summary>What a search found.</summary>
/// <param name="Ids">The reviews of the part that was asked for, the best first.</param>
/// <param name="Count">How many were found in all.</param>
/// <param name="Facets">By what they can be narrowed.</param>
/// <param name="Near">Where there are few: other reviews that may have been meant.</param>
/// <param name="Meant">What may have been meant, to be searched for; null: nothing else.</param>
public sealed record SearchResult(IReadOnlyList<int> Ids, int Count, Facets Facets, IReadOnlyList<int> Near, string? Meant)
{
    /// <summary>Nothing was asked, nothing was found.</summary>
    public static SearchResult Nothing { get; } = new([], 0, new Facets([], [], [], []), [], null);
}
