using System.Data.Common;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FilmBlog.Web.Security;

/// <summary>
/// Sign-ins that last, in our database; the browser has only a key. What ends a session ends it at once: with each request the row is read,
/// and the author beside it, whose security stamp must be the one that they signed in with, and whose name is the one that they have now.
/// </summary>
internal sealed partial class StoredSessions(
    IServiceScopeFactory scopes, IDataProtectionProvider protection, IOptions<IdentityOptions> identity, TimeProvider clock, ILogger<StoredSessions> log) : ITicketStore
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);
    private static readonly object CurrentSession = new();
    private static readonly object FormerSession = new();
    private static readonly object Failure = new();
    private readonly IDataProtector protector = protection.CreateProtector("FilmBlog.Sessions");

    /// <summary>The session of a request; null: nobody is signed in.</summary>
    public static string? IdOf(HttpContext http) => http.Items[CurrentSession] as string;

    /// <summary>Throws why the session of a request could not be read, unless it could; not for the page that says so.</summary>
    public static void ThrowIfUnread(HttpContext http)
    {
        if (http.Items[Failure] is ExceptionDispatchInfo failure && http.Features.Get<IExceptionHandlerFeature>() is null)
        {
            failure.Throw();
        }
    }

    /// <summary>
    /// Signs in once more who is signed in: the session goes on as it was, under another key. The former one is worth nothing any more, also where
    /// somebody else has it.
    /// </summary>
    public static async Task ReplaceKeyAsync(HttpContext http, ClaimsPrincipal author, AuthenticationProperties? properties)
    {
        http.Items[FormerSession] = IdOf(http);
        // Another handler than that of the request, which holds on to the key that the request came with.
        var handler = http.RequestServices.GetRequiredService<CookieAuthenticationHandler>();
        var schemes = http.RequestServices.GetRequiredService<IAuthenticationSchemeProvider>();
        await handler.InitializeAsync((await schemes.GetSchemeAsync(IdentityConstants.ApplicationScheme))!, http);
        await handler.SignInAsync(author, properties);
    }

    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var key = Secret.OfBits(256);
        if (httpContext.Items[FormerSession] is string former)
        {
            await MoveAsync(former, IdOf(key), Protect(ticket), cancellationToken);
            httpContext.Items[CurrentSession] = IdOf(key);
            return key;
        }

        var authorId = int.Parse(ticket.Principal.FindFirstValue(identity.Value.ClaimsIdentity.UserIdClaimType)!, CultureInfo.InvariantCulture);
        var session = new Session(IdOf(key), authorId, Protect(ticket), clock.GetUtcNow(), ticket.Properties.IsPersistent);
        session.CameFrom(httpContext.Request.Headers.UserAgent, AddressOf(httpContext));
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var now = clock.GetUtcNow();
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        await db.Sessions.Where(s => s.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        httpContext.Items[CurrentSession] = session.Id;
        return key;
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (httpContext.Items.ContainsKey(FormerSession))
        {
            // So that the handler asks for another key.
            return null;
        }

        try
        {
            return await FindAsync(key, httpContext, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // ASP.NET Core keeps what comes out here for the whole request: thrown, it would keep the page away too that says so.
            httpContext.Items[Failure] = ExceptionDispatchInfo.Capture(failure);
            return null;
        }
    }

    private async Task<AuthenticationTicket?> FindAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var id = IdOf(key);
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var found = await db.Sessions.Where(s => s.Id == id && s.ExpiresAt > now)
            .Join(db.Authors.Where(a => a.LockoutEnd == null), s => s.AuthorId, a => a.Id, (s, a) => new { s.Ticket, s.SignedInAt, s.SeenAt, s.ExpiresAt, a.SecurityStamp, a.Name })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null || Unprotect(found.Ticket) is not { } ticket
            || ticket.Principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) != found.SecurityStamp)
        {
            return null;
        }

        if (now - found.SeenAt >= SeenEvery)
        {
            await SeenAsync(db, id, now, Session.EndAfter(found.SignedInAt, found.ExpiresAt, now), AddressOf(httpContext), cancellationToken);
        }

        CallBy(ticket.Principal, found.Name);
        httpContext.Items[CurrentSession] = id;
        return ticket;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var id = IdOf(key);
        var bytes = Protect(ticket);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await db.WriteAsync(() => db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Ticket, bytes), cancellationToken), cancellationToken);
    }

    public async Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var id = IdOf(key);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await db.WriteAsync(() => db.Sessions.Where(s => s.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    // The handler of the cookie calls the members above.
    Task<string> ITicketStore.StoreAsync(AuthenticationTicket ticket) => throw new NotSupportedException();

    Task ITicketStore.RenewAsync(string key, AuthenticationTicket ticket) => throw new NotSupportedException();

    Task<AuthenticationTicket?> ITicketStore.RetrieveAsync(string key) => throw new NotSupportedException();

    Task ITicketStore.RemoveAsync(string key) => throw new NotSupportedException();

    // Who took another name in one browser bears it in all: the former may be somebody else's by now.
    private static void CallBy(ClaimsPrincipal author, string name)
    {
        var identity = author.Identities.First();
        var former = identity.FindFirst(AuthorClaims.Name);
        if (former?.Value != name)
        {
            identity.TryRemoveClaim(former);
            identity.AddClaim(new Claim(AuthorClaims.Name, name));
        }
    }

    private async Task MoveAsync(string former, string id, byte[] ticket, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await db.WriteAsync(
            () => db.Sessions.Where(s => s.Id == former).ExecuteUpdateAsync(set => set.SetProperty(s => s.Id, id).SetProperty(s => s.Ticket, ticket), cancellationToken), cancellationToken);
    }

    private async Task SeenAsync(FilmBlogContext db, string id, DateTimeOffset now, DateTimeOffset end, string? address, CancellationToken cancellationToken)
    {
        try
        {
            await db.WriteAsync(
                () => db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.SeenAt, now).SetProperty(s => s.ExpiresAt, end).SetProperty(s => s.ClientAddress, address), cancellationToken),
                cancellationToken);
        }
        catch (Exception full) when (full is DbException or DatabaseBusyException)
        {
            // Where nothing can be written (a full disk), an author can still read, and keep what they are writing.
            Log.NotNoted(log, full);
        }
    }

    private byte[] Protect(AuthenticationTicket ticket) => protector.Protect(TicketSerializer.Default.Serialize(ticket));

    private AuthenticationTicket? Unprotect(byte[] ticket)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(ticket));
        }
        catch (CryptographicException)
        {
            // The keys of the site are others now: everybody signs in again.
            return null;
        }
    }

    private static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    private static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "That an author's browser came could not be noted")]
        public static partial void NotNoted(ILogger logger, Exception failure);
    }
}
