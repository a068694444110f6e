using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Security;

/// <summary>Sets passwords. With a new one all sessions end, and all links that were given away before.</summary>
public sealed class AuthorPasswords(UserManager<Author> authors, FilmBlogContext db)
{
    /// <summary>Gives an author a password, whatever the old one was; fails where the rules refuse it, or somebody changed the author meanwhile.</summary>
    /// <param name="author">The author.</param>
    /// <param name="password">The password.</param>
    /// <param name="except">A session that goes on.</param>
    public async Task<IdentityResult> SetAsync(Author author, string password, string? except = null)
    {
        foreach (var validator in authors.PasswordValidators)
        {
            if (await validator.ValidateAsync(authors, author, password) is { Succeeded: false } refused)
            {
                return refused;
            }
        }

        // Checked before, so that it is one save: Identity itself takes the old one away first.
        author.PasswordHash = authors.PasswordHasher.HashPassword(author, password);
        await using var writing = await db.BeginWritingAsync(CancellationToken.None);
        var saved = await authors.UpdateSecurityStampAsync(author);
        if (saved.Succeeded)
        {
            await db.Sessions.Where(s => s.AuthorId == author.Id && s.Id != except).ExecuteDeleteAsync(CancellationToken.None);
            await writing.CommitAsync();
        }

        return saved;
    }
}
