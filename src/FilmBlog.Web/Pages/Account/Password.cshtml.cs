using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Account;

/// <summary>Where a link leads by which an author chooses a password. It signs nobody in: the second step, if there is one, is still asked for.</summary>
[AllowAnonymous]
public sealed class PasswordModel(PasswordLinks links, AuthorPasswords passwords, FilmBlogContext db, Audit audit) : PageModel
{
    /// <summary>What the link carries.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    /// <summary>What is said on the next page.</summary>
    [TempData]
    public string? Message { get; set; }

    /// <summary>Whether the link works.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Asks for a password.</summary>
    public async Task<IActionResult> OnGetAsync() => await links.OwnerOfAsync(Link) is null ? Closed() : Page();

    /// <summary>Sets it, and ends all sessions.</summary>
    public async Task<IActionResult> OnPostAsync(string? password, CancellationToken cancellationToken)
    {
        if (await links.OwnerOfAsync(Link) is not { } author)
        {
            return Closed();
        }

        var result = await passwords.SetAsync(author, password ?? "");
        if (!result.Succeeded)
        {
            return this.AskAgain(result.Sentences());
        }

        audit.Note(author.Id, author.Name, "chose a password", author.Name, "by a link");
        await db.SaveChangesAsync(cancellationToken);
        Message = "The password is set. Sign in with it.";
        return LocalRedirect("/account/sign-in");
    }

    private PageResult Closed()
    {
        IsOpen = false;
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
