using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Account;

/// <summary>How forms of an account say what is wrong.</summary>
internal static class AccountForms
{
    /// <summary>The page again, with sentences above its form.</summary>
    public static PageResult AskAgain(this PageModel page, params IEnumerable<string> sentences)
    {
        page.ModelState.Clear();
        foreach (var sentence in sentences)
        {
            page.ModelState.AddModelError("", sentence);
        }

        return page.Page();
    }
}
