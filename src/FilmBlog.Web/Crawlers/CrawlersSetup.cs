using FilmBlog.Web.Caching;

namespace FilmBlog.Web.Crawlers;

/// <summary>What search engines and other crawlers are told.</summary>
internal static class CrawlersSetup
{
    public static void AddCrawlers(this IServiceCollection services)
    {
        services.AddSingleton<EncodedTag>();
        services.AddSingleton<SitemapAnswer>();
        services.AddScoped<SitemapAddresses>();
    }

    public static void MapCrawlers(this IEndpointRouteBuilder app)
    {
        app.MapRobots();
        app.MapSitemaps();
    }
}
