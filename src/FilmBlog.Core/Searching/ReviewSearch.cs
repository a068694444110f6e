using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Searching;

/// <summary>Finds published reviews. A search sends one command, two where hardly anything was found.</summary>
public sealed class ReviewSearch(FilmBlogContext db, ReviewCatalogue catalogue, TimeProvider time)
{
    // With fewer hits one may have meant something else.
    private const int Few = 3;
    private const int NearCandidates = 60;
    private const int NearShown = 8;

    /// <summary>All reviews that a query finds, the best first, and by what they can be narrowed.</summary>
    public async Task<SearchResult> FindAsync(SearchQuery query, int topFacets, CancellationToken cancellationToken)
    {
        if (query.IsEmpty)
        {
            return SearchResult.Nothing;
        }

        var found = await Hits(query, query.Terms).ToListAsync(cancellationToken);
        var facets = await catalogue.FacetsAsync(found, topFacets, cancellationToken);
        return found.Count >= Few || query.Words.Length == 0
            ? new SearchResult(found, facets, [], null)
            : await NearAsync(query, new SearchResult(found, facets, [], null), cancellationToken);
    }

    /// <summary>The best of what titles, people and themes begin with, for suggestions while one types.</summary>
    public async Task<IReadOnlyList<int>> SuggestAsync(SearchQuery query, int most, CancellationToken cancellationToken) => query.IsEmpty
        ? []
        : await Hits(query, query.Terms with { NamesOnly = true }).Take(most).ToListAsync(cancellationToken);

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

    private IQueryable<int> Hits(SearchQuery query, SearchTerms terms)
    {
        var visible = db.Reviews.Published(time.GetUtcNow());
        if (query.FirstYear is not null || query.LastYear is not null)
        {
            visible = visible.FromYears(query.FirstYear ?? int.MinValue, query.LastYear ?? int.MaxValue);
        }

        if (query.Ratings is { } ratings)
        {
            visible = visible.Where(r => r.Rating != null && ratings.Contains(r.Rating.Value));
        }

        foreach (var excluded in query.Excluded)
        {
            var holding = db.Search(new SearchTerms { Required = [excluded] }).Select(hit => hit.ReviewId);
            visible = visible.Where(r => !holding.Contains(r.Id));
        }

        // Years and ratings alone, or exclusions alone: in the order of all lists.
        if (terms.IsEmpty)
        {
            return visible.NewestFirst.Select(r => r.Id);
        }

        return from hit in db.Search(terms)
               join review in visible on hit.ReviewId equals review.Id
               orderby hit.Score descending, review.PublishedAt descending, review.Id descending
               select review.Id;
    }

    private async Task<SearchResult> NearAsync(SearchQuery query, SearchResult exact, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var visible = db.Reviews.Published(now);
        var spellings = new[] { query.Words, string.Join(' ', SearchText.Words(Folding.Romanised(query.Text))) }.Distinct();
        var candidates = await (from hit in db.SearchNear(string.Join(' ', spellings))
                                join review in visible on hit.ReviewId equals review.Id
                                orderby hit.Score descending, review.Id
                                select review.Id).Take(NearCandidates).ToListAsync(cancellationToken);
        if (candidates.Count == 0)
        {
            return exact;
        }

        var names = await db.NamesOfAsync(candidates, cancellationToken);
        var typed = query.Terms.Required.SelectMany(term => term.Folded.Split(' ')).ToList();
        var near = candidates.Select(id => (Id: id, Words: MendedWords.Of(typed, names[id])))
            .Where(review => review.Words is not null)
            .OrderBy(review => review.Words!.Distance).ToList();
        var others = near.Select(review => review.Id).Except(exact.Ids).Take(NearShown).ToList();
        var mended = near.Select(review => review.Words!).FirstOrDefault(words => words.Distance > 0);
        return exact with { Near = others, Meant = others.Count == 0 && exact.Ids.Count > 0 ? null : mended?.Text };
    }
}

/// <summary>What a search found.</summary>
/// <param name="Ids">All reviews, the best first.</param>
/// <param name="Facets">By what they can be narrowed.</param>
/// <param name="Near">Where there are few: other reviews that may have been meant.</param>
/// <param name="Meant">What may have been meant, to be searched for; null: nothing else.</param>
public sealed record SearchResult(IReadOnlyList<int> Ids, Facets Facets, IReadOnlyList<int> Near, string? Meant)
{
    /// <summary>Nothing was asked, nothing was found.</summary>
    public static SearchResult Nothing { get; } = new([], new Facets([], [], [], []), [], null);
}
