using FilmBlog.Core.Imaging;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Media;

/// <summary>The author's images at <c>/media/{hash}.webp</c>: named by their bytes, so they never change.</summary>
internal static class MediaEndpoint
{
    public static void MapMedia(this IEndpointRouteBuilder app) =>
        app.MapMethods("/media/{hash:regex(^[0-9a-f]{{64}}$)}.webp", [HttpMethods.Get, HttpMethods.Head], (string hash, HttpContext context, ImageStore store) =>
        {
            var path = store.PathOf(hash);
            if (!File.Exists(path))
            {
                return Results.NotFound();
            }

            var headers = context.Response.Headers;
            headers.CacheControl = "public, max-age=31536000, immutable";
            // Feed readers on other sites may show it.
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            return Results.File(path, ImageStore.MediaType, entityTag: new EntityTagHeaderValue($"\"{hash[..32]}\""), enableRangeProcessing: true);
        });
}
