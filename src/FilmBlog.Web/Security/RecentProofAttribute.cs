using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace FilmBlog.Web.Security;

/// <summary>
/// For pages that change who may come in: one must have proved within the last ten minutes who one is, by password or passkey. Otherwise one
/// is asked to, and comes back.
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
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var proved = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Of(http.User).Value, CultureInfo.InvariantCulture));
        if (http.User.AuthorId is not null && now - proved > Lasts)
        {
            context.Result = new LocalRedirectResult("/account/confirm?returnurl=" + Uri.EscapeDataString(http.Request.Path));
        }
    }
}
