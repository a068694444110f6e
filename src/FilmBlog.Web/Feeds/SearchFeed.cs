using FilmBlog.Core.Searching;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Feeds;

/// <summary>
/// <c>/search/atom.xml?q=</c>: the newest reviews that a search finds. Made for who asks and kept by nobody here, since anything may be asked; who
/// asks again is told that nothing is new.
/// </summary>
internal static class SearchFeed
{
    private const string Path = "/search/atom.xml";

    /// <summary>Where the feed of a search stands.</summary>
    public static string PathOf(string query) => $"{Path}?q={Uri.EscapeDataString(query)}";

    /// <summary>Makes the feed public.</summary>
    public static void MapSearchFeed(this IEndpointRouteBuilder app) =>
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], async (HttpContext context, string? q, SiteOptions site, FeedContents contents) =>
        {
            var feed = await contents.FindAsync(SearchQuery.Read(q), context.Request.AbsoluteAddress(site, ""), context.RequestAborted);
            context.Response.Headers.CacheControl = "public, max-age=300";
            context.Response.Headers["X-Robots-Tag"] = "noindex";
            return Results.Bytes(FeedEndpoints.Write(feed), $"{FeedAddress.MediaType(FeedFormat.Atom)}; charset=utf-8");
        }).WithMetadata(new ValidatedAttribute()).RequireRateLimiting(RateLimits.Search);
}
