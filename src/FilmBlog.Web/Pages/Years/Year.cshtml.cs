using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Navigation;
using FilmBlog.Web.Pages.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Years;

/// <summary>The films of a year.</summary>
[Cached("page")]
public sealed class YearModel(ReviewCatalogue catalogue, Hubs hubs) : PageModel
{
    /// <summary>The hub.</summary>
    public HubPage Hub { get; private set; } = null!;

    /// <summary>Shows a page of the hub.</summary>
    public async Task<IActionResult> OnGetAsync(int year, [FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        var name = year.ToString("0000", CultureInfo.InvariantCulture);
        if (!ModelState.IsValid
            || await hubs.PageAsync("Year", name, null, new ReviewFilter { FirstYear = year, LastYear = year }, $"/years/{name}", number, cancellationToken) is not { } hub)
        {
            return NotFound();
        }

        var years = (await catalogue.FactsAsync(ReviewFilter.None, cancellationToken)).Years.Select(y => y.Year).ToList();
        var (before, after) = (years.LastOrDefault(y => y < year), years.FirstOrDefault(y => y > year));
        var decade = (year / 10 * 10).ToString(CultureInfo.InvariantCulture) + "s";
        Hub = hub with
        {
            Beside =
            [
                .. new[] { before }.Where(y => y > 0).Select(Entry),
                new MenuEntry($"The {decade}", $"/decades/{decade}"),
                .. new[] { after }.Where(y => y > 0).Select(Entry),
            ],
        };
        hubs.Metadata(Hub, $"Films of {name}", new PageLink("Reviews", "/reviews")).Describe(ViewData);
        return Page();
    }

    private static MenuEntry Entry(int year)
    {
        var name = year.ToString(CultureInfo.InvariantCulture);
        return new MenuEntry(name, $"/years/{name}");
    }
}
