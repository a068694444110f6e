using FilmBlog.Web.Addresses;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace FilmBlog.Web.Security;

/// <summary>
/// What is answered where one must sign in first. Who reads is sent to the form and comes back. A script hears 401. What somebody was sending
/// when their sign-in had ended goes on to <c>/account/resume</c>, which keeps it until they are signed in again.
/// </summary>
internal static class Strangers
{
    /// <summary>The most that is kept of what somebody was sending.</summary>
    public const int LargestForm = 2 * 1024 * 1024;

    public static Task AskToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.IsByScript)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return context.Response.WriteAsJsonAsync(new ScriptAnswer(false) { Message = "The sign-in has ended. Sign in again." });
        }

        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType && request.ContentLength <= LargestForm && request.IsFromHere)
        {
            // 307: the browser sends the same once more, there.
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = "/account/resume?returnurl=" + Uri.EscapeDataString(request.Path + request.QueryString);
            return Task.CompletedTask;
        }

        // Below the public address: what a request says it is for leads nobody anywhere.
        var site = context.HttpContext.RequestServices.GetRequiredService<SiteOptions>();
        context.Response.Redirect(request.AbsoluteAddress(site, new Uri(context.RedirectUri).PathAndQuery));
        return Task.CompletedTask;
    }

    public static Task RefuseAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.HttpContext.RequestServices.GetRequiredService<Refusals>().NoteRequest(context.HttpContext, "only an owner may");
        return context.Request.IsByScript
            ? context.Response.WriteAsJsonAsync(new ScriptAnswer(false) { Message = "Only an owner may do this." })
            : Task.CompletedTask;
    }
}
