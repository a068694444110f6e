using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Security;

/// <summary>The section <c>FilmBlog:Limits</c>: how often one client may do what costs something.</summary>
public sealed class LimitOptions
{
    /// <summary>Attempts to sign in, a minute and client address.</summary>
    [Range(1, 1_000_000)]
    public int SignIn { get; set; } = 5;

    /// <summary>Searches and suggestions that a client address may ask for at once.</summary>
    [Range(1, 1_000_000)]
    public int SearchBurst { get; set; } = 300;

    /// <summary>How many more of them it may ask for each second.</summary>
    [Range(1, 1_000_000)]
    public int SearchPerSecond { get; set; } = 10;

    /// <summary>Previews, a minute and author, and of who has a link to one a minute and client address.</summary>
    [Range(1, 1_000_000)]
    public int Preview { get; set; } = 60;

    /// <summary>Uploads, and files in them, a minute and author.</summary>
    [Range(1, 1_000_000)]
    public int Upload { get; set; } = 20;

    /// <summary>How often what is being written is saved, by itself and by hand, a minute and author.</summary>
    [Range(1, 1_000_000)]
    public int Save { get; set; } = 120;
}

/// <summary>
/// The limits by name, for <c>[EnableRateLimiting(RateLimits.SignIn)]</c> on a page and <c>RequireRateLimiting</c> on an endpoint. Those of
/// pages count what is sent, not what is read. Kept in memory: only one process serves.
/// </summary>
internal static class RateLimits
{
    /// <summary>Attempts to sign in or to prove oneself otherwise, by client address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Searches and suggestions, by client address.</summary>
    public const string Search = "search";

    /// <summary>What is carried through a sign-in, by client address.</summary>
    public const string Carry = "carry";

    /// <summary>Previews, by author.</summary>
    public const string Preview = "preview";

    /// <summary>Tables of recommendations of what is being written, by author.</summary>
    public const string Related = "related";

    /// <summary>Previews that somebody has a link to, by client address. They cost whether sent or read.</summary>
    public const string Shared = "shared preview";

    /// <summary>Saving what is being written, by author.</summary>
    public const string Save = "save";

    /// <summary>Uploads, by author.</summary>
    public const string Upload = "upload";

    // Each lies in memory while it comes in.
    private const int UploadsAtOnce = 4;

    public static void AddRateLimits(this IServiceCollection services, SiteOptions site)
    {
        var limits = site.Limits;
        services.AddSingleton<UploadedFileLimit>();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RefuseAsync;
        });
        services.AddOptions<RateLimiterOptions>().Configure<TimeProvider>((limiter, clock) =>
        {
            limiter.AddPolicy(SignIn, http => Sent(http, ClientOf(http), limits.SignIn, clock));
            limiter.AddPolicy(Carry, http => Sent(http, ClientOf(http), limits.SignIn, clock));
            limiter.AddPolicy(Preview, http => Sent(http, AuthorOf(http), limits.Preview, clock));
            limiter.AddPolicy(Related, http => Sent(http, AuthorOf(http), limits.Preview, clock));
            limiter.AddPolicy(Save, http => Sent(http, AuthorOf(http), limits.Save, clock));
            limiter.AddPolicy(Shared, http => RateLimitPartition.Get(ClientOf(http), _ => Allowance.AMinute(clock, limits.Preview)));
            limiter.AddPolicy(Upload, http => RateLimitPartition.Get(AuthorOf(http), _ => RateLimiter.CreateChained(
                new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = UploadsAtOnce, QueueLimit = limits.Upload }),
                Allowance.AMinute(clock, limits.Upload))));
            limiter.AddPolicy(Search, http => RateLimitPartition.Get(ClientOf(http), _ =>
                new Allowance(clock, limits.SearchBurst, limits.SearchPerSecond, TimeSpan.FromSeconds(1))));
        });
    }

    private static RateLimitPartition<string> Sent(HttpContext http, string who, int aMinute, TimeProvider clock) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.Get(who, _ => Allowance.AMinute(clock, aMinute));

    internal static string AuthorOf(HttpContext http) => http.User.AuthorId?.ToString(CultureInfo.InvariantCulture) ?? ClientOf(http);

    /// <summary>The address of a client; of IPv6 the part that a provider gives to one customer.</summary>
    public static string ClientOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) + "/64" : address.ToString();
    }

    // What readers search for is nobody's business.
    private static void Note(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is { } policy and not Search)
        {
            http.RequestServices.GetRequiredService<Refusals>().NoteRequest(http, $"too often: {policy}");
        }
    }

    private static async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancellationToken)
    {
        var seconds = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Ceiling(wait.TotalSeconds) : 60;
        var response = refused.HttpContext.Response;
        Note(refused.HttpContext);
        response.Headers.RetryAfter = Math.Max(1, seconds).ToString(CultureInfo.InvariantCulture);
        // Without a body the page about the status follows.
        if (refused.HttpContext.Request.IsByScript)
        {
            await response.WriteAsJsonAsync(new ScriptAnswer(false) { Message = "That was often in a short time. Try again in a minute." }, cancellationToken);
        }
    }
}

/// <summary>
/// How many files an author may upload in a minute: as many as uploads, so that a request with many counts as many.
/// </summary>
internal sealed class UploadedFileLimit(SiteOptions site, TimeProvider clock) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> files = PartitionedRateLimiter.Create<HttpContext, string>(
        http => RateLimitPartition.Get(RateLimits.AuthorOf(http), _ => Allowance.AMinute(clock, site.Limits.Upload)));

    /// <summary>Whether one more may come in; if not, after how long.</summary>
    public bool Allows(HttpContext http, out TimeSpan wait)
    {
        using var lease = files.AttemptAcquire(http);
        wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => files.Dispose();
}

/// <summary>Two at a time have what they were sending carried through a sign-in, whoever they are; a few wait.</summary>
public sealed class CarryingGate : IDisposable
{
    /// <summary>How many at once.</summary>
    public const int AtOnce = 2;

    /// <summary>How many wait.</summary>
    public const int Waiting = 8;

    private readonly ConcurrencyLimiter limiter = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>A turn, or none where too many wait already.</summary>
    public ValueTask<RateLimitLease> TakeAsync(CancellationToken cancellationToken) => limiter.AcquireAsync(1, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();
}
