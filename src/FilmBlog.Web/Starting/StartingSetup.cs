namespace FilmBlog.Web.Starting;

/// <summary>The start, and what visitors see while it lasts.</summary>
internal static class StartingSetup
{
    private const string Patience = """
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
        """;

    private const string Failed = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Not open yet</title>
        <h1>Not open yet</h1>
        <p>The reviews could not be brought in. The log says why; once that is mended, the site has to be started again.</p>
        </html>
        """;

    public static void AddStarting(this IServiceCollection services)
    {
        services.AddSingleton<StartState>();
        services.AddSingleton<FirstImport>();
        services.AddHostedService<SiteStart>();
    }

    /// <summary>
    /// Until the first import has ended, a page that asks for a moment's patience and looks again by itself; where it failed, one that says so.
    /// </summary>
    public static void UseStartGate(this WebApplication app)
    {
        var state = app.Services.GetRequiredService<StartState>();
        app.Use((context, next) =>
            state.IsReady || context.Request.Path.Value is "/healthz" or "/readyz" ? next(context)
            : state.HasFailed ? AnswerAsync(context, Failed, again: "60")
            : AnswerAsync(context, Patience, again: "1"));
    }

    private static Task AnswerAsync(HttpContext context, string page, string again)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.RetryAfter = again;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(page, context.RequestAborted);
    }
}
