using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Pages.Account;

/// <summary>Where the first author comes in, by the link that only the operator has seen.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
public sealed class FirstModel(FirstAuthor first, AuthorBook book, Door door) : PageModel
{
    /// <summary>What was filled in.</summary>
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>Whether the link works.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Asks for name, address and password.</summary>
    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken) =>
        first.IsOpenedBy(token) && !await book.HasAuthorsAsync(cancellationToken) ? Page() : Closed();

    /// <summary>Adds the author and signs them in.</summary>
    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken)
    {
        if (!first.IsOpenedBy(token) || await book.HasAuthorsAsync(cancellationToken))
        {
            return Closed();
        }

        var (result, author) = await book.AddFirstAsync(Input.Name ?? "", Input.Email ?? "", Input.Password ?? "", cancellationToken);
        if (author is null)
        {
            return this.AskAgain(result.Sentences());
        }

        first.Close();
        await door.EnterAsync(HttpContext, author, "by the link of the first start", isKept: false, cancellationToken);
        return LocalRedirect("/admin");
    }

    private PageResult Closed()
    {
        IsOpen = false;
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary>The name that colleagues see.</summary>
        public string? Name { get; set; }

        /// <summary>The address.</summary>
        public string? Email { get; set; }

        /// <summary>The password.</summary>
        public string? Password { get; set; }
    }
}
