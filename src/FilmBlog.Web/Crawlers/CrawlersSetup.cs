using System.Text;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Outbound;

namespace FilmBlog.Web.Crawlers;

/// <summary>What search engines and other crawlers are told.</summary>
internal static class CrawlersSetup
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void AddCrawlers(this IServiceCollection services, SiteOptions site)
    {
        services.AddSingleton<EncodedTag>();
        services.AddSingleton<SitemapAnswer>();
        services.AddScoped<SitemapAddresses>();
        if (site.IndexNow.IsOn)
        {
            services.AddHttpClient(Announcer.Client, OutboundHttp.Bound)
                .ConfigurePrimaryHttpMessageHandler(() => OutboundHttp.Handler(OutboundHttp.NamesPrivate(site.IndexNow.Endpoint)))
                .RemoveAllLoggers();
            services.AddScoped<ChangedAddresses>();
            services.AddSingleton<Announcer>();
            services.AddHostedService(provider => provider.GetRequiredService<Announcer>());
        }
    }

    public static void MapCrawlers(this IEndpointRouteBuilder app)
    {
        app.MapRobots();
        app.MapSitemaps();
        if (app.ServiceProvider.GetRequiredService<SiteOptions>().IndexNow is { IsOn: true } indexNow)
        {
            app.MapMethods(indexNow.KeyPath, Reading, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=3600";
                return Results.Text(indexNow.Key, "text/plain", Encoding.UTF8);
            });
        }
    }
}
