using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Addresses;

/// <summary>Which answers 404 are worth the author's notice.</summary>
internal static class Misses
{
    // The desk and its door are nobody's old addresses, and what follows some of them is a secret.
    private static readonly string[] NotReaders = ["/admin", "/account", "/preview", "/errors", "/healthz", "/readyz"];

    // Where programs look for other programs to break into; old pages that end so have readers who come from somewhere.
    private static readonly string[] ProgramEndings =
        [".asp", ".aspx", ".bak", ".cgi", ".env", ".exe", ".gz", ".ini", ".jsp", ".log", ".php", ".php7", ".rar", ".sh", ".sql", ".tar", ".yaml", ".yml", ".zip"];

    private static readonly string[] ProgramFolders = ["actuator", "boaform", "cgi-bin", "owa", "phpmyadmin", "vendor", "xmlrpc"];

    public static void AddMisses(this IServiceCollection services)
    {
        services.AddSingleton<MissLog>();
        services.AddHostedService(provider => provider.GetRequiredService<MissLog>());
    }

    /// <summary>Counts what strangers ask for and do not find. Behind what renders the page that says so: it is counted before that page is sent.</summary>
    public static void UseMisses(this WebApplication app)
    {
        var (misses, site) = (app.Services.GetRequiredService<MissLog>(), app.Services.GetRequiredService<SiteOptions>());
        app.Use(async (context, next) =>
        {
            await next(context);
            if (context.Response.StatusCode == StatusCodes.Status404NotFound && PathOf(context) is { } path
                && ReferrerOf(context.Request, site) is var referrer && (referrer is not null || !IsProbe(path)))
            {
                misses.Count(path, referrer);
            }
        });
    }

    /// <summary>
    /// Whether only a program that looks for holes asks for this: a file of scripts, settings or backups, a hidden file, the folder of a well-known
    /// program. Unless a page leads there it is left out.
    /// </summary>
    internal static bool IsProbe(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(ProgramEndings, ending => path.EndsWith(ending, StringComparison.Ordinal))
            || Array.Exists(parts, part => part[0] == '.' || part.StartsWith("wp-", StringComparison.Ordinal) || ProgramFolders.Contains(part));
    }

    /// <summary>
    /// The page that led here: of this site its path, of another its address without query; null: none, or nothing that is a page.
    /// </summary>
    internal static string? ReferrerOf(HttpRequest request, SiteOptions site)
    {
        if (!Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var from) || from.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var isHere = Uri.TryCreate(request.Origin(site), UriKind.Absolute, out var here) && from.Authority.Equals(here.Authority, StringComparison.OrdinalIgnoreCase);
        var referrer = isHere ? Uri.UnescapeDataString(from.AbsolutePath) : from.GetLeftPart(UriPartial.Path);
        return referrer.Length <= 500 && !referrer.StartsWith("//", StringComparison.Ordinal) && !referrer.Any(char.IsControl) ? referrer : null;
    }

    private static string? PathOf(HttpContext context)
    {
        var request = context.Request;
        // What a browser fetches beforehand, nobody has asked for.
        var isAsked = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase)
            && context.User.Identity is not { IsAuthenticated: true }
            && !Array.Exists(NotReaders, part => request.Path.StartsWithSegments(part, StringComparison.OrdinalIgnoreCase));
        return isAsked ? Redirect.NormalPath(request.Path.Value ?? "/") : null;
    }
}
