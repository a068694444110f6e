using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Hubs;

/// <summary>The former introductions of a director or theme; one is restored by saving it anew.</summary>
public abstract class HubHistoryPage(HubKind kind, DeskHubs hubs) : DeskPage
{
    /// <summary>Which of the two.</summary>
    public HubKind Kind => kind;

    /// <summary>Whose they are.</summary>
    public Hub Hub { get; private set; } = null!;

    /// <summary>The former texts.</summary>
    public TextHistory History { get; private set; } = null!;

    /// <summary>Tells which introduction there is now.</summary>
    public string Began { get; private set; } = "";

    /// <summary>Shows them, and one of them beside the present one.</summary>
    public async Task<IActionResult> OnGetAsync(int id, int? revision, CancellationToken cancellationToken)
    {
        if (await hubs.Of(kind).AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, cancellationToken) is not { } hub)
        {
            return NotFound();
        }

        var present = FormText.Text(hub.Introduction?.Markdown);
        if (await TextHistory.ReadAsync(hubs.RevisionsOf(kind, id), $"{kind.PathOf(id)}/history", revision, present, cancellationToken) is not { } history)
        {
            return NotFound();
        }

        (Hub, History, Began) = (hub, history, FormText.Fingerprint(present));
        Entitle($"Former introductions of {hub.Name}");
        return Page();
    }
}
