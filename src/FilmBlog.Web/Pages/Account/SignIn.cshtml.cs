using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Pages.Account;

/// <summary>
/// The door to the desk: by password, then a code where one is asked for, or by a passkey alone.
///
/// A script signs in without leaving its page: it posts <c>Input.Email</c>, <c>Input.Password</c> and, once it was asked for, <c>Input.Code</c>
/// here as a form, with the header <c>X-Requested-With: fetch</c>. No antiforgery token is needed, since the page's own may belong to the
/// sign-in that has ended: the browser must say that the request comes from this site. The answer is JSON with status 200:
/// <c>{"ok":true,"token":"…"}</c> with a fresh request token, to be put into the page's forms and sent as the header
/// <c>RequestVerificationToken</c>; <c>{"ok":false,"needsCode":true}</c>; or <c>{"ok":false,"message":"…"}</c>. Status 429, with the same
/// message and <c>Retry-After</c>: too many attempts from this address. A request of a script whose sign-in has ended is answered 401.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, FromHere, EnableRateLimiting(RateLimits.SignIn)]
[RequestSizeLimit(2 * Strangers.MostKept)]
public sealed class SignInModel(Door door, Passkeys passkeys, IAntiforgery antiforgery) : PageModel
{
    /// <summary>What was filled in.</summary>
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>Where to go afterwards: a path on this site.</summary>
    [BindProperty(Name = "returnurl", SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What waits to be sent on, as <see cref="CarriedForm"/> writes it.</summary>
    [BindProperty(Name = "carried")]
    public string? Carried { get; set; }

    /// <summary>Where a code is asked for: what comes back with it.</summary>
    public string? Pending { get; private set; }

    /// <summary>After signing in: what can be sent on now.</summary>
    public CarriedForm? Resumed { get; private set; }

    /// <summary>Where to go, made sure of.</summary>
    public string Target => Url.LocalOr(ReturnUrl, "/admin");

    /// <summary>Asks.</summary>
    public IActionResult OnGet() => User.AuthorId is null ? Page() : LocalRedirect(Target);

    /// <summary>Lets in, or asks again.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        // A session that lasts goes on: nobody signs in on top of it, be it by a second click.
        var entry = User.AuthorId is null
            ? await door.TryAsync(HttpContext, new Attempt(Input.Email, Input.Password, Input.Code, Input.Pending, Input.IsKept), cancellationToken)
            : null;
        if (Request.IsByScript)
        {
            var answer = entry is null or { Author: not null } ? new ScriptAnswer(true) { Token = antiforgery.GetAndStoreTokens(HttpContext).RequestToken }
                : new ScriptAnswer(false) { NeedsCode = entry is { Pending: not null, Sentence: null }, Message = entry.Sentence };
            return new JsonResult(answer) { StatusCode = StatusCodes.Status200OK };
        }

        return entry is null or { Author: not null } ? Entered() : AskAgain(entry.Pending, entry.Sentence);
    }

    /// <summary>Lets in by a passkey.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, CancellationToken cancellationToken)
    {
        if (User.AuthorId is not null)
        {
            return Entered();
        }

        if (await passkeys.AnsweredByAsync(credential) is not { } author)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return AskAgain(pending: null, Passkeys.NotRight);
        }

        await door.EnterAsync(HttpContext, author, "by passkey", isKept: false, cancellationToken);
        return Entered();
    }

    private IActionResult Entered()
    {
        Resumed = CarriedForm.Parse(Carried);
        return Resumed is null ? LocalRedirect(Target) : Page();
    }

    private PageResult AskAgain(string? pending, string? sentence)
    {
        Pending = pending;
        ModelState.Clear();
        if (sentence is not null)
        {
            ModelState.AddModelError("", sentence);
        }

        return Page();
    }

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary>The address.</summary>
        public string? Email { get; set; }

        /// <summary>The password.</summary>
        public string? Password { get; set; }

        /// <summary>Whether the browser is to be remembered.</summary>
        public bool IsKept { get; set; }

        /// <summary>What came back from the first step.</summary>
        public string? Pending { get; set; }

        /// <summary>The code of the second step.</summary>
        public string? Code { get; set; }
    }
}
