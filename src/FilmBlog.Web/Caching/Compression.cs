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
        // What is sent once: more would take longer than the page itself. What is kept is compressed as far as it goes, see KeptPage.
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }
}
