using System.ComponentModel.DataAnnotations;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Account;

/// <summary>The door to the desk.</summary>
[AllowAnonymous]
public sealed class SignInModel(SignInManager<Author> signIn) : PageModel
{
    /// <summary>What was filled in.</summary>
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>Where to go afterwards: a path on this site.</summary>
    public string? ReturnUrl { get; private set; }

    /// <summary>Asks.</summary>
    public void OnGet(string? returnUrl) => ReturnUrl = returnUrl;

    /// <summary>Lets in, or asks again.</summary>
    public async Task<IActionResult> OnPostAsync(string? returnUrl)
    {
        ReturnUrl = returnUrl;
        var author = await signIn.UserManager.FindByEmailAsync(Input.Email ?? "");
        if (author is not null && (await signIn.PasswordSignInAsync(author, Input.Password ?? "", isPersistent: false, lockoutOnFailure: true)).Succeeded)
        {
            return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/admin");
        }

        ModelState.AddModelError("", "The e-mail address or the password is not right.");
        return Page();
    }

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary>The address.</summary>
        [Required]
        public string? Email { get; set; }

        /// <summary>The password.</summary>
        [Required]
        public string? Password { get; set; }
    }
}
