using System.Security.Cryptography;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Addresses;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Links that show a review to whoever has them before readers see it.</summary>
public sealed class PreviewsModel(FilmBlogContext db, DeskActs acts, SiteOptions site, TimeProvider clock) : ReviewPage(db, clock)
{
    private const int TokenBytes = 16;
    private readonly FilmBlogContext db = db;

    /// <summary>The links that lead somewhere, the latest first.</summary>
    public IReadOnlyList<PreviewLink> Links { get; private set; } = [];

    /// <summary>A link's whole address, to be copied.</summary>
    public string AddressOf(PreviewLink link) => Request.AbsoluteAddress(site, $"/preview/{link.Token}");

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync([FromRoute] int? id, [FromRoute] Guid? copy, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, copy, cancellationToken))
        {
            return NotFound();
        }

        Entitle($"Preview links to {Review.Title}");
        Links = await Mine().Where(l => l.RevokedAt == null).OrderByDescending(l => l.CreatedAt).ThenBy(l => l.Token).AsNoTracking().ToListAsync(cancellationToken);
        return Page();
    }

    /// <summary>Makes one.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] int? id, [FromRoute] Guid? copy, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, copy, cancellationToken))
        {
            return NotFound();
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        db.PreviewLinks.Add(new PreviewLink(token, Review.Id, Review.Id is null ? Review.CopyId : null, Now, AuthorName));
        acts.Note("made a preview link", Review.Title);
        await db.SaveChangesAsync(cancellationToken);
        return Done($"{Review.Path}/previews", "The link is made. Whoever has it sees the review as it is written, until you revoke it.");
    }

    /// <summary>Revokes one.</summary>
    public async Task<IActionResult> OnPostRevokeAsync([FromRoute] int? id, [FromRoute] Guid? copy, string? token, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, copy, cancellationToken))
        {
            return NotFound();
        }

        if (await Mine().SingleOrDefaultAsync(l => l.Token == token, cancellationToken) is { } link)
        {
            link.Revoke(Now);
            acts.Note("revoked a preview link", Review.Title);
            await db.SaveChangesAsync(cancellationToken);
        }

        return Done($"{Review.Path}/previews", "The link is revoked: it leads nowhere.");
    }

    private IQueryable<PreviewLink> Mine() => Review.Id is { } id ? db.PreviewLinks.Where(l => l.ReviewId == id) : db.PreviewLinks.Where(l => l.CopyId == Review.CopyId);
}
