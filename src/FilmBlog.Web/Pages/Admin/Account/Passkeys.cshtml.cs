using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Account;

/// <summary>A passkey in the list.</summary>
/// <param name="Id">Its id, in hexadecimal digits.</param>
/// <param name="Name">The name that the author gave it.</param>
/// <param name="AddedAt">When it was added.</param>
public sealed record PasskeyRow(string Id, string Name, DateTimeOffset AddedAt);

/// <summary>The author's passkeys: add, name, remove.</summary>
[RecentProof]
public sealed class PasskeysModel(AccountChanges changes, Passkeys passkeys) : DeskPage
{
    private const string Address = "/admin/account/passkeys";

    /// <summary>Those that there are, the newest last.</summary>
    public IReadOnlyList<PasskeyRow> Passkeys { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        Entitle("Passkeys");
        Passkeys = [.. (await passkeys.OfAsync(await changes.AuthorAsync(User))).Select(p => new PasskeyRow(Convert.ToHexStringLower(p.CredentialId), p.Name ?? "Passkey", p.CreatedAt))];
    }

    /// <summary>The challenge for adding one.</summary>
    public async Task<IActionResult> OnPostChallengeAsync() => Content(await passkeys.ChallengeToAddAsync(await changes.AuthorAsync(User)), "application/json");

    /// <summary>Adds one.</summary>
    public async Task<IActionResult> OnPostAsync(string? credential, string? name, CancellationToken cancellationToken)
    {
        var author = await changes.AuthorAsync(User);
        if (await passkeys.AddAsync(author, credential, name) is { } sentence)
        {
            await OnGetAsync();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return this.AskAgain(sentence);
        }

        await changes.KeepAsync(HttpContext, author, "added a passkey", cancellationToken);
        return Done(Address, "The passkey is added. You can sign in with it alone.");
    }

    /// <summary>Gives one another name.</summary>
    public async Task<IActionResult> OnPostRenameAsync(string? id, string? name) =>
        await passkeys.RenameAsync(await changes.AuthorAsync(User), id, name) ? Done(Address, "The passkey has another name.") : NotFound();

    /// <summary>Removes one.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string? id, CancellationToken cancellationToken)
    {
        var author = await changes.AuthorAsync(User);
        switch (await passkeys.RemoveAsync(author, id))
        {
            case null:
                return NotFound();
            case false:
                return Done(Address, "It is the only way in that you have: set a password first.");
            default:
                await changes.KeepAsync(HttpContext, author, "removed a passkey", cancellationToken);
                return Done(Address, "The passkey is removed. Remove it from your device, too.");
        }
    }
}
