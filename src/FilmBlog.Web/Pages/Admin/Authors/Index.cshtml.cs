using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Admin.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Authors;

/// <summary>An author in the list.</summary>
public sealed record AuthorRow(int Id, string Name, string? Email, AuthorRole Role, bool IsLocked, bool HasPassword, bool HasSecondStep, int Passkeys, DateTimeOffset? SeenAt)
{
    /// <summary>How they sign in: "password and code, 2 passkeys".</summary>
    public string Ways => string.Join(", ", Parts()) is { Length: > 0 } ways ? ways : "nothing yet";

    private IEnumerable<string> Parts()
    {
        if (HasPassword)
        {
            yield return HasSecondStep ? "password and code" : "password";
        }

        if (Passkeys > 0)
        {
            yield return Passkeys == 1 ? "1 passkey" : $"{Passkeys} passkeys";
        }
    }
}

/// <summary>Who may come to the desk.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class IndexModel(FilmBlogContext db, TimeProvider clock) : DeskPage
{
    /// <summary>All authors, by name.</summary>
    public IReadOnlyList<AuthorRow> Authors { get; private set; } = [];

    /// <summary>How long ago something was.</summary>
    public string Ago(DateTimeOffset at) => SessionRow.Ago(at, clock.GetUtcNow());

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Entitle("Authors");
        Authors = await db.Authors.OrderBy(a => a.Name).ThenBy(a => a.Id)
            .Select(a => new AuthorRow(
                a.Id, a.Name, a.Email, a.Role, a.LockoutEnd != null, a.PasswordHash != null, a.TwoFactorEnabled,
                db.Set<IdentityUserPasskey<int>>().Count(p => p.UserId == a.Id),
                db.Sessions.Where(s => s.AuthorId == a.Id).Max(s => (DateTimeOffset?)s.SeenAt)))
            .ToListAsync(cancellationToken);
    }
}
