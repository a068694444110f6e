namespace FilmBlog.Web.Starting;

/// <summary>The start, and what visitors see while it lasts.</summary>
internal static class StartingSetup
{
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
