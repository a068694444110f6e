using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Pages.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Themes;

/// <summary>A theme: the reviews that carry it.</summary>
[Cached("page")]
public sealed class ThemeModel(FilmBlogContext db, Hubs hubs, TimeProvider clock) : PageModel
{
    /// <summary>The hub.</summary>
    public HubPage Hub { get; private set; } = null!;

    /// <summary>Shows a page of the hub, or where it went.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, [FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        if (!Slug.TryParse(slug, out var wanted)
            || await db.Themes.Where(t => t.Slug == wanted).Select(t => new { t.Id, t.Name, t.Introduction }).AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } theme)
        {
            return new OldAddress(db, clock);
        }

        if (!ModelState.IsValid
            || await hubs.PageAsync("Theme", theme.Name, theme.Introduction, new ReviewFilter { ThemeId = theme.Id }, $"/themes/{slug}", number, cancellationToken) is not { } hub)
        {
            return NotFound();
        }

        Hub = hub;
        HttpContext.IsMadeOf(PageParts.Of(BlogPart.Hub(HubKind.Theme, theme.Id)));
        hubs.Metadata(HubKind.Theme, hub, $"Films about {theme.Name}").Describe(ViewData);
        return Page();
    }
}
