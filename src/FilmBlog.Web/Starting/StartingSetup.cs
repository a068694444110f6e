using FilmBlog.Core.Backups;
using FilmBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Starting;

/// <summary>The start, what visitors see while it lasts, and what operators ask.</summary>
internal static class StartingSetup
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void AddStarting(this IServiceCollection services)
    {
        services.AddSingleton<StartState>();
        services.AddSingleton<FirstImport>();
        services.AddHostedService<SiteStart>();
    }

    /// <summary>Until the first import has ended, a page that asks for a moment's patience and looks again by itself.</summary>
    public static void UseStartGate(this WebApplication app)
    {
        var state = app.Services.GetRequiredService<StartState>();
        app.Use((context, next) => state.IsReady || context.Request.Path.Value is "/healthz" or "/readyz" ? next(context) : AskForPatienceAsync(context));
    }

    /// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it is started and reaches its database.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/healthz", Reading, (HttpContext context) => Answer(context, StatusCodes.Status200OK, "alive"));
        app.MapMethods("/readyz", Reading, async (HttpContext context, StartState state, FilmBlogContext db, BackupState backups) =>
            !state.IsReady ? Answer(context, StatusCodes.Status503ServiceUnavailable, "starting")
            : await ReachesAsync(db, context.RequestAborted) ? Answer(context, StatusCodes.Status200OK, backups.Failure is null ? "ready" : "ready, but the latest backup failed")
            : Answer(context, StatusCodes.Status503ServiceUnavailable, "the database cannot be reached"));
    }

    private static IResult Answer(HttpContext context, int status, string text)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(text, "text/plain", statusCode: status);
    }

    private static async Task<bool> ReachesAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        try
        {
            return await db.Settings.CountAsync(cancellationToken) >= 0;
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException)
        {
            return false;
        }
    }

    private static Task AskForPatienceAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.RetryAfter = "1";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync("""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="refresh" content="1">
            <title>One moment</title>
            <h1>One moment</h1>
            <p>The reviews are being brought in. This page looks again by itself.</p>
            </html>
            """, context.RequestAborted);
    }
}
