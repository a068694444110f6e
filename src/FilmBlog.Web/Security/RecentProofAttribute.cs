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
        if (http.User.AuthorId is not null && IsDue(http))
        {
            context.Result = new LocalRedirectResult(AddressToAsk(http.Request.Path));
        }
    }

    /// <summary>Whether who is signed in has to prove once more who they are, for what is only a part of a page.</summary>
    public static bool IsDue(HttpContext http)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return now - DateTimeOffset.FromUnixTimeSeconds(long.Parse(Of(http.User).Value, CultureInfo.InvariantCulture)) > Lasts;
    }

    /// <summary>Where they do so; afterwards they come to a page of this site.</summary>
    public static string AddressToAsk(string page) => "/account/confirm?returnurl=" + Uri.EscapeDataString(page);
}
