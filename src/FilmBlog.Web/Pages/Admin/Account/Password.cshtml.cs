using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Account;

/// <summary>A new password for who is signed in and has just proved who they are.</summary>
[RecentProof]
public sealed class PasswordModel(AccountChanges changes, AuthorPasswords passwords, Door door) : DeskPage
{
    /// <summary>Whether there is one that is to be changed; else the author comes in by passkeys alone.</summary>
    public bool HasOne { get; private set; }

    /// <summary>Asks.</summary>
    public async Task OnGetAsync()
    {
        Entitle("Change the password");
        HasOne = (await changes.AuthorAsync(User)).PasswordHash is not null;
    }

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPostAsync(string? presentPassword, string? password, CancellationToken cancellationToken)
    {
        Entitle("Change the password");
        var author = await changes.AuthorAsync(User);
        HasOne = author.PasswordHash is not null;
        if (HasOne && !await door.TakesPasswordAsync(HttpContext, author, presentPassword))
        {
            return this.AskAgain("The present password is not right, or there were too many attempts; then try again in a few minutes.");
        }

        var result = await passwords.SetAsync(author, password ?? "", except: StoredSessions.IdOf(HttpContext));
        if (!result.Succeeded)
        {
            return this.AskAgain(result.Sentences());
        }

        await changes.KeepAsync(HttpContext, author, "changed the password", cancellationToken);
        return Done("/admin/account", "The password is changed. All other browsers have to sign in with it.");
    }
}
