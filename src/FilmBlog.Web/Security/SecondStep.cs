using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Security;

/// <summary>The second step of a sign-in by password: a code of an authenticator app, or a recovery code. Each works once.</summary>
public sealed class SecondStep(UserManager<Author> authors, IUserStore<Author> store, FilmBlogContext db, TimeProvider clock)
{
    private const int RecoveryCodes = 10;
    private const int Digits = 6;

    private AuthorStore Store => (AuthorStore)store;

    /// <summary>Whether what was shown is taken for a recovery code and not for one of an app.</summary>
    public static bool IsRecoveryCode(string? code) => Plain(code).Length != Digits;

    /// <summary>Whether a code is right; it is used up then.</summary>
    public async Task<bool> TakesAsync(Author author, string? code, CancellationToken cancellationToken)
    {
        var plain = Plain(code);
        if (IsRecoveryCode(plain))
        {
            return (await authors.RedeemTwoFactorRecoveryCodeAsync(author, plain)).Succeeded;
        }

        return await authors.GetAuthenticatorKeyAsync(author) is { } key
            && OneTimeCode.StepOf(key, plain, clock.GetUtcNow()) is { } step
            && await UseAsync(author, step, cancellationToken);
    }

    /// <summary>Begins to ask for codes of a key, once one of them shows that an app has it, and gives the recovery codes; null: the code is wrong.</summary>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(Author author, string key, string? code, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        if (OneTimeCode.StepOf(key, Plain(code), clock.GetUtcNow()) is not { } step || !await UseAsync(author, step, cancellationToken))
        {
            return null;
        }

        await Store.SetAuthenticatorKeyAsync(author, key, cancellationToken);
        await authors.SetTwoFactorEnabledAsync(author, enabled: true);
        var codes = await RenewRecoveryCodesAsync(author, cancellationToken);
        await writing.CommitAsync();
        return codes;
    }

    /// <summary>Asks for no codes any more.</summary>
    public async Task TurnOffAsync(Author author, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        await db.Set<IdentityUserToken<int>>().Where(t => t.UserId == author.Id).ExecuteDeleteAsync(cancellationToken);
        await authors.SetTwoFactorEnabledAsync(author, enabled: false);
        await writing.CommitAsync();
    }

    /// <summary>New recovery codes of 128 bits; the former ones are worth nothing any more.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Author author, CancellationToken cancellationToken)
    {
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => Secret.OfBits(128)).ToList();
        await Store.ReplaceCodesAsync(author, codes, cancellationToken);
        await authors.UpdateAsync(author);
        return codes;
    }

    /// <summary>How many recovery codes are left.</summary>
    public Task<int> CodesLeftAsync(Author author, CancellationToken cancellationToken) => Store.CountCodesAsync(author, cancellationToken);

    // Compared and set in one command, so that of two requests with the same code one is refused. The stamp makes whoever read the author before fail to save.
    private async Task<bool> UseAsync(Author author, long step, CancellationToken cancellationToken)
    {
        var stamp = Guid.NewGuid().ToString();
        var taken = await db.WriteAsync(
            () => db.Authors.Where(a => a.Id == author.Id && (a.LastCodeStep == null || a.LastCodeStep < step))
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastCodeStep, step).SetProperty(a => a.ConcurrencyStamp, stamp), cancellationToken),
            cancellationToken);
        await db.Entry(author).ReloadAsync(cancellationToken);
        return taken == 1;
    }

    // As people write them: in groups, with capitals.
    private static string Plain(string? code) => string.Concat((code ?? "").Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
