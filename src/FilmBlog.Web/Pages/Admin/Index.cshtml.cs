namespace FilmBlog.Web.Pages.Admin;

/// <summary>Where the author begins: what is being written, what comes next, what needs attention.</summary>
public sealed class IndexModel : DeskPage
{
    /// <summary>Shows it.</summary>
    public void OnGet() => Entitle("Desk");
}
