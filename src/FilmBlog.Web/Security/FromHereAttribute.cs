using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace FilmBlog.Web.Security;

/// <summary>
/// The protection of forms that must work whatever token they carry, since it may belong to a sign-in that has ended meanwhile or to none: what
/// is sent comes from a page of this site by the browser's own word, or carries a token that is valid after all. Stands beside
/// <see cref="IgnoreAntiforgeryTokenAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FromHereAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>After the limits of a request and of its form (900), where antiforgery stands: it may read the form.</summary>
    public int Order => 1000;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        if (await UnreadableAsync(context.HttpContext) is { } status)
        {
            context.Result = new StatusCodeResult(status);
        }
        else if (!await IsAllowedAsync(context.HttpContext))
        {
            context.Result = new BadRequestResult();
        }
    }

    // What does not say how large it is is found too large while it is read; a page would go on as if nothing had been filled in.
    private static async Task<int?> UnreadableAsync(HttpContext http)
    {
        try
        {
            _ = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
            return null;
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>The same for an endpoint that is no page.</summary>
    public static async Task<bool> IsAllowedAsync(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.Request.IsFromHere
        || await http.RequestServices.GetRequiredService<IAntiforgery>().AllowsAsync(http);
}
