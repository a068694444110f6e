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

    /// <summary>Previews, a minute and author.</summary>
    [Range(1, 1_000_000)]
    public int Preview { get; set; } = 60;

    /// <summary>Uploads, a minute and author.</summary>
    [Range(1, 1_000_000)]
    public int Upload { get; set; } = 20;
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

    /// <summary>Previews, by author.</summary>
    public const string Preview = "preview";

    /// <summary>Uploads, by author.</summary>
    public const string Upload = "upload";

    // Each lies in memory while it comes in.
    private const int UploadsAtOnce = 4;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this IServiceCollection services, SiteOptions site)
    {
        var limits = site.Limits;
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RefuseAsync;
            limiter.AddPolicy(SignIn, http => Sent(http, ClientOf(http), limits.SignIn));
            limiter.AddPolicy(Preview, http => Sent(http, AuthorOf(http), limits.Preview));
            limiter.AddPolicy(Upload, http => RateLimitPartition.Get(AuthorOf(http), _ => RateLimiter.CreateChained(
                new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = UploadsAtOnce, QueueLimit = limits.Upload }),
                new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions { PermitLimit = limits.Upload, Window = Minute }))));
            limiter.AddPolicy(Search, http => RateLimitPartition.GetTokenBucketLimiter(ClientOf(http), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.SearchBurst,
                TokensPerPeriod = limits.SearchPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }));
        });
    }

    private static RateLimitPartition<string> Sent(HttpContext http, string who, int aMinute) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = aMinute, Window = Minute });

    private static string AuthorOf(HttpContext http) => http.User.AuthorId?.ToString(CultureInfo.InvariantCulture) ?? ClientOf(http);

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
