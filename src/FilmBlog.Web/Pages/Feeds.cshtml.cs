using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Feeds;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Lists;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages;

/// <summary>The page that lists and explains the feeds.</summary>
[Cached]
public sealed class FeedsModel(FilmBlogContext db, ReviewCatalogue catalogue, SiteProfile site, SiteOptions options) : PageModel
{
    // Of each kind of hub.
    private const int Named = 8;

    /// <summary>The directors with the most reviews.</summary>
    public IReadOnlyList<HubLink> Directors { get; private set; } = [];

    /// <summary>The themes with the most reviews.</summary>
    public IReadOnlyList<HubLink> Themes { get; private set; } = [];

    /// <summary>How many reviews a feed shows.</summary>
    public int PerDocument => FeedContents.PerDocument;

    /// <summary>An absolute address.</summary>
    public string Absolute(string path) => Request.AbsoluteAddress(options, path);

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var facets = await catalogue.FacetsAsync(ReviewFilter.None, Named, cancellationToken);
        var hubs = await HubLink.OfAsync(db, [.. facets.Directors.Select(d => d.Id)], [.. facets.Themes.Select(t => t.Id)], cancellationToken);
        Directors = [.. facets.Directors.Join(hubs.Where(h => h.Kind == HubKind.Director), count => count.Id, hub => hub.Id, (_, hub) => hub)];
        Themes = [.. facets.Themes.Join(hubs.Where(h => h.Kind == HubKind.Theme), count => count.Id, hub => hub.Id, (_, hub) => hub)];
        new PageMetadata("Feeds", $"The feeds of {site.Title} and how to follow them: Atom, RSS and JSON Feed, of all reviews, of a director or of a theme.", "/feeds").Describe(ViewData);
    }
}
