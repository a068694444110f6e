using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;

namespace FilmBlog.Web.Crawlers;

/// <summary><c>/sitemap.xml</c>: every address that search engines are to know, or, of a large blog, an index of the files that list them.</summary>
internal static class Sitemaps
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapSitemaps(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/sitemap.xml", Reading, async (HttpContext context, SitemapAddresses addresses, SitemapAnswer answer) =>
        {
            var cancellationToken = context.RequestAborted;
            return answer.Of(context, async (output, absolute) =>
            {
                if (await addresses.CountAsync(cancellationToken) <= SitemapWriter.MostAddresses)
                {
                    await SitemapWriter.WriteAsync(output, absolute, addresses.AllAsync(cancellationToken), cancellationToken);
                }
                else
                {
                    await SitemapWriter.WriteIndexAsync(output, absolute, await addresses.ShardsAsync(cancellationToken), cancellationToken);
                }
            });
        });
        app.MapMethods("/sitemaps/{name}.xml", Reading, async (string name, HttpContext context, SitemapAddresses addresses, SitemapAnswer answer) =>
        {
            var cancellationToken = context.RequestAborted;
            if (!SitemapShard.TryParse(name, out var shard))
            {
                return Results.NotFound();
            }

            // A list of nothing is no sitemap.
            return await addresses.OfAsync(shard.Value, cancellationToken).AnyAsync(cancellationToken)
                ? answer.Of(context, (output, absolute) => SitemapWriter.WriteAsync(output, absolute, addresses.OfAsync(shard.Value, cancellationToken), cancellationToken))
                : Results.NotFound();
        });
    }
}

/// <summary>How a sitemap is answered: streamed, with what crawlers and caches need to ask for it again in vain.</summary>
internal sealed class SitemapAnswer(SiteOptions site, ReviewCatalogue catalogue, EncodedTag tag)
{
    private const string MediaType = "application/xml; charset=utf-8";

    /// <summary>The answer: 304 where the asker has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="write">Writes it, given what makes an address of a path.</param>
    public IResult Of(HttpContext context, Func<Stream, Func<string, string>, Task> write)
    {
        var root = context.Request.AbsoluteAddress(site, "/").TrimEnd('/');
        // What readers see and nothing else: who asks again and again must not learn from it when somebody is writing.
        var (version, changedAt) = (catalogue.Version, catalogue.ChangedAt);
        context.Response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={(int)TimeSpan.FromMinutes(5).TotalSeconds}");
        return Results.Stream(
            output => write(output, path => root + path),
            MediaType,
            lastModified: changedAt.AddTicks(-(changedAt.UtcTicks % TimeSpan.TicksPerSecond)),
            entityTag: tag.Of(context, string.Create(CultureInfo.InvariantCulture, $"{root} {changedAt.UtcTicks} {version}")));
    }
}
