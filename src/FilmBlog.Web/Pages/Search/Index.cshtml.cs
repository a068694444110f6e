using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Searching;
using FilmBlog.Web.Feeds;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Pages.Search;

/// <summary>Search: what a reader half remembers.</summary>
[EnableRateLimiting(RateLimits.Search)]
public sealed class SearchModel(FilmBlogContext db, ReviewSearch search, TimeProvider clock) : PageModel
{
    private const int PerPage = 20;
    private const int Hubs = 8;

    /// <summary>What was typed.</summary>
    [BindProperty(SupportsGet = true)]
    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    /// <summary>The page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    /// <summary>What was typed, understood.</summary>
    public SearchQuery Query { get; private set; } = SearchQuery.Read(null);

    /// <summary>What was found.</summary>
    public SearchResult Result { get; private set; } = SearchResult.Nothing;

    /// <summary>The reviews of this page.</summary>
    public IReadOnlyList<ReviewCard> Reviews { get; private set; } = [];

    /// <summary>Reviews that may have been meant, where hardly any was found.</summary>
    public IReadOnlyList<ReviewCard> Near { get; private set; } = [];

    /// <summary>What the essays say, by the reviews' ids.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<SnippetPiece>> Snippets { get; private set; } = new Dictionary<int, IReadOnlyList<SnippetPiece>>();

    /// <summary>By what the result can be narrowed.</summary>
    public IReadOnlyList<FacetGroup> Facets { get; private set; } = [];

    /// <summary>Where one is.</summary>
    public Pager Pager { get; private set; } = new(1, 1, "/search");

    /// <summary>Shows a page of what was found.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        Query = SearchQuery.Read(Typed);
        Result = await search.FindAsync(Query, Pager.Before(Number, PerPage), PerPage, Hubs, cancellationToken);
        if (Pager.Of(Number, Result.Count, PerPage, "/search", Query.Text.Length == 0 ? "" : $"&q={Uri.EscapeDataString(Query.Text)}") is not { } pager)
        {
            return NotFound();
        }

        Pager = pager;
        var cards = await ReviewCard.OfAsync(db, [.. Result.Ids, .. Result.Near], clock.GetUtcNow(), cancellationToken);
        Reviews = [.. cards.Where(card => Result.Ids.Contains(card.Id))];
        Near = [.. cards.Where(card => !Result.Ids.Contains(card.Id))];
        Snippets = await search.SnippetsAsync(Query, Result.Ids, cancellationToken);
        if (Result.Count > 1)
        {
            var links = await HubLink.OfAsync(db, [.. Result.Facets.Directors.Select(d => d.Id)], [.. Result.Facets.Themes.Select(t => t.Id)], cancellationToken);
            Facets = FacetGroup.Of(Query, Result, links);
        }

        new PageMetadata(Query.Text.Length == 0 ? "Search" : $"Search: {Query.Text}{pager.Suffix}", "Reviews by title, name, theme or what they say.", pager.Here)
        {
            NoIndex = true,
            PreviousPath = pager.Previous,
            NextPath = pager.Next,
            Feed = Query.IsEmpty ? null : new PageLink($"Search: {Query.Text} (Atom)", SearchFeed.PathOf(Query.Text)),
        }.Describe(ViewData);
        return Page();
    }

    /// <summary>The address of another search.</summary>
    public static string PathOf(string query) => $"/search?q={Uri.EscapeDataString(query)}";
}
