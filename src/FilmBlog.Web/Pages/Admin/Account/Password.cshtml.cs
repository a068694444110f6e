using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Account;

/// <summary>A new password for who is signed in and has just proved who they are.</summary>
[RecentProof]
public sealed class PasswordModel(AccountChanges changes, AuthorPasswords passwords) : DeskPage
{
    /// <summary>Asks.</summary>
    public void OnGet() => Entitle("Change the password");

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPostAsync(string? password, CancellationToken cancellationToken)
    {
        Entitle("Change the password");
        var author = await changes.AuthorAsync(User);
        var result = await passwords.SetAsync(author, password ?? "", except: StoredSessions.IdOf(HttpContext));
        if (!result.Succeeded)
        {
            return this.AskAgain(result.Sentences());
        }

        await changes.KeepAsync(HttpContext, author, "changed the password", cancellationToken);
        return Done("/admin/account", "The password is changed. All other browsers have to sign in with it.");
    }
}
