using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary><c>/admin/write</c>: an empty editor. Nothing is stored before something is written.</summary>
public sealed class BeginModel(Editor editor) : DeskPage
{
    /// <summary>What the editor shows.</summary>
    public EditorForm Form { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Entitle("Write");
        Form = await editor.ShowAsync(new Writing(Guid.NewGuid(), null, null), User, checks: false, cancellationToken);
    }
}
