using System.Globalization;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Account;

/// <summary>The second step of the sign-in: set up, renew recovery codes, turn off.</summary>
[RecentProof]
public sealed class TwoStepModel(AccountChanges changes, SecondStep secondStep, Seal seal, SiteProfile site) : DeskPage
{
    private const string Purpose = "key of a second step";
    private static readonly TimeSpan KeyLasts = TimeSpan.FromMinutes(30);

    /// <summary>Whether codes are asked for.</summary>
    public bool IsOn { get; private set; }

    /// <summary>How many recovery codes are left.</summary>
    public int CodesLeft { get; private set; }

    /// <summary>Recovery codes that have just been made.</summary>
    public IReadOnlyList<string>? NewCodes { get; private set; }

    /// <summary>The key that is offered.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The same, to be brought back.</summary>
    public string SealedKey { get; private set; } = "";

    /// <summary>The same, for an app's camera.</summary>
    public QrPicture Picture { get; private set; } = QrPicture.Empty;

    /// <summary>Letters and digits in groups of four.</summary>
    public static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(group => new string(group)));

    /// <summary>Shows it; offers a new key.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => await ShowAsync(await changes.AuthorAsync(User), OneTimeCode.NewKey(), cancellationToken);

    /// <summary>Turns it on.</summary>
    public async Task<IActionResult> OnPostAsync(string? key, string? code, CancellationToken cancellationToken)
    {
        var author = await changes.AuthorAsync(User);
        var offered = seal.Open<Offer>(Purpose, key);
        var isMine = offered?.AuthorId == author.Id && !author.TwoFactorEnabled;
        var codes = isMine ? await secondStep.TurnOnAsync(author, offered!.Key, code, cancellationToken) : null;
        await ShowAsync(author, isMine ? offered!.Key : OneTimeCode.NewKey(), cancellationToken);
        if (codes is null)
        {
            return this.AskAgain(isMine ? "This is not the code that the app shows now. Look whether the clock of the device is right." : "That took too long: scan the new key.");
        }

        return await ShowCodesAsync(author, codes, "turned the second step on", cancellationToken);
    }

    /// <summary>Makes new recovery codes.</summary>
    public async Task<IActionResult> OnPostCodesAsync(CancellationToken cancellationToken)
    {
        var author = await changes.AuthorAsync(User);
        return author.TwoFactorEnabled
            ? await ShowCodesAsync(author, await secondStep.RenewRecoveryCodesAsync(author, cancellationToken), "renewed the recovery codes", cancellationToken)
            : LocalRedirect("/admin/account/two-step");
    }

    /// <summary>Turns it off.</summary>
    public async Task<IActionResult> OnPostOffAsync(CancellationToken cancellationToken)
    {
        var author = await changes.AuthorAsync(User);
        await secondStep.TurnOffAsync(author, cancellationToken);
        await changes.KeepAsync(HttpContext, author, "turned the second step off", cancellationToken);
        return Done("/admin/account", "The second step is off.");
    }

    private async Task<IActionResult> ShowCodesAsync(Author author, IReadOnlyList<string> codes, string action, CancellationToken cancellationToken)
    {
        NewCodes = codes;
        Entitle("Recovery codes");
        await changes.KeepAsync(HttpContext, author, action, cancellationToken);
        return Page();
    }

    private async Task ShowAsync(Author author, string key, CancellationToken cancellationToken)
    {
        Entitle("Second step");
        IsOn = author.TwoFactorEnabled;
        CodesLeft = await secondStep.CodesLeftAsync(author, cancellationToken);
        Key = key;
        SealedKey = seal.Close(Purpose, new Offer(author.Id, key), KeyLasts);
        Picture = QrPicture.Of(OneTimeCode.Address(site.Title, author.Email!, key));
    }

    private sealed record Offer(int AuthorId, string Key);
}
