using System.Net;
using FilmBlog.Core.Data;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Addresses;

/// <summary>
/// Where the site stands in public, and the one form of each of its addresses: lower case, without trailing slash. Other forms redirect.
/// </summary>
internal static class PublicAddress
{
    /// <summary>
    /// Refuses a host that is none, such as <c>xn--a</c>, before anything asks for it: the framework reads it anew each time, and throws.
    /// </summary>
    public static void UseReadableHost(this WebApplication app) => app.Use((context, next) =>
    {
        if (IsReadable(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("No host can have the name that this was sent to.", context.RequestAborted);
    });

    public static void UsePublicAddress(this WebApplication app)
    {
        var baseUrl = app.Services.GetRequiredService<SiteOptions>().BaseUrl?.TrimEnd('/');
        var overTls = baseUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ?? false;
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (baseUrl is null && !IsLoopback(request.Host.Host) && request.Path.Value is not ("/healthz" or "/readyz"))
            {
                return RefuseHostAsync(context);
            }

            var path = CanonicalPath(request.Path.Value ?? "/");
            var plainThroughProxy = overTls && !request.IsHttps && request.CameThroughProxy();
            if (path is null && !plainThroughProxy)
            {
                return next(context);
            }

            return RedirectAsync(context, path ?? request.Path.Value ?? "/", plainThroughProxy ? baseUrl : null);
        });
    }

    /// <summary>The absolute address of a path: below the setting or, without one, below the loopback host that was asked.</summary>
    public static string AbsoluteAddress(this HttpRequest request, SiteOptions site, string path) =>
        request.Origin(site) + (path == "/" && site.BaseUrl is null ? "/" : path);

    /// <summary>Scheme and host of the site: of the setting or, without one, of the loopback host that was asked.</summary>
    public static string Origin(this HttpRequest request, SiteOptions site) => site.BaseUrl?.TrimEnd('/') ?? request.OriginAsked();

    /// <summary>Scheme and host that were asked: what somebody wrote into the request, which is believed only where it names this machine.</summary>
    public static string OriginAsked(this HttpRequest request) => $"{request.Scheme}://{request.Host}";

    // The one form of a path; null when it has it already.
    private static string? CanonicalPath(string path)
    {
        if (path.Length <= 1 || !(path[^1] == '/' || path.Contains("//", StringComparison.Ordinal) || path.Any(char.IsUpper)))
        {
            return null;
        }

        // Some capitals have no small letter: what stays as it is must not redirect to itself.
        var canonical = "/" + string.Join('/', path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries));
        return canonical == path ? null : canonical;
    }

    // One hop in all: an old address in another form leads at once to where it leads in the end, over TLS if that is missing too.
    private static async Task RedirectAsync(HttpContext context, string path, string? baseUrl)
    {
        var request = context.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var there = isRead ? await DestinationAsync(context, path) : path;
        // Encoded, so that a backslash or a line end in it stays a part of the path. The query was one of the address that was asked for.
        var location = new PathString(there).ToUriComponent() + (there == path ? request.QueryString.Value : "");
        context.Response.StatusCode = baseUrl is null && isRead ? StatusCodes.Status301MovedPermanently : StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = baseUrl + location;
    }

    private static Task<string> DestinationAsync(HttpContext context, string path) => OldAddresses.DestinationAsync(
        context.RequestServices.GetRequiredService<FilmBlogContext>(), path, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), context.RequestAborted);

    private static bool IsReadable(HttpRequest request)
    {
        try
        {
            return request.Host.ToUriComponent() is not null;
        }
        catch (Exception none) when (none is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task RefuseHostAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            "This site does not know its public address yet: set FilmBlog:BaseUrl to it (for example https://films.example) and start again.", context.RequestAborted);
    }
}
