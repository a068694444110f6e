using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Account;

/// <summary>Another address for who is signed in and has just proved who they are.</summary>
[RecentProof]
public sealed class EmailModel(AccountChanges changes, AuthorBook book) : DeskPage
{
    /// <summary>The address until now.</summary>
    public string Present { get; private set; } = "";

    /// <summary>The address that was filled in.</summary>
    public string? Given { get; private set; }

    /// <summary>Asks.</summary>
    public async Task OnGetAsync()
    {
        Entitle("Change the e-mail address");
        Present = (await changes.AuthorAsync(User)).Email!;
    }

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPostAsync(string? email, CancellationToken cancellationToken)
    {
        await OnGetAsync();
        Given = email;
        var author = await changes.AuthorAsync(User);
        var result = await book.GiveEmailAsync(author, (email ?? "").Trim(), cancellationToken);
        if (!result.Succeeded)
        {
            return this.AskAgain(result.Sentences());
        }

        await changes.KeepAsync(HttpContext, author, "changed the e-mail address", cancellationToken, $"from {Present} to {author.Email}");
        return Done("/admin/account", "The e-mail address is changed: sign in with it from now on.");
    }
}
