using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages;

/// <summary>Home: the newest review large, the others by month.</summary>
[Cached("page")]
public sealed class IndexModel(FilmBlogContext db, ReviewCatalogue catalogue, SiteProfile site, Wording say, TimeProvider clock) : PageModel
{
    private const int PerPage = 25;

    /// <summary>The newest review with the picture of its film, on the first page.</summary>
    public LeadReview? Lead { get; private set; }

    /// <summary>Its card.</summary>
    public ReviewCard? Newest { get; private set; }

    /// <summary>The others, newest first.</summary>
    public IReadOnlyList<ReviewCard> Reviews { get; private set; } = [];

    /// <summary>What is true of the whole blog.</summary>
    public HubFacts Facts { get; private set; } = HubFacts.Nothing;

    /// <summary>Where one is.</summary>
    public Pager Pager { get; private set; } = new(1, 1, "/");

    /// <summary>Shows a page.</summary>
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        var listing = await catalogue.BrowseAsync(ReviewFilter.None, ReviewOrder.Newest, Pager.Before(number, PerPage), PerPage, cancellationToken);
        if (!ModelState.IsValid || Pager.Of(number, listing.Facts.Count, PerPage, "/") is not { } pager)
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        (Pager, Facts) = (pager, listing.Facts);
        Reviews = await ReviewCard.OfAsync(db, listing.Ids, now, cancellationToken);
        if (number == 1 && Reviews is [var newest, ..])
        {
            Lead = await LeadReview.OfAsync(db, newest, now, cancellationToken);
            (Newest, Reviews) = (newest, [.. Reviews.Skip(1)]);
        }

        new PageMetadata($"{site.Title}{(number == 1 ? ": " + (site.Tagline ?? $"film reviews by {site.Author}") : pager.Suffix)}", Description(), pager.Here)
        {
            NamesSite = true,
            Subject = number == 1 ? new SiteSubject() : null,
            PreviousPath = pager.Previous,
            NextPath = pager.Next,
            Listed = [.. Reviews.Prepend(Newest).OfType<ReviewCard>().Select(card => card.Link)],
            Trail = number == 1 ? [] : [new PageLink("Earlier reviews", pager.Here)],
        }.Describe(ViewData);
        return Page();
    }

    private string Description() => Facts.Count == 0
        ? $"{site.Title}, a blog of film reviews by {site.Author}."
        : $"{site.Title}: {say.Reviews(Facts.Count)} of films from {Facts.FirstYear} to {Facts.LastYear}, essays by {site.Author}{Pager.Suffix}. {site.Tagline}".Trim();
}
