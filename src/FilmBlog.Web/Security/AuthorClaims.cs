using System.Globalization;
using System.Security.Claims;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FilmBlog.Web.Security;

/// <summary>What a sign-in says of the author: name and role beside what Identity says.</summary>
internal sealed class AuthorClaims(UserManager<Author> authors, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Author>(authors, options)
{
    /// <summary>The claim of the name that colleagues see.</summary>
    public const string Name = "display_name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Author user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(Name, user.Name));
        identity.AddClaim(new Claim(identity.RoleClaimType, user.Role.ToString()));
        return identity;
    }
}

/// <summary>The signed-in author of a request.</summary>
internal static class SignedInAuthor
{
    extension(ClaimsPrincipal author)
    {
        /// <summary>The author's id; null: nobody is signed in.</summary>
        public int? AuthorId => int.TryParse(author.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id) ? id : null;

        /// <summary>The name that colleagues see.</summary>
        public string AuthorName => author.FindFirstValue(AuthorClaims.Name) ?? "";

        /// <summary>Whether everything is allowed.</summary>
        public bool IsOwner => author.IsInRole(nameof(AuthorRole.Owner));

        /// <summary>Whether what belongs to the author of that id may be changed; what belongs to nobody is the owner's.</summary>
        public bool MayChange(int? authorId) => author.IsOwner || (author.AuthorId is { } id && id == authorId);
    }
}
