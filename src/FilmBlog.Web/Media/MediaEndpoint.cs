using FilmBlog.Core.Data;
using FilmBlog.Core.Imaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Media;

/// <summary>
/// The author's images below <c>/media/</c>: masters, narrower forms and plainer ones, made when they are first asked for. Named by the bytes
/// of the master, so they never change.
/// </summary>
internal static class MediaEndpoint
{
    public static void MapMedia(this IEndpointRouteBuilder app) =>
        app.MapMethods("/media/{file:maxlength(80)}", [HttpMethods.Get, HttpMethods.Head], async (string file, HttpContext context, ImageStore store, FilmBlogContext db) =>
        {
            // What was deleted or replaced stays a while on the disk, for backups, but is nobody's to see any more.
            if (!ImageForm.TryParse(file, out var form)
                || !(await db.Images.AnyAsync(i => i.Hash == form.Hash, context.RequestAborted) || store.IsLeaving(form.Hash))
                || await store.FindAsync(form, context.RequestAborted) is not { } path)
            {
                return Results.NotFound();
            }

            var headers = context.Response.Headers;
            headers.CacheControl = "public, max-age=31536000, immutable";
            // Feed readers on other sites may show it.
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            return Results.File(path, form.MediaType, entityTag: new EntityTagHeaderValue($"\"{form.FileName[32..]}\""), enableRangeProcessing: true);
        });
}
