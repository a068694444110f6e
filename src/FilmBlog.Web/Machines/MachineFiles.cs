using System.Text.Json;

namespace FilmBlog.Web.Machines;

/// <summary>Small files for browsers.</summary>
internal static class MachineFiles
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMachineFiles(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/site.webmanifest", Reading, (HttpContext context, SiteProfile site) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.Text(Manifest(site), "application/manifest+json");
        });
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
