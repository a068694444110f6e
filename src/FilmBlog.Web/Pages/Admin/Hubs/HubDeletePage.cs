using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Hubs;

/// <summary>Deletes a director or theme that no review has.</summary>
public abstract class HubDeletePage(HubKind kind, DeskHubs hubs) : DeskPage
{
    /// <summary>Which of the two.</summary>
    public HubKind Kind => kind;

    /// <summary>The one to delete.</summary>
    public Hub Hub { get; private set; } = null!;

    /// <summary>How many reviews it has, drafts and the bin too.</summary>
    public int Reviews { get; private set; }

    /// <summary>Asks.</summary>
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>Deletes it, unless a review has it.</summary>
    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancellationToken)
    {
        // No review may come to it between the look and the deletion.
        await using var writing = await hubs.BeginAsync(cancellationToken);
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (Reviews > 0)
        {
            return Page();
        }

        await hubs.DeleteAsync(writing, kind, Hub, cancellationToken);
        return Done(kind.ListPath, $"The {kind.One} “{Hub.Name}” is deleted.");
    }

    private async Task<bool> LoadAsync(int id, CancellationToken cancellationToken)
    {
        if (await hubs.FindAsync(kind, id, cancellationToken) is not { } hub)
        {
            return false;
        }

        Hub = hub;
        Reviews = await hubs.ReviewsOf(kind, id).CountAsync(cancellationToken);
        Entitle($"Delete {hub.Name}");
        return true;
    }
}
