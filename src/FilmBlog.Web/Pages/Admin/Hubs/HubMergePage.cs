using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Hubs;

/// <summary>Makes two directors or two themes one: first says what would happen, then does it.</summary>
public abstract class HubMergePage(HubKind kind, DeskHubs hubs) : DeskPage
{
    /// <summary>Which of the two.</summary>
    public HubKind Kind => kind;

    /// <summary>The one that goes.</summary>
    public Hub Hub { get; private set; } = null!;

    /// <summary>The name of the one that stays, as typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Into { get; set; }

    /// <summary>The one that stays; null: it is not named yet, or there is none of that name.</summary>
    public HubName? Target { get; private set; }

    /// <summary>Others whose names may mean the same.</summary>
    public IReadOnlyList<HubName> Near { get; private set; } = [];

    /// <summary>How many reviews the one that goes has.</summary>
    public int Reviews { get; private set; }

    /// <summary>How many of them have both.</summary>
    public int Both { get; private set; }

    /// <summary>Asks into which, or says what would happen.</summary>
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>Merges.</summary>
    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (Target is not { } target)
        {
            return Page();
        }

        await hubs.MergeAsync(kind, id, target.Id, AuthorName, cancellationToken);
        return Done(kind.PathOf(target.Id), $"“{Hub.Name}” is “{target.Name}” now. {Hub.Path} redirects here.");
    }

    private async Task<bool> LoadAsync(int id, CancellationToken cancellationToken)
    {
        if (await hubs.Of(kind).AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, cancellationToken) is not { } hub)
        {
            return false;
        }

        Hub = hub;
        Entitle($"Merge {hub.Name}");
        Near = await hubs.NearAsync(kind, hub.Name, cancellationToken);
        Reviews = await hubs.ReviewsOf(kind, id).CountAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(Into))
        {
            if (HttpMethods.IsPost(Request.Method))
            {
                ModelState.AddModelError(nameof(Into), $"Name the {kind.One} that stays.");
            }

            return true;
        }

        Target = await hubs.NamedAsync(kind, Into, cancellationToken);
        if (Target is null || Target.Id == id)
        {
            ModelState.AddModelError(nameof(Into), Target is null ? $"There is no {kind.One} “{Into.Trim()}”." : $"This is the {kind.One} itself: name another.");
            Target = null;
            return true;
        }

        var other = hubs.ReviewsOf(kind, Target.Id);
        Both = await hubs.ReviewsOf(kind, id).CountAsync(r => other.Any(o => o.Id == r.Id), cancellationToken);
        return true;
    }
}
