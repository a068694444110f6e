using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Navigation;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Pages.Reviews;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Decades;

/// <summary>The films of a decade.</summary>
[Cached("page")]
public sealed class DecadeModel(Hubs hubs) : PageModel
{
    /// <summary>The hub.</summary>
    public HubPage Hub { get; private set; } = null!;

    /// <summary>Shows a page of the hub.</summary>
    public async Task<IActionResult> OnGetAsync(string decade, [FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        if (!ModelState.IsValid || ListQuery.DecadeOf(decade) is not { } first
            || await hubs.PageAsync("Decade", $"The {decade}", null, new ReviewFilter { FirstYear = first, LastYear = first + 9 }, $"/decades/{decade}", number, cancellationToken) is not { } hub)
        {
            return NotFound();
        }

        Hub = hub with
        {
            Beside = [.. hub.Facts.Years.Select(y => y.Year.ToString(CultureInfo.InvariantCulture)).Select(year => new MenuEntry(year, $"/years/{year}"))],
        };
        hubs.Metadata(Hub, $"Films of the {decade}", new PageLink("Reviews", "/reviews")).Describe(ViewData);
        return Page();
    }
}
