using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Reviews;

/// <summary>All reviews: a list to scan, to sort and to narrow.</summary>
[Cached("sort", "decade", "director", "theme", "rating", "page")]
public sealed class AllReviewsModel(FilmBlogContext db, ReviewCatalogue catalogue, TimeProvider clock, Wording say) : PageModel
{
    private const int PerPage = 50;
    private const int Hubs = 12;

    /// <summary>What the address asks for.</summary>
    [BindProperty(SupportsGet = true)]
    [FromQuery(Name = "")]
    public ListQuery Query { get; set; } = new();

    /// <summary>The director that the list is narrowed to.</summary>
    public HubLink? Director { get; private set; }

    /// <summary>The theme that the list is narrowed to.</summary>
    public HubLink? Theme { get; private set; }

    /// <summary>The reviews of this page.</summary>
    public IReadOnlyList<ReviewCard> Reviews { get; private set; } = [];

    /// <summary>What is true of the whole list.</summary>
    public HubFacts Facts { get; private set; } = HubFacts.Nothing;

    /// <summary>By what it can be narrowed further.</summary>
    public Facets Facets { get; private set; } = new([], [], [], []);

    /// <summary>Names of the directors and themes in <see cref="Facets"/>.</summary>
    public IReadOnlyList<HubLink> Links { get; private set; } = [];

    /// <summary>Where one is.</summary>
    public Pager Pager { get; private set; } = new(1, 1, "/reviews");

    /// <summary>Shows a page of the list.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || Query.Read() is not { } read)
        {
            return NotFound();
        }

        (Director, Theme) = await HubLink.FindAsync(db, read.Director, read.Theme, clock.GetUtcNow(), cancellationToken);
        if ((read.Director is not null && Director is null) || (read.Theme is not null && Theme is null))
        {
            return NotFound();
        }

        var filter = new ReviewFilter
        {
            DirectorId = Director?.Id,
            ThemeId = Theme?.Id,
            FirstYear = read.Decade,
            LastYear = read.Decade + 9,
            Rating = read.Rating,
        };
        var listing = await catalogue.BrowseAsync(filter, read.Order, Pager.Before(Query.Page, PerPage), PerPage, cancellationToken);
        if (Pager.Of(Query.Page, listing.Facts.Count, PerPage, "/reviews", Query.WithoutPage()) is not { } pager)
        {
            return NotFound();
        }

        (Pager, Facts) = (pager with { IsByDate = read.Order == ReviewOrder.Newest }, listing.Facts);
        Facets = await catalogue.FacetsAsync(filter, Hubs, cancellationToken);
        Links = await HubLink.OfAsync(db, [.. Facets.Directors.Select(d => d.Id)], [.. Facets.Themes.Select(t => t.Id)], cancellationToken);
        Reviews = await ReviewCard.OfAsync(db, listing.Ids, clock.GetUtcNow(), cancellationToken);
        new PageMetadata($"{Heading}{Order}{pager.Suffix}", $"{say.Reviews(Facts.Count)} of films, {Heading.ToLower(CultureInfo.InvariantCulture)}{pager.Suffix}, sorted by {Query.Sort ?? "newest"}: title, year, director and rating at a glance.", pager.Here)
        {
            PreviousPath = pager.Previous,
            NextPath = pager.Next,
            NoIndex = Query.IsNarrowed || Query.Sort is not null,
            Trail = [new PageLink("Reviews", "/reviews")],
            Listed = [.. Reviews.Select(r => r.Link)],
            FirstListed = Pager.Before(Query.Page, PerPage) + 1,
        }.Describe(ViewData);
        return Page();
    }

    // For the title, where not newest first.
    private string Order => Query.Sort switch
    {
        "rating" => ", best first",
        "title" => ", by title",
        "year" => ", by year of the film",
        _ => "",
    };

    /// <summary>The heading: "All reviews", "Reviews: 1970s, memory".</summary>
    public string Heading
    {
        get
        {
            var parts = new List<string>();
            if (Query.Decade is { } decade)
            {
                parts.Add(decade);
            }

            parts.AddRange(new[] { Director?.Name, Theme?.Name }.OfType<string>());
            if (Query.Rating is { } rating)
            {
                parts.Add(rating == "1" ? "1 star" : $"{rating} stars");
            }

            return parts.Count == 0 ? "All reviews" : "Reviews: " + string.Join(", ", parts);
        }
    }
}
