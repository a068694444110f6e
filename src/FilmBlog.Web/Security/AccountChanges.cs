using System.Security.Claims;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Security;

/// <summary>What follows when authors change how they sign in: every other browser signs in again, this one goes on, and the audit trail says so.</summary>
public sealed class AccountChanges(UserManager<Author> authors, Door door, FilmBlogContext db, Audit audit)
{
    /// <summary>The signed-in author.</summary>
    public async Task<Author> AuthorAsync(ClaimsPrincipal user) =>
        await authors.GetUserAsync(user) ?? throw new InvalidOperationException("Nobody is signed in: the page is not one of the desk.");

    /// <summary>Saves what was changed, with a new security stamp, and keeps this browser signed in.</summary>
    public async Task KeepAsync(HttpContext http, Author author, string action, CancellationToken cancellationToken, string? detail = null)
    {
        audit.Note(action, author.Name, detail);
        await authors.UpdateSecurityStampAsync(author);
        await door.EndSessionsAsync(author.Id, except: StoredSessions.IdOf(http), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await door.StayAsync(http, author);
    }

    /// <summary>Gives the signed-in author another name.</summary>
    public async Task<IdentityResult> RenameAsync(HttpContext http, Author author, string name)
    {
        audit.Note("changed their name", author.Name, $"to {name}");
        author.Become(name, author.Role);
        var saved = await authors.UpdateAsync(author);
        if (saved.Succeeded)
        {
            await door.StayAsync(http, author);
        }

        return saved;
    }

    /// <summary>Ends sessions of the signed-in author, never the one that asks.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The session; null: all others.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> EndSessionsAsync(HttpContext http, string? id, CancellationToken cancellationToken)
    {
        var (author, here) = (http.User.AuthorId, StoredSessions.IdOf(http));
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        var ended = await db.Sessions.Where(s => s.AuthorId == author && s.Id != here && (id == null || s.Id == id)).ExecuteDeleteAsync(cancellationToken);
        if (ended > 0)
        {
            audit.Note(id is null ? "ended all other sessions" : "ended a session", http.User.AuthorName);
            await db.SaveChangesAsync(cancellationToken);
        }

        await writing.CommitAsync();
        return ended > 0;
    }
}
