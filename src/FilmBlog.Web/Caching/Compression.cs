using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace FilmBlog.Web.Caching;

/// <summary>Compression of pages. Pages that hold a secret beside what a visitor sent have none of either's text from outside.</summary>
internal static class Compression
{
    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes =
            [
                .. ResponseCompressionDefaults.MimeTypes, "text/markdown", "application/manifest+json", "application/speculationrules+json",
            ];
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);
    }
}
