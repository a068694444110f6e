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
    /// <summary>The most bytes of names and values that are kept: an essay of the largest size with every other field full.</summary>
    public const int MostKept = 512 * 1024;

    /// <summary>The most bytes of a form that has them: each may be sent as three.</summary>
    public const int LargestForm = 3 * MostKept;

    public static Task AskToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.IsByScript)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return context.Response.WriteAsJsonAsync(new ScriptAnswer(false) { Message = "The sign-in has ended. Sign in again." });
        }

        var back = Uri.EscapeDataString(request.Path + request.QueryString);
        var isForm = HttpMethods.IsPost(request.Method) && request.HasFormContentType && request.IsFromHere;
        if (isForm && request.ContentLength <= LargestForm)
        {
            // 307: the browser sends the same once more, there.
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = "/account/resume?returnurl=" + back;
            return Task.CompletedTask;
        }

        // Below the public address, and made of the path alone: what a request says it is for leads nobody anywhere, and need not be an address.
        var site = context.HttpContext.RequestServices.GetRequiredService<SiteOptions>();
        context.Response.Redirect(request.AbsoluteAddress(site, (isForm ? "/account/resume?large=true&returnurl=" : "/account/sign-in?returnurl=") + back));
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
