using Microsoft.Extensions.Primitives;

namespace FilmBlog.Web.Security;

/// <summary>
/// The headers that every answer of the site carries, errors and files included. What Kestrel refuses by itself (a request that is none, too
/// long an address, too many headers) never comes here, and it offers no place to add to its answer, which has no body.
/// </summary>
internal static class SecurityHeaders
{
    // Nothing inline, nothing from elsewhere, no string becomes a script.
    private static readonly StringValues ReadersPolicy = PolicyWith("img-src 'self'");

    // At the desk a picture is shown before it is sent.
    private static readonly StringValues DeskPolicy = PolicyWith("img-src 'self' blob:");

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Referrer = "strict-origin-when-cross-origin";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues Permissions = "camera=(), geolocation=(), microphone=()";
    private static readonly StringValues TwoYears = "max-age=63072000; includeSubDomains";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var overTls = app.Services.GetRequiredService<SiteOptions>().IsOverTls;
        app.Use((context, next) =>
        {
            Set(context, overTls);
            // An exception clears the headers that were set before it; what is set when the answer starts stays.
            context.Response.OnStarting(state =>
            {
                Set((HttpContext)state, overTls);
                return Task.CompletedTask;
            }, context);
            return next(context);
        });
    }

    private static void Set(HttpContext context, bool overTls)
    {
        var headers = context.Response.Headers;
        headers.TryAdd("Content-Security-Policy", context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase) ? DeskPolicy : ReadersPolicy);
        headers.TryAdd("X-Content-Type-Options", NoSniff);
        headers.TryAdd("Referrer-Policy", LetsIn(context.Request.Path) ? NoReferrer : Referrer);
        headers.TryAdd("Cross-Origin-Opener-Policy", SameOrigin);
        headers.TryAdd("Cross-Origin-Resource-Policy", SameOrigin);
        headers.TryAdd("Permissions-Policy", Permissions);
        if (overTls && context.Request.IsHttps)
        {
            headers.TryAdd("Strict-Transport-Security", TwoYears);
        }
    }

    // Pages whose addresses carry what lets somebody in.
    private static bool LetsIn(PathString path) =>
        path.StartsWithSegments("/account/first", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/account/password", StringComparison.OrdinalIgnoreCase);

    private static string PolicyWith(string images) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'; {images}; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";
}
