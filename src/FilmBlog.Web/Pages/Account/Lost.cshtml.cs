using FilmBlog.Web.Addresses;
using FilmBlog.Web.Mail;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Pages.Account;

/// <summary>For who has lost their password. The answer is the same for everyone.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
public sealed class LostModel(SiteOptions site, LostPasswords lost) : PageModel
{
    /// <summary>Whether letters can be sent.</summary>
    public bool HasMail => site.Mail.IsOn;

    /// <summary>Whether somebody has asked.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Asks for the address.</summary>
    public void OnGet()
    {
    }

    /// <summary>Has a letter sent.</summary>
    public IActionResult OnPost(string? email)
    {
        if (HasMail && !string.IsNullOrWhiteSpace(email))
        {
            IsAsked = true;
            lost.Ask(email.Trim(), Request.AbsoluteAddress(site, "").TrimEnd('/'), HttpContext.Connection.RemoteIpAddress?.ToString());
        }

        return Page();
    }
}
