using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace FilmBlog.Web.Security;

/// <summary>
/// For pages that change who may come in: one must have proved within the last ten minutes who one is, by password or passkey. Otherwise one
/// is asked to, and comes back; what one was sending is sent on then.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RecentProofAttribute : Attribute, IAuthorizationFilter
{
    private const string ClaimType = "proved_at";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>Says when an author has proved who they are.</summary>
    public static Claim At(DateTimeOffset at) => new(ClaimType, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>The same claim of a sign-in.</summary>
    public static Claim Of(ClaimsPrincipal author) => author.FindFirst(ClaimType) ?? At(DateTimeOffset.UnixEpoch);

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (http.User.AuthorId is not null && IsDue(http))
        {
            context.Result = Ask(http.Request);
        }
    }

    /// <summary>Whether who is signed in has to prove once more who they are, for what is only a part of a page.</summary>
    public static bool IsDue(HttpContext http)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return now - DateTimeOffset.FromUnixTimeSeconds(long.Parse(Of(http.User).Value, CultureInfo.InvariantCulture)) > Lasts;
    }

    /// <summary>Sends them to where they do so, with what they were sending.</summary>
    public static LocalRedirectResult Ask(HttpRequest request) => new(AddressToAsk(request), permanent: false, preserveMethod: !HttpMethods.IsGet(request.Method));

    /// <summary>Where they do so; a form goes there as it is, with its method.</summary>
    public static string AddressToAsk(HttpRequest request) =>
        $"/account/confirm?{(HttpMethods.IsGet(request.Method) ? "" : "handler=keep&")}returnurl={Uri.EscapeDataString(request.Path + request.QueryString)}";
}
