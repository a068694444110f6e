using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Misses;

/// <summary>What readers asked for and did not find, most asked for first.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class IndexModel(FilmBlogContext db, Audit audit) : DeskPage
{
    internal const string Address = "/admin/misses";

    private const int PerPage = 50;

    /// <summary>The list that is shown: all, <c>here</c> or <c>ignored</c>.</summary>
    public string List { get; private set; } = "";

    /// <summary>The addresses of this page.</summary>
    public IReadOnlyList<Miss> Misses { get; private set; } = [];

    /// <summary>Where one is among them.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Whether the list of what is ignored is shown.</summary>
    public bool IsIgnored => List == "ignored";

    /// <summary>Shows a page of a list.</summary>
    public async Task<IActionResult> OnGetAsync(string? list, [FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        Entitle("Not found");
        List = list ?? "";
        var misses = Of(List);
        if (misses is null || Pager.Of(number, await misses.CountAsync(cancellationToken), PerPage, Address, List.Length > 0 ? $"&list={List}" : "") is not { } pager)
        {
            return NotFound();
        }

        Pager = pager;
        Misses = await misses.AsNoTracking().OrderByDescending(m => m.Count).ThenByDescending(m => m.LastAt).ThenBy(m => m.Path)
            .Skip(Pager.Before(number, PerPage)).Take(PerPage).ToListAsync(cancellationToken);
        return Page();
    }

    /// <summary>Hides an address from the list, or shows it again.</summary>
    public async Task<IActionResult> OnPostIgnoreAsync(string? path, bool undo, CancellationToken cancellationToken)
    {
        if (await db.Misses.SingleOrDefaultAsync(m => m.Path == path, cancellationToken) is not { } miss)
        {
            return Done(Address, "That address is not on the list any more.");
        }

        if (undo)
        {
            miss.Heed();
        }
        else
        {
            miss.Ignore();
        }

        audit.Note(undo ? "heeded a missing address" : "ignored a missing address", miss.Path);
        await db.SaveChangesAsync(cancellationToken);
        return undo ? Done($"{Address}?list=ignored", $"{miss.Path} is on the list again.") : Done(Address, $"{miss.Path} is ignored from now on; the list “Ignored” keeps it.");
    }

    /// <summary>Forgets all that is ignored; what is asked for again comes back to the list.</summary>
    public async Task<IActionResult> OnPostForgetAsync(CancellationToken cancellationToken)
    {
        var ignored = await db.Misses.Where(m => m.IsIgnored).ToListAsync(cancellationToken);
        if (ignored.Count > 0)
        {
            db.Misses.RemoveRange(ignored);
            audit.Note("forgot ignored addresses", ignored.Count == 1 ? ignored[0].Path : $"{ignored.Count} addresses");
            await db.SaveChangesAsync(cancellationToken);
        }

        return Done(Address, "What was ignored is forgotten. What is asked for again comes back to the list.");
    }

    private IQueryable<Miss>? Of(string list) => list switch
    {
        "" => db.Misses.Where(m => !m.IsIgnored),
        "here" => db.Misses.Where(m => !m.IsIgnored && m.Referrer!.StartsWith('/')),
        "ignored" => db.Misses.Where(m => m.IsIgnored),
        _ => null,
    };
}
