using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Pages.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Directors;

/// <summary>A director: the reviews of their films.</summary>
[Cached("page")]
public sealed class DirectorModel(FilmBlogContext db, Hubs hubs, TimeProvider clock) : PageModel
{
    /// <summary>The hub.</summary>
    public HubPage Hub { get; private set; } = null!;

    /// <summary>Shows a page of the hub, or where it went.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, [FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        if (!Slug.TryParse(slug, out var wanted)
            || await db.Directors.Where(d => d.Slug == wanted).Select(d => new { d.Id, d.Name, d.Introduction }).AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } director)
        {
            return new OldAddress(db, clock);
        }

        if (!ModelState.IsValid
            || await hubs.PageAsync("Director", director.Name, director.Introduction, new ReviewFilter { DirectorId = director.Id }, $"/directors/{slug}", number, cancellationToken) is not { } hub)
        {
            return NotFound();
        }

        Hub = hub;
        HttpContext.IsMadeOf(PageParts.Of(BlogPart.Hub(HubKind.Director, director.Id)));
        hubs.Metadata(HubKind.Director, hub, $"Films by {director.Name}").Describe(ViewData);
        return Page();
    }
}
