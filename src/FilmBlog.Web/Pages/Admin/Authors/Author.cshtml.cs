using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Authors;

/// <summary>One author: role, links, lock, removal.</summary>
[Authorize(Policy = DeskAccess.Owner), RecentProof]
public sealed class AuthorModel(AuthorBook book, PasswordLinks links, SiteOptions site, FilmBlogContext db) : DeskPage
{
    /// <summary>The author.</summary>
    public Author Them { get; private set; } = null!;

    /// <summary>Whether it is who looks.</summary>
    public bool IsMe => Them.Id == AuthorId;

    /// <summary>How many reviews are theirs.</summary>
    public int Reviews { get; private set; }

    /// <summary>A link by which they choose a password, where one was just made.</summary>
    public string? Link { get; private set; }

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken) => WithAsync(id, () => Task.FromResult<IActionResult>(Page()), cancellationToken);

    /// <summary>Makes a link by which they choose a password.</summary>
    public Task<IActionResult> OnPostLinkAsync(int id, CancellationToken cancellationToken) => WithAsync(id, async () =>
    {
        await book.NoteAsync("made a link for a password of", Them, cancellationToken);
        Link = Request.AbsoluteAddress(site, links.PathFor(Them, PasswordLinks.ForInvited));
        return Page();
    }, cancellationToken);

    /// <summary>Takes their second step away.</summary>
    public Task<IActionResult> OnPostResetAsync(int id, CancellationToken cancellationToken) => WithAsync(id, async () =>
        Say(await book.TakeSecondStepAsync(Them, cancellationToken), $"{Them.Name} signs in without a second step until they set it up again."), cancellationToken);

    /// <summary>Gives them another role.</summary>
    public Task<IActionResult> OnPostRoleAsync(int id, AuthorRole role, CancellationToken cancellationToken) => WithAsync(id, async () =>
        Say(await book.GiveRoleAsync(Them, role, cancellationToken), $"{Them.Name} is {(role == AuthorRole.Owner ? "an owner" : "an author")} now."), cancellationToken);

    /// <summary>Keeps them out, or lets them in again.</summary>
    public Task<IActionResult> OnPostLockAsync(int id, bool isLocked, CancellationToken cancellationToken) => WithAsync(id, async () =>
        Say(await book.LockAsync(Them, isLocked, cancellationToken), isLocked ? $"{Them.Name} is locked and signed out." : $"{Them.Name} can sign in again."), cancellationToken);

    /// <summary>Removes them; their reviews become those of who removes.</summary>
    public Task<IActionResult> OnPostRemoveAsync(int id, bool sure, CancellationToken cancellationToken) => WithAsync(id, async () =>
        !sure ? this.AskAgain("Tick the box to remove the author for good.")
        : IsMe ? this.AskAgain("You cannot remove yourself; another owner can.")
        : Say(await book.RemoveAsync(Them, AuthorId, cancellationToken), $"{Them.Name} is removed.", "/admin/authors"), cancellationToken);

    private async Task<IActionResult> WithAsync(int id, Func<Task<IActionResult>> show, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(id) is not { } author)
        {
            return NotFound();
        }

        Them = author;
        Entitle(author.Name);
        Reviews = await db.Reviews.CountAsync(r => r.AuthorId == id, cancellationToken);
        return await show();
    }

    private IActionResult Say(IdentityResult result, string message, string? address = null) =>
        result.Succeeded ? Done(address ?? $"/admin/authors/{Them.Id}", message) : this.AskAgain(result.Sentences());
}
