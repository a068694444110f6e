using System.Globalization;
using FilmBlog.Core.Backups;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Media;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Content;

/// <summary>
/// What is too large for a page: a file to import comes in at <c>POST /admin/content/upload</c>; the whole blog goes out as files at
/// <c>/admin/content/export</c> and as a backup at <c>/admin/content/backup</c>.
/// </summary>
internal static class ContentTransfer
{
    private const string Page = "/admin/content";

    public static void MapContentTransfer(this IEndpointRouteBuilder app)
    {
        var owner = app.MapGroup(Page).RequireAuthorization(DeskAccess.Owner);
        owner.MapPost("/upload", UploadAsync).WithMetadata(new RequestSizeLimitAttribute(IncomingContent.MaxUpload + (1024 * 1024))).RequireRateLimiting(RateLimits.Upload);
        owner.MapPost("/export", ExportAsync);
        // It holds what proves who the authors are.
        owner.MapPost("/backup", BackupAsync).AddEndpointFilter(async (request, next) =>
            RecentProofAttribute.IsDue(request.HttpContext) ? Results.LocalRedirect(RecentProofAttribute.AddressToAsk(request.HttpContext.Request), preserveMethod: true) : await next(request));
    }

    private static async Task<IResult> UploadAsync(HttpContext context, UploadedFiles files, IncomingContent incoming, SiteProfile profile)
    {
        try
        {
            await foreach (var file in files.ReadAsync(context, context.RequestAborted))
            {
                var token = await incoming.TakeAsync(file.Name, file.Content, profile.Zone, context.User.AuthorName, context.RequestAborted);
                return Results.LocalRedirect($"{Page}/waiting/{token}");
            }

            return context.Done(Page, "No file was chosen.");
        }
        catch (Exception refusal) when (refusal is ArchiveRefusedException or UploadRefusedException)
        {
            return context.Done(Page, $"Nothing was imported. {refusal.Message}");
        }
    }

    private static Task<IResult> ExportAsync(HttpContext context, ExportArchive export, DownloadGate gate, Audit audit, FilmBlogContext db, SiteProfile profile, TimeProvider clock) =>
        SendAsync(context, gate, audit, db, "downloaded everything", NameOf("filmblog", profile, clock), export.WriteAsync);

    private static Task<IResult> BackupAsync(HttpContext context, BackupWriter backup, DownloadGate gate, Audit audit, FilmBlogContext db, SiteProfile profile, TimeProvider clock) =>
        SendAsync(context, gate, audit, db, "downloaded a backup", NameOf("filmblog-backup", profile, clock),
            (output, cancellationToken) => backup.WriteAsync(output, withKeys: false, cancellationToken));

    private static string NameOf(string kind, SiteProfile profile, TimeProvider clock) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}-{TimeZoneInfo.ConvertTime(clock.GetUtcNow(), profile.Zone):yyyy-MM-dd-HHmm}.zip");

    private static async Task<IResult> SendAsync<T>(
        HttpContext context, DownloadGate gate, Audit audit, FilmBlogContext db, string action, string name, Func<Stream, CancellationToken, Task<T>> write)
    {
        if (!await context.RequestServices.GetRequiredService<IAntiforgery>().AllowsAsync(context))
        {
            return context.Done(Page, "The form has expired. Try again.");
        }

        if (!gate.TryEnter())
        {
            return Results.Text("Another download is being made. Try again when it has ended.", "text/plain; charset=utf-8", statusCode: StatusCodes.Status409Conflict);
        }

        try
        {
            audit.Note(action, name);
            await db.SaveChangesAsync(context.RequestAborted);
            var headers = context.Response.Headers;
            headers.ContentType = "application/zip";
            headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            headers.CacheControl = "private, no-store";
            // The library's archives write some of their parts synchronously; there is never more than this one download.
            context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
            await write(context.Response.Body, context.RequestAborted);
            return Results.Empty;
        }
        catch (Exception refused) when (refused is BackupException or DatabaseDamagedException && !context.Response.HasStarted)
        {
            context.Response.Clear();
            return context.Done(Page, refused.Message);
        }
        finally
        {
            gate.Leave();
        }
    }
}

/// <summary>Lets one download of everything be made at a time: each takes the disk and the processor for itself.</summary>
internal sealed class DownloadGate
{
    private int taken;

    public bool TryEnter() => Interlocked.Exchange(ref taken, 1) == 0;

    public void Leave() => Volatile.Write(ref taken, 0);
}
