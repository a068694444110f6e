using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;

namespace FilmBlog.Web.Security;

/// <summary>Which names and addresses an author may have.</summary>
internal sealed class AccountRules : IUserValidator<Author>
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 150;

    private const int LongestEmail = 256;

    public Task<IdentityResult> ValidateAsync(UserManager<Author> manager, Author user)
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

        return Task.FromResult(errors.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. errors]));
    }
}
