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

        ImportReport? report;
        try
        {
            report = await incoming.ImportAsync(token, profile.Zone, AuthorName, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The site is being stopped: nobody would answer at the address that one could be led to.
            Waiting = await incoming.FindAsync(token, CancellationToken.None) ?? waiting;
            Entitle("Import");
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
        catch (ImportTakenBackException taken)
        {
            return Done(AddressOf(token), taken.Message);
        }

        if (report is null)
        {
            return Done(AddressOf(token), await incoming.FindAsync(token, CancellationToken.None) is { IsImported: false } ? "It is being imported already." : "It was imported already.");
        }

        // What is done is noted, though the site be stopped now.
        audit.Note("imported", waiting.Name, report.ToString());
        await db.SaveChangesAsync(CancellationToken.None);
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await shown.NowAsync(CancellationToken.None);
        }

        return Done(AddressOf(token), $"{waiting.Name} is imported.");
    }

    /// <summary>Throws it away.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(string token, CancellationToken cancellationToken)
    {
        var hasBegun = await incoming.FindAsync(token, cancellationToken) is { Begun: not null };
        return !incoming.Discard(token) ? Done(AddressOf(token), "It is being imported; it cannot be thrown away at this moment.")
            : hasBegun ? Done("/admin/content", "The uploaded file is thrown away. What was imported of it stays; it can be taken back below.")
            : Done("/admin/content", "The uploaded file is thrown away; nothing was imported.");
    }

    private static string AddressOf(string token) => $"/admin/content/waiting/{token}";
}
