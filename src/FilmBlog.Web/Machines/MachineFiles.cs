using System.Text.Json;
using FilmBlog.Web.Caching;

namespace FilmBlog.Web.Machines;

/// <summary>Small files for browsers.</summary>
internal static class MachineFiles
{
    /// <summary>Where the rules are by which browsers make the next page ready; pages name it in a header.</summary>
    public const string SpeculationPath = "/speculation.json";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    // Pages that are complete without scripts can be made ready while the pointer rests on a link; what is private, changes something or is
    // no page stays out.
    private static readonly string Speculation = JsonSerializer.Serialize(new
    {
        prerender = new[]
        {
            new
            {
                eagerness = "moderate",
                where = new
                {
                    and = new object[]
                    {
                        new { href_matches = "/*" },
                        new { not = new { href_matches = new[] { "/admin", "/admin/*", "/account/*", "/preview/*", "/random", "/appearance", "/search", "/*\\?*", "/media/*", "/cards/*", "/*.md", "/*.xml", "/*.json", "/*.opml", "/*.txt" } } },
                        new { not = new { selector_matches = "[data-no-prefetch], [download]" } },
                    },
                },
            },
        },
    });

    public static void MapMachineFiles(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("").WithMetadata(new ValidatedAttribute());
        files.MapMethods("/site.webmanifest", Reading, (HttpContext context, SiteProfile site) => Cached(context, Results.Text(Manifest(site), "application/manifest+json")));
        files.MapMethods(SpeculationPath, Reading, (HttpContext context) => Cached(context, Results.Text(Speculation, "application/speculationrules+json")));
    }

    private static IResult Cached(HttpContext context, IResult file)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return file;
    }

    private static string Manifest(SiteProfile site) => JsonSerializer.Serialize(new
    {
        name = site.Title,
        short_name = site.Title,
        lang = site.Language,
        start_url = "/",
        display = "minimal-ui",
        background_color = "#fbf9f4",
        theme_color = "#2f3a26",
        icons = new[]
        {
            new { src = "/img/icon-512.png", sizes = "512x512", type = "image/png" },
            new { src = "/img/apple-touch-icon.png", sizes = "180x180", type = "image/png" },
        },
    });
}
