using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Content;

/// <summary>An uploaded file: what importing it would do, then the button that does it, then what it did.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class WaitingModel(IncomingContent incoming, FilmBlogContext db, Audit audit, Shown shown) : DeskPage
{
    /// <summary>What waits.</summary>
    public WaitingContent Waiting { get; private set; } = null!;

    /// <summary>Files that failed, and what is wrong with them.</summary>
    public IReadOnlyList<ContentProblem> Failures => [.. Waiting.Report.Problems.Where(p => !p.IsWarning)];

    /// <summary>What is odd and was taken all the same.</summary>
    public IReadOnlyList<ContentProblem> Warnings => [.. Waiting.Report.Problems.Where(p => p.IsWarning)];

    /// <summary>Whether an import would change anything.</summary>
    public bool WouldChange => Waiting.Report.New + Waiting.Report.Changed + Waiting.Report.ProseWritten > 0;

    /// <summary>Shows the report.</summary>
    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        if (await incoming.FindAsync(token, cancellationToken) is not { } waiting)
        {
            return NotFound();
        }

        Waiting = waiting;
        Entitle(waiting.IsImported ? "Imported" : "Import");
        return Page();
    }

    /// <summary>Imports it. Not given up when the browser goes away: what has begun is ended.</summary>
    public async Task<IActionResult> OnPostAsync(string token, [FromServices] SiteProfile profile, [FromServices] IHostApplicationLifetime lifetime)
    {
        if (await incoming.FindAsync(token, lifetime.ApplicationStopping) is not { } waiting)
        {
            return NotFound();
        }

        if (await incoming.ImportAsync(token, profile.Zone, AuthorName, lifetime.ApplicationStopping) is not { } report)
        {
            return Done($"/admin/content/waiting/{token}", "It was imported already.");
        }

        audit.Note("imported", waiting.Name, report.ToString());
        await db.SaveChangesAsync(lifetime.ApplicationStopping);
        await shown.NowAsync(lifetime.ApplicationStopping);
        return Done($"/admin/content/waiting/{token}", $"{waiting.Name} is imported.");
    }

    /// <summary>Throws it away.</summary>
    public IActionResult OnPostDiscard(string token)
    {
        incoming.Discard(token);
        return Done("/admin/content", "The uploaded file is thrown away; nothing was imported.");
    }
}
