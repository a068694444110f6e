using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Content;

/// <summary>An import of the past, and the button that takes it back.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class ImportModel(FilmBlogContext db, ImportUndo undo, Audit audit, Shown shown) : DeskPage
{
    private const int Named = 20;

    /// <summary>The import.</summary>
    public Import Import { get; private set; } = null!;

    /// <summary>How many reviews nobody has saved since.</summary>
    public int Untouched { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken)
    {
        if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } import)
        {
            return NotFound();
        }

        Import = import;
        Untouched = await db.Reviews.CountAsync(r => r.ImportId == id && r.BinnedAt == null, cancellationToken);
        Entitle(import.Source);
        return Page();
    }

    /// <summary>Takes it back.</summary>
    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancellationToken)
    {
        if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } import)
        {
            return NotFound();
        }

        var page = FormattableString.Invariant($"/admin/content/imports/{id}");
        if (await undo.UndoAsync(id, AuthorName, cancellationToken) is not { } report)
        {
            return Done(page, "This import was taken back before. Nothing has changed.");
        }

        var sentences = Sentences(report).ToList();
        audit.Note("took back the import", import.Source, string.Join(' ', sentences));
        await db.SaveChangesAsync(CancellationToken.None);
        await shown.NowAsync(CancellationToken.None);
        return Done(page, DeskMessage.Shortened(string.Join(' ', ["The import is taken back.", .. sentences])));
    }

    private static IEnumerable<string> Sentences(UndoReport report)
    {
        yield return FormattableString.Invariant(
            $"In the bin: {report.Binned}; with their former text: {report.Restored}; pages and introductions: {report.ProseRestored}.");
        if (report.Left.Count > 0)
        {
            var more = report.Left.Count > Named ? FormattableString.Invariant($" and {report.Left.Count - Named} more") : "";
            yield return $"Saved or binned since, and left as they are: {string.Join(", ", report.Left.Take(Named))}{more}.";
        }

        foreach (var problem in report.Problems)
        {
            yield return problem;
        }
    }
}
