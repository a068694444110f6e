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
        if (user.Email is { } email && (email.Length > LongestEmail || email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || !Folding.IsWellFormed(email)))
        {
            errors.Add(new IdentityError
            {
                Code = nameof(IdentityErrorDescriber.InvalidEmail),
                Description = $"An e-mail address has at most {LongestEmail} characters, no spaces, and nothing that is no character at all.",
            });
        }

        if (errors.Count == 0 && IsGiven(user) && await ObstacleAsync(user) is { } obstacle)
        {
            errors.Add(new IdentityError { Code = "Name", Description = obstacle });
        }

        return errors.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. errors]);
    }

    // Looked at when a name is given, so that those who have one from before lose nothing.
    private bool IsGiven(Author user) => db.Entry(user) is var entry && (entry.State == EntityState.Detached || entry.Property(a => a.Name).IsModified);

    // Histories and the audit trail name authors: a name is seen whole, and is nobody else's at a glance.
    private async Task<string?> ObstacleAsync(Author user)
    {
        if (NameShape.HasHidden(user.Name))
        {
            return "A name consists of what one sees: this one holds a character that is invisible, turns its neighbours around, or is no character at all.";
        }

        var (key, shape) = (Folding.NameKey(user.Name), NameShape.Of(user.Name));
        if (shape.Length == 0 || Actors.All.Any(actor => NameShape.Of(actor) == shape))
        {
            return $"“{user.Name}” is what the audit trail calls those who are no authors. Choose another name.";
        }

        var names = await db.Authors.Where(a => a.Id != user.Id).Select(a => a.Name).ToListAsync();
        return names.Exists(name => Folding.NameKey(name) == key)
            ? $"There is an author of that name already: histories and the audit trail name authors. Add something to {user.Name}."
            : names.Exists(name => !NameShape.HasHidden(name) && NameShape.Of(name) == shape) ? $"{user.Name} looks like the name of another author: histories and the audit trail name authors. Add something to it."
            : null;
    }
}
