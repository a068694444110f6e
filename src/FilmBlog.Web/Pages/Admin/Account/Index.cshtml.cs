using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Account;

/// <summary>The author's own account: name, ways to sign in, and where they are signed in.</summary>
public sealed class IndexModel(AccountChanges changes, FilmBlogContext db, TimeProvider clock) : DeskPage
{
    private const string Address = "/admin/account";

    /// <summary>The author.</summary>
    public Author Me { get; private set; } = null!;

    /// <summary>How many passkeys they have.</summary>
    public int Passkeys { get; private set; }

    /// <summary>Where they are signed in, this browser first.</summary>
    public IReadOnlyList<SessionRow> Sessions { get; private set; } = [];

    /// <summary>The id of this browser's session.</summary>
    public string? ThisOne => StoredSessions.IdOf(HttpContext);

    /// <summary>The time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    /// <summary>Changes the name.</summary>
    public async Task<IActionResult> OnPostNameAsync(string? name, CancellationToken cancellationToken)
    {
        // Histories and the audit trail name authors.
        if (RecentProofAttribute.IsDue(HttpContext))
        {
            return RecentProofAttribute.Ask(Request);
        }

        Me = await changes.AuthorAsync(User);
        var saved = await changes.RenameAsync(HttpContext, Me, (name ?? "").Trim());
        if (!saved.Succeeded)
        {
            this.AskAgain(saved.Sentences());
            return await ShowAsync(cancellationToken);
        }

        return Done(Address, "The name is changed.");
    }

    /// <summary>Ends one session.</summary>
    public Task<IActionResult> OnPostEndAsync(string session, CancellationToken cancellationToken) =>
        EndAsync(session, "The session is ended: that browser has to sign in again.", cancellationToken);

    /// <summary>Ends all but this one.</summary>
    public Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken) => EndAsync(null, "All other sessions are ended.", cancellationToken);

    private async Task<IActionResult> EndAsync(string? session, string done, CancellationToken cancellationToken) =>
        RecentProofAttribute.IsDue(HttpContext) ? RecentProofAttribute.Ask(Request)
        : Done(Address, await changes.EndSessionsAsync(HttpContext, session, cancellationToken) ? done : "That session had ended already.");

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Entitle("Account");
        Me ??= await changes.AuthorAsync(User);
        Passkeys = await db.Set<IdentityUserPasskey<int>>().CountAsync(p => p.UserId == AuthorId, cancellationToken);
        var rows = await db.Sessions.Where(s => s.AuthorId == AuthorId && s.ExpiresAt > Now).OrderByDescending(s => s.SeenAt)
            .Select(s => new SessionRow(s.Id, s.Client, s.ClientAddress, s.SignedInAt, s.SeenAt)).ToListAsync(cancellationToken);
        Sessions = [.. rows.OrderByDescending(s => s.Id == ThisOne)];
        return Page();
    }
}
