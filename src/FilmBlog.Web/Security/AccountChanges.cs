using System.Security.Claims;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;

namespace FilmBlog.Web.Security;

/// <summary>What follows when authors change how they sign in: every other browser signs in again, this one goes on, and the audit trail says so.</summary>
public sealed class AccountChanges(UserManager<Author> authors, Door door, FilmBlogContext db, Audit audit)
{
    /// <summary>The signed-in author.</summary>
    public async Task<Author> AuthorAsync(ClaimsPrincipal user) =>
        await authors.GetUserAsync(user) ?? throw new InvalidOperationException("Nobody is signed in: the page is not one of the desk.");

    /// <summary>Saves what was changed, with a new security stamp, and keeps this browser signed in.</summary>
    public async Task KeepAsync(HttpContext http, Author author, string action, CancellationToken cancellationToken)
    {
        audit.Note(action, author.Name);
        await authors.UpdateSecurityStampAsync(author);
        await door.EndSessionsAsync(author.Id, except: StoredSessions.IdOf(http), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await door.StayAsync(http, author);
    }
}
