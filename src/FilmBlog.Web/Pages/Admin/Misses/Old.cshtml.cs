using System.Linq.Expressions;
using FilmBlog.Core.Data;
using FilmBlog.Web.Pages.Admin.Reviews;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Misses;

/// <summary>All old addresses and where they lead.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class OldModel(FilmBlogContext db, DeskActs acts) : DeskPage
{
    private const int PerPage = 50;

    /// <summary>What an address must contain; empty: anything.</summary>
    public string Search { get; private set; } = "";

    /// <summary>The addresses of this page.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Where one is among them.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Lists them.</summary>
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "q")] string? search, [FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        Entitle("Old addresses");
        Search = search?.Trim().ToLowerInvariant() ?? "";
        var redirects = db.Redirects.Where(r => r.Path.Contains(Search));
        var query = Search.Length > 0 ? $"&q={Uri.EscapeDataString(Search)}" : "";
        if (Pager.Of(number, await redirects.CountAsync(cancellationToken), PerPage, "/admin/misses/old", query) is not { } pager)
        {
            return NotFound();
        }

        Pager = pager;
        Rows = await redirects.OrderBy(r => r.Path).Skip(Pager.Before(number, PerPage)).Take(PerPage).Select(Row.Of(db)).ToListAsync(cancellationToken);
        return Page();
    }

    /// <summary>Lets an old address lead nowhere.</summary>
    public async Task<IActionResult> OnPostAsync(string? path, CancellationToken cancellationToken)
    {
        if (await db.Redirects.SingleOrDefaultAsync(r => r.Path == path, cancellationToken) is { } redirect)
        {
            db.Redirects.Remove(redirect);
            acts.Note("removed an old address", redirect.Path);
            await acts.SaveAsync(redirect.ReviewId is { } review ? [review] : [], cancellationToken);
        }

        return Done("/admin/misses/old", $"{path} leads nowhere any more.");
    }

    /// <summary>An old address and where it leads.</summary>
    /// <param name="Path">The address.</param>
    /// <param name="Review">The title of the review to which it leads.</param>
    /// <param name="Hub">The name of the director or theme.</param>
    public sealed record Row(string Path, string? Review, string? Hub)
    {
        internal static Expression<Func<Core.Domain.Redirect, Row>> Of(FilmBlogContext db) => redirect => new Row(
            redirect.Path,
            db.Reviews.Where(r => r.Id == redirect.ReviewId).Select(r => r.Headline ?? r.Film.Title).FirstOrDefault(),
            db.Directors.Where(d => d.Id == redirect.DirectorId).Select(d => d.Name).FirstOrDefault()
                ?? db.Themes.Where(t => t.Id == redirect.ThemeId).Select(t => t.Name).FirstOrDefault());
    }
}
