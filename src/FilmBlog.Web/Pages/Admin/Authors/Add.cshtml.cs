using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Authors;

/// <summary>Another author.</summary>
[Authorize(Policy = DeskAccess.Owner), RecentProof]
public sealed class AddModel(AuthorBook book) : DeskPage
{
    /// <summary>What was filled in.</summary>
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>Asks.</summary>
    public void OnGet() => Entitle("Add an author");

    /// <summary>Adds them.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Entitle("Add an author");
        // Nobody but they themselves ever knows their password.
        var (result, author) = await book.AddAsync(Input.Name ?? "", Input.Email ?? "", Input.Role, password: null, cancellationToken);
        if (author is null)
        {
            return this.AskAgain(result.Sentences());
        }

        return Done($"/admin/authors/{author.Id}", $"{author.Name} is added. Make a link below, and pass it on.");
    }

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary>The name that colleagues see.</summary>
        public string? Name { get; set; }

        /// <summary>The address.</summary>
        public string? Email { get; set; }

        /// <summary>What they may do.</summary>
        public AuthorRole Role { get; set; }
    }
}
