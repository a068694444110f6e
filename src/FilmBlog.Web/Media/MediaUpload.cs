using System.Globalization;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Media;

/// <summary>
/// Where pictures come in: <c>POST /admin/media/upload</c> for new ones, <c>POST /admin/media/{id}/replace</c> for another in the place of
/// one. A form is answered by the next page, a script that accepts JSON by an object.
/// </summary>
internal static class MediaUpload
{
    // Several at once, read one after the other.
    private const long MaxRequest = 10L * ImageMaster.MaxBytes;

    public static void MapMediaUpload(this IEndpointRouteBuilder app)
    {
        app.MapPost("/admin/media/upload", AddAsync).WithMetadata(new RequestSizeLimitAttribute(MaxRequest)).RequireRateLimiting(RateLimits.Upload);
        app.MapPost("/admin/media/{id:int}/replace", ReplaceAsync).WithMetadata(new RequestSizeLimitAttribute(ImageMaster.MaxBytes + (1024 * 1024)))
            .RequireAuthorization(DeskAccess.Owner).RequireRateLimiting(RateLimits.Upload);
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, UploadedFiles files, UploadedFileLimit limit, ImageLibrary library, FilmBlogContext db, Audit audit)
    {
        var cancellationToken = context.RequestAborted;
        var asJson = context.Request.AcceptsJson;
        var added = new List<string>();
        var refused = new List<string>();
        try
        {
            await foreach (var file in files.ReadAsync(context, cancellationToken))
            {
                if (!limit.Allows(context, out var wait))
                {
                    context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
                    // What comes behind it is not even read.
                    throw new UploadRefusedException(
                        StatusCodes.Status429TooManyRequests, $"{file.Name} and what came after it was not taken: that was much at once. Send it again in a minute.");
                }

                try
                {
                    var image = await library.AddAsync(file.Name, await ReadAsync(file, cancellationToken), cancellationToken);
                    audit.Note(ImageSight.Uploaded, image.Name);
                    await db.SaveChangesAsync(cancellationToken);
                    if (asJson)
                    {
                        // A script sends one file a request.
                        return Results.Json(Answer.To(image));
                    }

                    added.Add(image.Name);
                }
                catch (ImageRefusedException refusal) when (!asJson)
                {
                    refused.Add($"{file.Name} was refused: {refusal.Message}.");
                }
            }
        }
        catch (ImageRefusedException refusal)
        {
            return Refusal(StatusCodes.Status400BadRequest, refusal.Message);
        }
        catch (UploadRefusedException refusal) when (asJson)
        {
            return Refusal(refusal.Status, refusal.Message);
        }
        catch (UploadRefusedException refusal)
        {
            refused.Add(refusal.Message);
        }

        if (added.Count + refused.Count == 0)
        {
            refused.Add("No file was chosen.");
        }

        return asJson
            ? Refusal(StatusCodes.Status400BadRequest, refused[0])
            : context.Done("/admin/media", string.Join(' ', [.. added.Count > 0 ? [$"In the library: {string.Join(", ", added)}."] : Array.Empty<string>(), .. refused]));
    }

    private static async Task<IResult> ReplaceAsync(
        int id, HttpContext context, UploadedFiles files, ImageLibrary library, FilmBlogContext db, Audit audit, Shown shown)
    {
        var cancellationToken = context.RequestAborted;
        if (await db.Images.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } image)
        {
            return Results.NotFound();
        }

        var message = "No file was chosen.";
        try
        {
            await foreach (var file in files.ReadAsync(context, cancellationToken))
            {
                audit.Note("replaced a picture", image.Name, $"by {file.Name}");
                var behind = await library.ReplaceAsync(image, await ReadAsync(file, cancellationToken), cancellationToken);
                await shown.NowAsync(cancellationToken);
                message = behind.Count == 0
                    ? "Everything that shows this picture shows the new one now."
                    : $"The picture is replaced, but not everything shows it yet. {string.Join(' ', behind)}";
                break;
            }
        }
        catch (Exception refusal) when (refusal is ImageRefusedException or UploadRefusedException)
        {
            message = refusal is ImageRefusedException ? $"The picture was refused: {refusal.Message}." : refusal.Message;
        }

        return context.Done(FormattableString.Invariant($"/admin/media/{id}"), message);
    }

    private static async Task<byte[]> ReadAsync(UploadedFile file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await file.Content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > ImageMaster.MaxBytes)
            {
                throw new ImageRefusedException("the image is larger than 20 MB; save it smaller");
            }
        }

        return bytes.ToArray();
    }

    private static IResult Refusal(int status, string sentence) => Results.Json(new { message = sentence }, statusCode: status);

    extension(HttpRequest request)
    {
        private bool AcceptsJson => request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What a script learns of the picture that it sent.</summary>
    private sealed record Answer(string Name, string Markdown, string Address, int Width, int Height)
    {
        public static Answer To(Image image) =>
            new(image.Name, $"![]({LibraryImages.AddressOf(image)})", ImageStore.AddressOf(image.Hash), image.Width, image.Height);
    }
}
