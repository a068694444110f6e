using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Pages.Account;

/// <summary>
/// Where a form goes that was sent when the sign-in had ended: keeps it in the page through the sign-in, and sends it on. It changes nothing
/// and takes only what a page of this site sends. Anybody may ask for it: so much at most, so often at most, few at once.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, FromHere, EnableRateLimiting(RateLimits.Carry)]
[RequestSizeLimit(Strangers.LargestForm)]
public sealed class ResumeModel(CarryingGate gate) : PageModel
{
    /// <summary>The form of the sign-in.</summary>
    public SignInForm Form { get; private set; } = new(null, false, null, null);

    /// <summary>Whether what was sent is too much to wait here.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>There is nothing to read, but for whom sent too much.</summary>
    public IActionResult OnGet(bool large)
    {
        if (!large)
        {
            return LocalRedirect("/account/sign-in");
        }

        Ask(null);
        return Page();
    }

    /// <summary>Asks to sign in.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Request.HasFormContentType)
        {
            return BadRequest();
        }

        // It has been read by now: who sends slowly holds nobody up.
        var form = await Request.ReadFormAsync(cancellationToken);
        using var turn = await gate.TakeAsync(cancellationToken);
        if (!turn.IsAcquired)
        {
            Response.Headers.RetryAfter = "5";
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var carried = CarriedForm.Of(form);
        Ask(carried);
        Response.StatusCode = carried is null ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status200OK;
        return Page();
    }

    private void Ask(CarriedForm? carried)
    {
        var returnUrl = Request.Query["returnurl"].ToString();
        Form = new SignInForm(null, IsKept: false, Url.IsLocalUrl(returnUrl) ? returnUrl : null, carried?.ToString());
        IsTooLarge = carried is null;
    }
}
