using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Account;

/// <summary>The author's own account: name, ways to sign in, and where they are signed in.</summary>
public sealed class IndexModel(UserManager<Author> authors, FilmBlogContext db, Door door, TimeProvider clock) : DeskPage
{
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
        Me = (await authors.GetUserAsync(User))!;
        Me.Become((name ?? "").Trim(), Me.Role);
        var saved = await authors.UpdateAsync(Me);
        if (!saved.Succeeded)
        {
            this.AskAgain(saved.Sentences());
            return await ShowAsync(cancellationToken);
        }

        await door.StayAsync(HttpContext, Me);
        return Done("/admin/account", "The name is changed.");
    }

    /// <summary>Ends one session.</summary>
    public async Task<IActionResult> OnPostEndAsync(string session, CancellationToken cancellationToken)
    {
        var ended = await db.WriteAsync(() => db.Sessions.Where(s => s.Id == session && s.AuthorId == AuthorId).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        return Done("/admin/account", ended == 1 ? "The session is ended: that browser has to sign in again." : "That session had ended already.");
    }

    /// <summary>Ends all but this one.</summary>
    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken)
    {
        await door.EndSessionsAsync(AuthorId, ThisOne, cancellationToken);
        return Done("/admin/account", "All other sessions are ended.");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Entitle("Account");
        Me ??= (await authors.GetUserAsync(User))!;
        Passkeys = (await authors.GetPasskeysAsync(Me)).Count;
        var rows = await db.Sessions.Where(s => s.AuthorId == AuthorId && s.ExpiresAt > Now).OrderByDescending(s => s.SeenAt)
            .Select(s => new SessionRow(s.Id, s.Client, s.ClientAddress, s.SignedInAt, s.SeenAt)).ToListAsync(cancellationToken);
        Sessions = [.. rows.OrderByDescending(s => s.Id == ThisOne)];
        return Page();
    }
}
