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
internal sealed class FromHereAttribute : Attribute, IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        if (!await IsAllowedAsync(context.HttpContext))
        {
            context.Result = new BadRequestResult();
        }
    }

    /// <summary>The same for an endpoint that is no page.</summary>
    public static async Task<bool> IsAllowedAsync(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.Request.IsFromHere
        || await http.RequestServices.GetRequiredService<IAntiforgery>().AllowsAsync(http);
}
