using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Security;

/// <summary>
/// Adds authors, and changes what only an owner may change of them. Each within one transaction, in which it is also made sure that there is
/// an owner left who can come in.
/// </summary>
public sealed class AuthorBook(UserManager<Author> authors, SecondStep secondStep, FilmBlogContext db, Audit audit, TimeProvider clock)
{
    private static readonly IdentityResult LastOwner = IdentityResult.Failed(new IdentityError
    {
        Code = "LastOwner",
        Description = "This is the last owner who can come in. Make somebody else an owner first.",
    });

    private static readonly IdentityResult NotTheFirst = IdentityResult.Failed(new IdentityError { Code = "NotTheFirst", Description = "There is an author already. Sign in, or ask them to add you." });

    /// <summary>Whether there is an author.</summary>
    public Task<bool> HasAuthorsAsync(CancellationToken cancellationToken) => db.Authors.AnyAsync(cancellationToken);

    /// <summary>The author of an id.</summary>
    public Task<Author?> FindAsync(int id) => authors.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds the first author, as owner; nobody where there is one already.</summary>
    public async Task<(IdentityResult Result, Author? Author)> AddFirstAsync(string name, string email, string password, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        if (await HasAuthorsAsync(cancellationToken))
        {
            return (NotTheFirst, null);
        }

        var added = await AddWithinAsync(name, email, AuthorRole.Owner, password, cancellationToken);
        await writing.CommitAsync();
        return added;
    }

    /// <summary>Adds an author; the first one is always an owner.</summary>
    /// <param name="name">The name that colleagues see.</param>
    /// <param name="email">The address.</param>
    /// <param name="role">What they may do.</param>
    /// <param name="password">A password; null: they choose one by a link.</param>
    /// <param name="cancellationToken">Ends it before anything is saved.</param>
    public async Task<(IdentityResult Result, Author? Author)> AddAsync(string name, string email, AuthorRole role, string? password, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        var added = await AddWithinAsync(name, email, await HasAuthorsAsync(cancellationToken) ? role : AuthorRole.Owner, password, cancellationToken);
        await writing.CommitAsync();
        return added;
    }

    /// <summary>Gives an author another address, which is also the name under which they sign in.</summary>
    public Task<IdentityResult> GiveEmailAsync(Author author, string email, CancellationToken cancellationToken) => ChangeAsync(author, async () =>
    {
        author.Email = author.UserName = email;
        return await authors.UpdateAsync(author);
    }, cancellationToken);

    /// <summary>Gives an author another role. They sign in anew.</summary>
    public Task<IdentityResult> GiveRoleAsync(Author author, AuthorRole role, CancellationToken cancellationToken) => ChangeAsync(author, async () =>
    {
        author.Become(author.Name, role);
        audit.Note("changed the role of", author.Name, role == AuthorRole.Owner ? "to owner" : "to author");
        return await authors.UpdateSecurityStampAsync(author);
    }, cancellationToken);

    /// <summary>Keeps an author out, at once, or lets them in again.</summary>
    public Task<IdentityResult> LockAsync(Author author, bool isLocked, CancellationToken cancellationToken) => ChangeAsync(author, async () =>
    {
        if (isLocked)
        {
            author.Lock();
        }
        else
        {
            author.Unlock();
        }

        audit.Note(isLocked ? "locked" : "unlocked", author.Name);
        return await authors.UpdateSecurityStampAsync(author);
    }, cancellationToken);

    /// <summary>Takes an author's second step away, who has lost the device for it.</summary>
    public Task<IdentityResult> TakeSecondStepAsync(Author author, CancellationToken cancellationToken) => ChangeAsync(author, async () =>
    {
        audit.Note("took away the second step of", author.Name);
        await secondStep.TurnOffAsync(author, cancellationToken);
        return await authors.UpdateSecurityStampAsync(author);
    }, cancellationToken);

    /// <summary>Notes something that was done for an author.</summary>
    public Task NoteAsync(string action, Author author, CancellationToken cancellationToken)
    {
        audit.Note(action, author.Name);
        return db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Removes an author. Their reviews, and what they are writing, go to another.</summary>
    public Task<IdentityResult> RemoveAsync(Author author, int heirId, CancellationToken cancellationToken) => ChangeAsync(author, async () =>
    {
        audit.Note("removed the author", author.Name, author.Email);
        await db.Reviews.Where(r => r.AuthorId == author.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.AuthorId, heirId), cancellationToken);
        await db.WorkingCopies.Where(c => c.AuthorId == author.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.AuthorId, heirId), cancellationToken);
        return await authors.DeleteAsync(author);
    }, cancellationToken);

    private async Task<(IdentityResult Result, Author? Author)> AddWithinAsync(string name, string email, AuthorRole role, string? password, CancellationToken cancellationToken)
    {
        var author = new Author(name.Trim(), email.Trim(), role, clock.GetUtcNow());
        var result = password is null ? await authors.CreateAsync(author) : await authors.CreateAsync(author, password);
        if (!result.Succeeded)
        {
            return (result, null);
        }

        audit.Note("added the author", author.Name, $"{author.Email}, {(role == AuthorRole.Owner ? "owner" : "author")}");
        await db.SaveChangesAsync(cancellationToken);
        return (result, author);
    }

    private async Task<IdentityResult> ChangeAsync(Author author, Func<Task<IdentityResult>> change, CancellationToken cancellationToken)
    {
        IdentityResult result;
        await using (var writing = await db.BeginWritingAsync(cancellationToken))
        {
            result = await change();
            if (result.Succeeded && await HasOwnerWhoComesInAsync(cancellationToken))
            {
                await writing.CommitAsync();
                return result;
            }
        }

        // Whoever is shown the author sees them as they are, not as they were to become.
        var shown = db.Entry(author);
        if (shown.State != EntityState.Detached)
        {
            await shown.ReloadAsync(cancellationToken);
        }

        return result.Succeeded ? LastOwner : result;
    }

    private Task<bool> HasOwnerWhoComesInAsync(CancellationToken cancellationToken) => db.Authors.AnyAsync(
        a => a.Role == AuthorRole.Owner && a.LockoutEnd == null && (a.PasswordHash != null || db.Set<IdentityUserPasskey<int>>().Any(p => p.UserId == a.Id)), cancellationToken);
}
