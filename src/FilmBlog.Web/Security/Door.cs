using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Security;

/// <summary>What somebody shows at the door.</summary>
/// <param name="Email">The address.</param>
/// <param name="Password">The password.</param>
/// <param name="Code">A code for the second step.</param>
/// <param name="Pending">What the door gave back after the password was right, instead of address and password.</param>
/// <param name="IsKept">Whether the browser is to be remembered.</param>
public sealed record Attempt(string? Email, string? Password, string? Code, string? Pending, bool IsKept);

/// <summary>What the door says to an <see cref="Attempt"/>.</summary>
/// <param name="Author">Who came in; null: nobody.</param>
/// <param name="Pending">Where the password was right and a code is asked for: to be brought back with the code.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record Entry(Author? Author, string? Pending = null, string? Sentence = null);

/// <summary>
/// Lets authors in. The same answer after the same time for an address that is unknown, a password that is wrong, an author who is locked, and
/// one whom somebody has guessed at too often.
/// </summary>
public sealed class Door(
    SignInManager<Author> signIn, SecondStep secondStep, FailedAttempts failed, KnownBrowser browsers, Seal seal, FilmBlogContext db, Audit audit, Refusals refusals, TimeProvider clock)
{
    private const string Refused = "The e-mail address or the password is not right, or there were too many attempts; then try again in a few minutes.";
    private const string WrongCode = "This code is not right, has been used, or there were too many attempts.";
    private const string TooOld = "That took longer than five minutes: begin again with your password.";
    private const string Purpose = "second step";
    private static readonly TimeSpan PendingLasts = TimeSpan.FromMinutes(5);

    // The hash of a password that nobody has: checked where there is none to check, for the time that it takes.
    private static string? nobodysHash;

    private static string HowOf(Author author, string? code) =>
        !author.TwoFactorEnabled ? "by password" : SecondStep.IsRecoveryCode(code) ? "by password and recovery code" : "by password and code";

    private UserManager<Author> Authors => signIn.UserManager;

    /// <summary>Lets in who shows password and, where it is asked for, a code.</summary>
    public async Task<Entry> TryAsync(HttpContext http, Attempt attempt, CancellationToken cancellationToken)
    {
        var pending = attempt.Pending is null ? null : seal.Open<Pending>(Purpose, attempt.Pending);
        if (attempt.Pending is not null && pending is null)
        {
            return new Entry(null, Sentence: TooOld);
        }

        var author = pending is null ? await OfPasswordAsync(http, attempt.Email, attempt.Password) : await OfPendingAsync(pending);
        if (author is null)
        {
            return new Entry(null, Sentence: pending is null ? Refused : TooOld);
        }

        var isKept = pending?.IsKept ?? attempt.IsKept;
        if (author.TwoFactorEnabled)
        {
            var next = attempt.Pending ?? seal.Close(Purpose, new Pending(author.Id, author.SecurityStamp!, isKept), PendingLasts);
            if (string.IsNullOrWhiteSpace(attempt.Code))
            {
                return new Entry(null, next);
            }

            if (!await TakesCodeAsync(http, author, attempt.Code, cancellationToken))
            {
                return new Entry(null, next, WrongCode);
            }
        }

        await EnterAsync(http, author, HowOf(author, attempt.Code), isKept, cancellationToken);
        return new Entry(author);
    }

    /// <summary>Whether a password is an author's own; counted like a sign-in.</summary>
    public async Task<bool> TakesPasswordAsync(HttpContext http, Author author, string? password)
    {
        var who = browsers.CountedAs(http, author);
        if (author.IsLocked || author.PasswordHash is null || failed.Begin(who) is not { } number)
        {
            VerifyNobody(password);
            if (author.IsLocked)
            {
                refusals.NoteSome(http, Refusals.Failed, author.Name, "is locked");
            }

            return false;
        }

        if (await Authors.CheckPasswordAsync(author, password ?? ""))
        {
            // Whatever comes of the rest of what was sent: this was no failure.
            failed.ForgetPasswords(who);
            return true;
        }

        NoteFailure(http, author, "a wrong password", number);
        return false;
    }

    /// <summary>Signs an author in who has proved who they are.</summary>
    public async Task EnterAsync(HttpContext http, Author author, string how, bool isKept, CancellationToken cancellationToken)
    {
        failed.Forget(browsers.CountedAs(http, author));
        browsers.Remember(http, author);
        audit.Note(author.Id, author.Name, "signed in", author.Name, how);
        await db.SaveChangesAsync(cancellationToken);
        await signIn.SignInWithClaimsAsync(author, new AuthenticationProperties { IsPersistent = isKept }, [RecentProofAttribute.At(clock.GetUtcNow())]);
        // What the rest of the request does, an antiforgery token above all, is for the author.
        http.User = await signIn.CreateUserPrincipalAsync(author);
    }

    /// <summary>Writes the sign-in of this browser anew after the author changed or proved who they are. All others have ended where the security stamp changed.</summary>
    /// <param name="http">The request.</param>
    /// <param name="author">The author, as they are now.</param>
    /// <param name="proved">Whether they have just proved who they are.</param>
    public async Task StayAsync(HttpContext http, Author author, bool proved = false)
    {
        var current = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!proved)
        {
            await signIn.SignInWithClaimsAsync(author, current.Properties, [RecentProofAttribute.Of(http.User)]);
            return;
        }

        failed.Forget(browsers.CountedAs(http, author));
        audit.Note("proved once more to be", author.Name);
        await db.SaveChangesAsync();
        var principal = await signIn.CreateUserPrincipalAsync(author);
        principal.Identities.First().AddClaim(RecentProofAttribute.At(clock.GetUtcNow()));
        await StoredSessions.ReplaceKeyAsync(http, principal, current.Properties);
    }

    /// <summary>Ends all sessions of an author but one, or all.</summary>
    public Task EndSessionsAsync(int authorId, string? except, CancellationToken cancellationToken) =>
        db.WriteAsync(() => db.Sessions.Where(s => s.AuthorId == authorId && s.Id != except).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    private async Task<Author?> OfPasswordAsync(HttpContext http, string? email, string? password)
    {
        if (await Authors.FindByEmailAsync(email ?? "") is { } author)
        {
            return await TakesPasswordAsync(http, author, password) ? author : null;
        }

        VerifyNobody(password);
        refusals.NoteSome(http, Refusals.Failed, "an unknown address");
        return null;
    }

    private async Task<Author?> OfPendingAsync(Pending pending) =>
        await Authors.FindByIdAsync(pending.AuthorId.ToString(CultureInfo.InvariantCulture)) is { IsLocked: false } author && author.SecurityStamp == pending.Stamp ? author : null;

    private async Task<bool> TakesCodeAsync(HttpContext http, Author author, string code, CancellationToken cancellationToken)
    {
        if (failed.BeginCode(browsers.CountedAs(http, author)) is not { } number)
        {
            return false;
        }

        if (await secondStep.TakesAsync(author, code, cancellationToken))
        {
            return true;
        }

        NoteFailure(http, author, "a wrong code", number);
        return false;
    }

    private void VerifyNobody(string? password)
    {
        var nobody = new Author("", "", AuthorRole.Author, default);
        nobodysHash ??= Authors.PasswordHasher.HashPassword(nobody, Secret.OfBits(128));
        Authors.PasswordHasher.VerifyHashedPassword(nobody, nobodysHash, password ?? "");
    }

    // At most as many as may fail.
    private void NoteFailure(HttpContext http, Author author, string what, int number)
    {
        refusals.Note(http, Refusals.Failed, author.Name, what);
        if (number == FailedAttempts.Allowed)
        {
            refusals.Note(http, Refusals.ShutOut, author.Name, $"after {FailedAttempts.Allowed} attempts");
        }
    }

    private sealed record Pending(int AuthorId, string Stamp, bool IsKept);
}
