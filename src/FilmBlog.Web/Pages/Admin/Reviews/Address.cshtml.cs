using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Where a review stands, and which old addresses lead there.</summary>
public sealed class AddressModel(FilmBlogContext db, DeskActs acts, TimeProvider clock) : ReviewPage(db, clock)
{
    private readonly FilmBlogContext db = db;

    /// <summary>What was written into the form.</summary>
    public string? Slug { get; private set; }

    /// <summary>What was written into the form of old addresses.</summary>
    public string? Alias { get; private set; }

    /// <summary>The old addresses, in order.</summary>
    public IReadOnlyList<string> Old { get; private set; } = [];

    // What is in the way is named as far as that is the author's business.
    private IQueryable<Review>? Known => User.IsOwner ? null : db.Reviews.KnownTo(User, Now);

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync([FromRoute] int id, CancellationToken cancellationToken) =>
        await FindAsync(id, null, cancellationToken) ? await ShowAsync(cancellationToken) : NotFound();

    /// <summary>Moves the review.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] int id, string? slug, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        var review = await ReviewItselfAsync(cancellationToken);
        var old = review.Slug;
        Slug = slug?.Trim() ?? "";
        if (await db.MoveAsync(review, Slug, Known, cancellationToken) is { } obstacle)
        {
            ModelState.AddModelError("slug", obstacle);
            return await ShowAsync(cancellationToken);
        }

        acts.Note("moved the review", review.Title, $"from /reviews/{old} to /reviews/{review.Slug}");
        return await SavedAsync("slug", $"The review stands at /reviews/{review.Slug} now; /reviews/{old} leads there.", cancellationToken);
    }

    /// <summary>Lets an old address lead to the review.</summary>
    public async Task<IActionResult> OnPostAddAsync([FromRoute] int id, string? alias, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        var review = await ReviewItselfAsync(cancellationToken);
        Alias = alias?.Trim() ?? "";
        if (await db.LeadHereAsync(review, Alias, Known, cancellationToken) is { } obstacle)
        {
            ModelState.AddModelError("alias", obstacle);
            return await ShowAsync(cancellationToken);
        }

        acts.Note("added an old address", review.Title, Alias);
        return await SavedAsync("alias", $"{Alias} leads to the review now.", cancellationToken);
    }

    /// <summary>Lets an old address lead nowhere.</summary>
    public async Task<IActionResult> OnPostRemoveAsync([FromRoute] int id, string? path, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, null, cancellationToken))
        {
            return NotFound();
        }

        var review = await ReviewItselfAsync(cancellationToken);
        if (review.Redirects.FirstOrDefault(r => r.Path == path) is { } redirect)
        {
            db.Redirects.Remove(redirect);
            acts.Note("removed an old address", review.Title, path);
        }

        return await SavedAsync("path", $"{path} leads nowhere any more.", cancellationToken);
    }

    private async Task<IActionResult> SavedAsync(string field, string message, CancellationToken cancellationToken)
    {
        try
        {
            await acts.SaveAsync([Review.Id!.Value], cancellationToken);
            return Done($"{Review.Path}/address", message);
        }
        catch (DbUpdateException)
        {
            // The address was free when we looked.
            db.ChangeTracker.Clear();
            ModelState.AddModelError(field, "Somebody else has taken that address just now. Choose another one.");
            return await ShowAsync(cancellationToken);
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Entitle($"Address of {Review.Title}");
        Slug ??= Review.Slug?.Value;
        Old = await db.Redirects.Where(r => r.ReviewId == Review.Id && r.Path != "/reviews/" + Review.Slug!.Value.Value).OrderBy(r => r.Path).Select(r => r.Path).ToListAsync(cancellationToken);
        return Page();
    }
}
