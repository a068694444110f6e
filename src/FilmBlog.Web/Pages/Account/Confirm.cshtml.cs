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

    /// <summary>What waits to be sent on, as <see cref="CarriedForm"/> writes it.</summary>
    [BindProperty(Name = "carried")]
    public string? Carried { get; set; }

    /// <summary>Whether what was being sent has to be filled in once more: a page keeps no passwords.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Afterwards: what can be sent on now.</summary>
    public CarriedForm? Resumed { get; private set; }

    /// <summary>Where to go, made sure of.</summary>
    public string Target => Url.LocalOr(ReturnUrl, "/admin/account");

    /// <summary>Asks.</summary>
    public void OnGet()
    {
    }

    /// <summary>Keeps what was being sent, and asks.</summary>
    public async Task OnPostKeepAsync(CancellationToken cancellationToken)
    {
        var form = await Request.ReadFormAsync(cancellationToken);
        Carried = form.Keys.Any(CarriedForm.IsSecret) ? null : CarriedForm.Of(form)?.ToString();
        IsLost = Carried is null;
        ModelState.Clear();
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

    private async Task<IActionResult> ConfirmedAsync(Author author)
    {
        await door.StayAsync(HttpContext, author, proved: true);
        Resumed = CarriedForm.Parse(Carried);
        return Resumed is null ? LocalRedirect(Target) : Page();
    }
}
