using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.AuditTrail;

/// <summary>The audit trail: who changed what, and when, newest first.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class AuditModel(FilmBlogContext db) : DeskPage
{
    private const int PerPage = 100;

    /// <summary>Only what this one did.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>Only what was done so.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Did { get; set; }

    /// <summary>Everybody who did something.</summary>
    public IReadOnlyList<string> Actors { get; private set; } = [];

    /// <summary>Everything that was done.</summary>
    public IReadOnlyList<string> Actions { get; private set; } = [];

    /// <summary>The entries of this page.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    /// <summary>The addresses of the authors in <see cref="Entries"/>, by their ids.</summary>
    public IReadOnlyDictionary<int, string?> Emails { get; private set; } = new Dictionary<int, string?>();

    /// <summary>Whether this is not the beginning.</summary>
    public bool IsFurtherBack { get; private set; }

    /// <summary>The address of what came before these; null: nothing.</summary>
    public string? Earlier { get; private set; }

    /// <summary>Shows a page of it.</summary>
    /// <param name="before">The entry before which the page begins; null: the newest.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public async Task OnGetAsync(long? before, CancellationToken cancellationToken)
    {
        Entitle("Audit trail");
        IsFurtherBack = before is not null;
        Actors = await db.AuditTrail.Select(e => e.Actor).Distinct().OrderBy(actor => actor).ToListAsync(cancellationToken);
        Actions = await db.AuditTrail.Select(e => e.Action).Distinct().OrderBy(action => action).ToListAsync(cancellationToken);
        // By number, not by page: what is added meanwhile moves nothing, and the last page costs what the first does.
        var found = await db.AuditTrail.AsNoTracking()
            .Where(e => (before == null || e.Id < before) && (string.IsNullOrEmpty(By) || e.Actor == By) && (string.IsNullOrEmpty(Did) || e.Action == Did))
            .OrderByDescending(e => e.Id).Take(PerPage + 1).ToListAsync(cancellationToken);
        Entries = [.. found.Take(PerPage)];
        var authors = Entries.Select(e => e.AuthorId).OfType<int>().Distinct().ToList();
        Emails = await db.Authors.Where(a => EF.Parameter(authors).Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Email, cancellationToken);
        Earlier = found.Count > PerPage ? PathOf(Entries[^1].Id) : null;
    }

    /// <summary>The address of the trail with the same filter, from an entry on.</summary>
    public string PathOf(long? before)
    {
        var query = string.Concat(
            new[] { ("by", By), ("did", Did), ("before", before?.ToString(System.Globalization.CultureInfo.InvariantCulture)) }
                .Where(pair => !string.IsNullOrEmpty(pair.Item2)).Select(pair => $"&{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}"));
        return query.Length == 0 ? "/admin/audit" : $"/admin/audit?{query[1..]}";
    }
}
