using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Site;

/// <summary>The former texts of the page about the site; one is restored by saving it anew, also after the page was deleted.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class AboutHistoryModel(AboutText about) : DeskPage
{
    /// <summary>The former texts.</summary>
    public TextHistory History { get; private set; } = null!;

    /// <summary>Whether there is a page now.</summary>
    public bool Exists { get; private set; }

    /// <summary>Tells which text there is now.</summary>
    public string Began { get; private set; } = "";

    /// <summary>Shows them, and one of them beside the present one.</summary>
    public async Task<IActionResult> OnGetAsync(int? revision, CancellationToken cancellationToken)
    {
        Entitle("Former texts of the about page");
        var page = await about.FindAsync(cancellationToken);
        var present = FormText.Text(page?.Body.Markdown);
        if (await TextHistory.ReadAsync(about.RevisionsOf(page), "/admin/site/about/history", revision, present, cancellationToken) is not { } history)
        {
            return NotFound();
        }

        (History, Exists, Began) = (history, page is not null, AboutText.FingerprintOf(page));
        return Page();
    }
}
