using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Pages.Admin.Reviews;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Misses;

/// <summary>Lets an address that readers did not find lead to a review, a director or a theme, or say that it is gone for good.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class RedirectModel(FilmBlogContext db, Lookalikes lookalikes, DeskActs acts, TimeProvider clock) : DeskPage
{
    internal const string Gone = "gone";

    private const int Offered = 8;

    /// <summary>The address that leads nowhere.</summary>
    [BindProperty(Name = "path", SupportsGet = true)]
    public string? Asked { get; set; }

    /// <summary>What to look for; null: what the address resembles.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Search { get; set; }

    /// <summary>What was chosen: the path of a page, or <see cref="Gone"/>.</summary>
    [BindProperty(Name = "to")]
    public string? Target { get; set; }

    /// <summary>Where it could lead, the nearest first.</summary>
    public IReadOnlyList<Place> Places { get; private set; } = [];

    /// <summary>Offers where it could lead.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await ShowAsync(cancellationToken);

    /// <summary>Makes it lead there.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Asked is not { } path)
        {
            return NotFound();
        }

        var (name, obstacle, reviews) = await LeadAsync(path, cancellationToken);
        if (obstacle is not null)
        {
            ModelState.AddModelError("to", obstacle);
            return await ShowAsync(cancellationToken);
        }

        db.Misses.RemoveRange(await db.Misses.Where(m => m.Path == path).ToListAsync(cancellationToken));
        acts.Note(Target == Gone ? "declared an address gone" : "redirected an address", name ?? path, path);
        try
        {
            await acts.SaveAsync(reviews, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // The address was free when we looked.
            db.ChangeTracker.Clear();
            ModelState.AddModelError("to", "That address leads somewhere since a moment ago. Look at it before you change it.");
            return await ShowAsync(cancellationToken);
        }

        return Done(IndexModel.Address, Target == Gone ? $"{path} says from now on that it is gone for good." : $"{path} leads to “{name}” now.");
    }

    // What it leads to, or why it does not, and the reviews that this concerns.
    private async Task<(string? Name, string? Obstacle, int[] Reviews)> LeadAsync(string path, CancellationToken cancellationToken)
    {
        if (Target == Gone)
        {
            return (null, await db.DeclareGoneAsync(path, cancellationToken), []);
        }

        if (Target?.Split('/') is not ["", var folder, var last] || !Slug.TryParse(last, out var slug))
        {
            return (null, "Choose where it leads, or that it is gone for good.", []);
        }

        if (folder == "reviews")
        {
            var review = await db.Reviews.Include(r => r.Redirects).Include(r => r.Film).SingleOrDefaultAsync(r => r.Slug == slug, cancellationToken);
            return review is null ? Vanished : (review.Title, await db.LeadHereAsync(review, path, known: null, cancellationToken), [review.Id]);
        }

        Hub? hub = folder switch
        {
            "directors" => await db.Directors.Include(d => d.Redirects).SingleOrDefaultAsync(d => d.Slug == slug, cancellationToken),
            "themes" => await db.Themes.Include(t => t.Redirects).SingleOrDefaultAsync(t => t.Slug == slug, cancellationToken),
            _ => null,
        };
        return hub is null ? Vanished : (hub.Name, await db.LeadHereAsync(hub, path, cancellationToken), []);
    }

    private static (string?, string?, int[]) Vanished => (null, "There is no such page any more. Choose another.", []);

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (Asked is null || Core.Domain.Redirect.NormalPath(Asked) is not { } path)
        {
            return NotFound();
        }

        Asked = path;
        Entitle($"Redirect {path}");
        var near = await lookalikes.ToAsync(string.IsNullOrWhiteSpace(Search) ? PathWords.Of(path) : Search, Offered, cancellationToken);
        Places = await Place.OfAsync(db, near, clock.GetUtcNow(), cancellationToken);
        Target ??= Places is [var nearest, ..] ? nearest.Path : null;
        return Page();
    }
}
