using FilmBlog.Core.Backups;
using FilmBlog.Core.Data;
using FilmBlog.Web.Starting;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Health;

/// <summary>How the site is doing, for those who run it: one word in public, details in the log, at the desk and among the metrics.</summary>
internal static class HealthSetup
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<SiteHealth>();
        services.AddHostedService<HealthWatch>();
        // Work that ends by an exception is logged and noted; readers are served all the same.
        services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
    }

    /// <summary>
    /// <c>/healthz</c>: the process answers. <c>/readyz</c>: it is started, reads its database and could save; <c>degraded</c> where work
    /// behind the pages fails, which is no reason to take the site from its readers.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/healthz", Reading, (HttpContext context) => Answer(context, StatusCodes.Status200OK, "alive"));
        app.MapMethods("/readyz", Reading, async (HttpContext context, StartState state, SiteHealth health, BackupState backups, FilmBlogContext db) =>
            state.HasFailed ? Unready(context, "the first import failed")
            : !state.IsReady ? Unready(context, "starting")
            : !await ReachesAsync(db, context.RequestAborted) ? Unready(context, "the database cannot be reached")
            : health.Unwritable is not null ? Unready(context, "nothing can be saved")
            : Answer(context, StatusCodes.Status200OK, health.IsDegraded || backups.IsDegraded ? "degraded" : "ready"));
    }

    private static IResult Unready(HttpContext context, string text) => Answer(context, StatusCodes.Status503ServiceUnavailable, text);

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
}
