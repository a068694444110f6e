using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Security;

/// <summary>
/// What pages of other sites have a browser ask of this one, by the browser's own word (Fetch Metadata). They may lead here; they may change
/// nothing, and what needs a sign-in answers them only as a page of its own. Stands beside antiforgery and the cookies' SameSite: of three, one
/// must hold. Browsers that send no such header, and programs, pass.
/// </summary>
internal static class CrossSite
{
    private const string Sentence = "This was sent by a page of another site, so nothing was done. Open the page here and do it again.";

    /// <summary>Refuses what another site sends, before anything else looks at it.</summary>
    public static void UseCrossSiteRefusal(this WebApplication app) =>
        app.Use((context, next) => context.Request.IsFromElsewhere && !IsReading(context.Request.Method) ? RefuseAsync(context) : next(context));

    /// <summary>Refuses what another site embeds or fetches of that which needs a sign-in; after routing.</summary>
    public static void UseIsolation(this WebApplication app) =>
        app.Use((context, next) => context.Request.IsFromElsewhere && NeedsSignIn(context) && !IsOpened(context.Request) ? RefuseAsync(context) : next(context));

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool NeedsSignIn(HttpContext context) => context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    // A link that is followed, in a window of its own: not a frame, an object or a picture.
    private static bool IsOpened(HttpRequest request) => request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    private static Task RefuseAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status403Forbidden;
        context.RequestServices.GetRequiredService<Refusals>().NoteRequest(context, "sent by a page of", context.Request.Headers.Origin.ToString());
        response.Headers.CacheControl = "no-store";
        if (context.Request.IsByScript)
        {
            return response.WriteAsJsonAsync(new ScriptAnswer(false) { Message = Sentence }, context.RequestAborted);
        }

        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(Sentence, context.RequestAborted);
    }
}
