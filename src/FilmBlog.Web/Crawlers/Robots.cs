using System.Text;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;

namespace FilmBlog.Web.Crawlers;

/// <summary><c>/robots.txt</c> (RFC 9309): everything but the desk is for all, except whom the owner refuses.</summary>
internal static class Robots
{
    public static void MapRobots(this IEndpointRouteBuilder app) =>
        app.MapMethods("/robots.txt", [HttpMethods.Get, HttpMethods.Head], (HttpContext context, SiteOptions site) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.Text(Text(site.Crawlers, context.Request.AbsoluteAddress(site, "/sitemap.xml")), "text/plain", Encoding.UTF8);
        }).WithMetadata(new ValidatedAttribute());

    private static string Text(CrawlerOptions crawlers, string sitemap)
    {
        var text = new StringBuilder();
        foreach (var name in crawlers.Refused)
        {
            text.Append("User-agent: ").Append(name).Append('\n');
        }

        // One group: a crawler obeys the one that names it and no other.
        text.Append(crawlers.Refused.Count > 0 ? "Disallow: /\n\n" : "");
        return text.Append("User-agent: *\nDisallow: /admin/\n\nSitemap: ").Append(sitemap).Append('\n').ToString();
    }
}
