using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Account;

/// <summary>
/// Where a form goes that was sent when the sign-in had ended: keeps it in the page through the sign-in, and sends it on. It changes nothing
/// and takes only what a page of this site sends.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, FromHere, RequestSizeLimit(2 * Strangers.LargestForm)]
public sealed class ResumeModel : PageModel
{
    /// <summary>The form of the sign-in.</summary>
    public SignInForm Form { get; private set; } = new(null, false, null, null);

    /// <summary>There is nothing to read.</summary>
    public IActionResult OnGet() => LocalRedirect("/account/sign-in");

    /// <summary>Asks to sign in.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } form)
        {
            return BadRequest();
        }

        var returnUrl = Request.Query["returnurl"].ToString();
        Form = new SignInForm(null, IsKept: false, Url.IsLocalUrl(returnUrl) ? returnUrl : null, CarriedForm.Of(form).ToString());
        return Page();
    }

    private async Task<IFormCollection?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Request.HasFormContentType ? await Request.ReadFormAsync(cancellationToken) : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return null;
        }
    }
}
