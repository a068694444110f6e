using FilmBlog.Web.Metadata;
using FilmBlog.Web.Navigation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages;

/// <summary>Light or dark for those who choose; everyone else follows their device and gets no cookie.</summary>
public sealed class AppearanceModel(SiteOptions site) : PageModel
{
    /// <summary>How long a choice is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>What is chosen now: <c>light</c>, <c>dark</c>, or null for the device's own.</summary>
    public string? Chosen { get; private set; }

    /// <summary>Shows the choice.</summary>
    public void OnGet()
    {
        Chosen = ColourScheme.Of(Request);
        new PageMetadata("Appearance", "Choose whether this site is shown light, dark, or as your device prefers. The choice is kept in your browser alone.", "/appearance") { NoIndex = true }
            .Describe(ViewData);
    }

    /// <summary>Remembers a choice, or forgets it.</summary>
    public IActionResult OnPost(string? scheme)
    {
        var overTls = site.IsOverTls;
        var cookie = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = overTls, MaxAge = Remembered, IsEssential = true };
        if (scheme is ColourScheme.Light or ColourScheme.Dark)
        {
            Response.Cookies.Append(ColourScheme.Cookie, scheme, cookie);
        }
        else
        {
            Response.Cookies.Delete(ColourScheme.Cookie, cookie);
        }

        return RedirectToPage();
    }
}
