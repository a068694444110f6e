using System.Globalization;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace FilmBlog.Web.Security;

/// <summary>Passkeys: an answer to a challenge that only the author's device can give, after it has made sure who holds it.</summary>
public sealed class Passkeys(SignInManager<Author> signIn, UsedChallenges used, Refusals refusals)
{
    /// <summary>The most that an author may have.</summary>
    public const int Most = 20;

    private UserManager<Author> Authors => signIn.UserManager;

    /// <summary>The challenge for adding one, as the browser wants it.</summary>
    public Task<string> ChallengeToAddAsync(Author author) => signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
    {
        Id = author.Id.ToString(CultureInfo.InvariantCulture),
        Name = author.Email!,
        DisplayName = author.Name,
    });

    /// <summary>Adds the passkey with which a browser answered; says in a sentence why not.</summary>
    public async Task<string?> AddAsync(Author author, string? credential, string? name)
    {
        if ((await Authors.GetPasskeysAsync(author)).Count >= Most)
        {
            return $"There are {Most} passkeys already. Remove one first.";
        }

        try
        {
            var answer = await signIn.PerformPasskeyAttestationAsync(Given(credential));
            if (!answer.Succeeded || answer.UserEntity.Id != author.Id.ToString(CultureInfo.InvariantCulture))
            {
                return NotRight;
            }

            answer.Passkey.Name = Named(name);
            return (await Authors.AddOrUpdatePasskeyAsync(author, answer.Passkey)).Succeeded ? null : NotRight;
        }
        catch (InvalidOperationException)
        {
            return NotRight;
        }
    }

    /// <summary>An author's passkeys, in the order in which they were added.</summary>
    public async Task<IEnumerable<UserPasskeyInfo>> OfAsync(Author author) => (await Authors.GetPasskeysAsync(author)).OrderBy(p => p.CreatedAt);

    /// <summary>Gives one another name; false: it is none of the author's.</summary>
    public async Task<bool> RenameAsync(Author author, string? id, string? name)
    {
        if (await FindAsync(author, id) is not { } passkey)
        {
            return false;
        }

        passkey.Name = Named(name);
        return (await Authors.AddOrUpdatePasskeyAsync(author, passkey)).Succeeded;
    }

    /// <summary>Removes one; false: it is the only way in; null: it is none of the author's.</summary>
    public async Task<bool?> RemoveAsync(Author author, string? id)
    {
        if (await FindAsync(author, id) is not { } passkey)
        {
            return null;
        }

        return (author.PasswordHash is not null || (await Authors.GetPasskeysAsync(author)).Count > 1)
            && (await Authors.RemovePasskeyAsync(author, passkey.CredentialId)).Succeeded;
    }

    /// <summary>The challenge for signing in, whoever it may be.</summary>
    public Task<string> ChallengeAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <summary>Who answered the challenge; null: nobody who may come in, or there was none.</summary>
    public async Task<Author?> AnsweredByAsync(string? credential)
    {
        var author = await FindOutAsync(credential);
        if (author is null)
        {
            refusals.NoteSome(signIn.Context, Refusals.Failed, "a passkey");
        }

        return author;
    }

    private async Task<Author?> FindOutAsync(string? credential)
    {
        try
        {
            var waiting = await signIn.Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
            var answer = await signIn.PerformPasskeyAssertionAsync(Given(credential));
            if (!answer.Succeeded || answer.User.IsLocked || !used.Use(waiting.Properties!))
            {
                return null;
            }

            // Its counter moved on.
            return (await Authors.AddOrUpdatePasskeyAsync(answer.User, answer.Passkey)).Succeeded ? answer.User : null;
        }
        catch (InvalidOperationException)
        {
            // No challenge waits for an answer, or one for something else.
            return null;
        }
    }

    /// <summary>
    /// Whether the page that a browser says it is on is one of the site. Identity itself asks whether the request's header Origin agrees, where a
    /// server that stands between writes what it likes; and a page of a domain below this one may ask for its passkeys.
    /// </summary>
    public static bool IsPageOf(string page, string site) =>
        Uri.TryCreate(page, UriKind.Absolute, out var there) && new Uri(site) is var here && (there.Scheme, there.IdnHost, there.Port) == (here.Scheme, here.IdnHost, here.Port);

    private async Task<UserPasskeyInfo?> FindAsync(Author author, string? id) =>
        (await Authors.GetPasskeysAsync(author)).FirstOrDefault(p => Convert.ToHexStringLower(p.CredentialId) == id);

    // Identity takes nothing at all for a mistake of ours.
    private static string Given(string? credential) => string.IsNullOrEmpty(credential) ? "{}" : credential;

    /// <summary>What is said where it was not right.</summary>
    public const string NotRight = "The passkey could not be used: the browser's answer was not right, or came too late. Try again.";

    /// <summary>A name for one, at most 60 characters.</summary>
    public static string Named(string? name) => string.IsNullOrWhiteSpace(name) ? "Passkey" : name.Trim() is { Length: > 60 } trimmed ? trimmed[..60] : name.Trim();
}

/// <summary>The challenge that the sign-in page's script asks for.</summary>
internal static class PasskeyEndpoint
{
    public static void MapPasskeys(this IEndpointRouteBuilder app) =>
        app.MapPost("/account/passkey-challenge", async (HttpContext http, Passkeys passkeys) =>
            await FromHereAttribute.IsAllowedAsync(http) ? Results.Content(await passkeys.ChallengeAsync(), "application/json") : Results.BadRequest());
}
