using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Pages.Account;

/// <summary>Asks who is signed in to prove it once more, before something that decides who may come in.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class ConfirmModel(UserManager<Author> authors, Door door, Passkeys passkeys) : PageModel
{
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(Name = "returnurl", SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Asks.</summary>
    public void OnGet()
    {
    }

    /// <summary>Takes the password.</summary>
    public async Task<IActionResult> OnPostAsync(string? password) =>
        await authors.GetUserAsync(User) is { } author && await door.TakesPasswordAsync(HttpContext, author, password)
            ? await ConfirmedAsync(author)
            : this.AskAgain("This is not your password, or there were too many attempts.");

    /// <summary>Takes a passkey.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? credential)
    {
        if (await passkeys.AnsweredByAsync(credential) is { } author && author.Id == User.AuthorId)
        {
            return await ConfirmedAsync(author);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return this.AskAgain(Passkeys.NotRight);
    }

    private async Task<LocalRedirectResult> ConfirmedAsync(Author author)
    {
        await door.StayAsync(HttpContext, author, proved: true);
        return LocalRedirect(Url.LocalOr(ReturnUrl, "/admin/account"));
    }
}
