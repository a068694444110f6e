using FilmBlog.Core.Data;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Account;

/// <summary>The way out.</summary>
[AllowAnonymous]
public sealed class SignOutModel(FilmBlogContext db, Audit audit) : PageModel
{
    /// <summary>Ends the session, and has the browser forget the desk's pages.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (User.AuthorId is not null)
        {
            audit.Note("signed out", User.AuthorName);
            await db.SaveChangesAsync(cancellationToken);
        }

        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return LocalRedirect("/");
    }
}
