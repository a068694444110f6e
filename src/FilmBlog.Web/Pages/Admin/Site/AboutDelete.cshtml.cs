using System.Globalization;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Site;

/// <summary>Deletes the page about the site; the next page offers to take that back.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class AboutDeleteModel(AboutText about) : DeskPage
{
    /// <summary>Asks.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Entitle("Delete the about page");
        return await about.FindAsync(cancellationToken) is null ? NotFound() : Page();
    }

    /// <summary>Deletes it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await about.DeleteAsync(cancellationToken) is not { } last)
        {
            return NotFound();
        }

        return Done(
            string.Create(CultureInfo.InvariantCulture, $"/admin/site/about/history?revision={last}"),
            "The about page is deleted. Its last text is below: make it the page again to undo that.");
    }
}
