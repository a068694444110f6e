using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Admin;

/// <summary>A page of the desk: who is at it, and what it says after something was done.</summary>
public abstract class DeskPage : PageModel
{
    /// <summary>What was done, in a sentence, shown once on the next page.</summary>
    [TempData]
    public string? Message { get; set; }

    /// <summary>The signed-in author's id.</summary>
    protected int AuthorId => User.AuthorId ?? throw new InvalidOperationException("Nobody is signed in: the page is not one of the desk.");

    /// <summary>The signed-in author's name.</summary>
    protected string AuthorName => User.AuthorName;

    /// <summary>Sets the page's title, as the browser shows it.</summary>
    protected void Entitle(string title) => ViewData["Title"] = title;

    /// <summary>Goes to another page of the desk, which says what was done.</summary>
    protected IActionResult Done(string address, string message)
    {
        Message = message;
        return LocalRedirect(address);
    }
}
