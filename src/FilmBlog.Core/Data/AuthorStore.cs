using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace FilmBlog.Core.Data;

/// <summary>
/// Identity's authors in our database. Who reads the database can sign in with nothing in it: the key of one-time codes is encrypted, of
/// recovery codes there are only hashes (they are long and random, so that a plain hash is enough).
/// </summary>
public sealed class AuthorStore(FilmBlogContext db, IPersonalDataProtector protector, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Author, FilmBlogContext, int, IdentityUserClaim<int>, IdentityUserLogin<int>, IdentityUserToken<int>, IdentityUserPasskey<int>>(db, describer)
{
    private const string Provider = "[FilmBlog]";
    private const string RecoveryCodes = "RecoveryCodes";

    /// <inheritdoc/>
    public override Task SetAuthenticatorKeyAsync(Author user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, protector.Protect(key)!, cancellationToken);

    /// <inheritdoc/>
    public override async Task<string?> GetAuthenticatorKeyAsync(Author user, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } key ? protector.Unprotect(key) : null;
        }
        catch (CryptographicException)
        {
            // The keys of this installation are lost or others (a restore elsewhere): the second step has to be set up again.
            return null;
        }
    }

    /// <inheritdoc/>
    public override Task ReplaceCodesAsync(Author user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, RecoveryCodes, string.Join(';', recoveryCodes.Select(Hash)), cancellationToken);

    /// <inheritdoc/>
    public override async Task<bool> RedeemCodeAsync(Author user, string code, CancellationToken cancellationToken)
    {
        var hashes = await HashesAsync(user, cancellationToken);
        if (!hashes.Remove(Hash(code)))
        {
            return false;
        }

        await SetTokenAsync(user, Provider, RecoveryCodes, string.Join(';', hashes), cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public override async Task<int> CountCodesAsync(Author user, CancellationToken cancellationToken) => (await HashesAsync(user, cancellationToken)).Count;

    private async Task<List<string>> HashesAsync(Author user, CancellationToken cancellationToken) =>
        [.. (await GetTokenAsync(user, Provider, RecoveryCodes, cancellationToken) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)];

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
