using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Security;

/// <summary>Which names and addresses an author may have.</summary>
internal sealed class AccountRules(FilmBlogContext db) : IUserValidator<Author>
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 150;

    private const int LongestEmail = 256;

    public async Task<IdentityResult> ValidateAsync(UserManager<Author> manager, Author user)
    {
        var errors = new List<IdentityError>();
        if (string.IsNullOrWhiteSpace(user.Name) || user.Name.Length > LongestName || user.Name.Any(char.IsControl))
        {
            errors.Add(new IdentityError { Code = "Name", Description = $"A name has from 1 to {LongestName} characters, in one line." });
        }

        // Identity itself asks for exactly one @ between two characters.
        if (user.Email is { } email && (email.Length > LongestEmail || email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
        {
            errors.Add(new IdentityError { Code = nameof(IdentityErrorDescriber.InvalidEmail), Description = $"An e-mail address has at most {LongestEmail} characters and no spaces." });
        }

        if (errors.Count == 0 && await IsTakenAsync(user))
        {
            errors.Add(new IdentityError { Code = "Name", Description = $"There is an author of that name already: histories and the audit trail name authors. Add something to {user.Name}." });
        }

        return errors.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. errors]);
    }

    // Looked at when a name is given, so that those who share one from before lose nothing.
    private async Task<bool> IsTakenAsync(Author user)
    {
        var entry = db.Entry(user);
        if (entry.State != EntityState.Detached && !entry.Property(a => a.Name).IsModified)
        {
            return false;
        }

        var key = Folding.NameKey(user.Name);
        return (await db.Authors.Where(a => a.Id != user.Id).Select(a => a.Name).ToListAsync()).Any(name => Folding.NameKey(name) == key);
    }
}
