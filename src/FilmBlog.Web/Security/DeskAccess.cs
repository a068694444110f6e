using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace FilmBlog.Web.Security;

/// <summary>Who may come to the desk: everything needs a sign-in unless it is public by name.</summary>
internal static class DeskAccess
{
    /// <summary>The policy of what only an owner may do.</summary>
    public const string Owner = "owner";

    public static void AddDeskAccess(this IServiceCollection services, SiteOptions site)
    {
        var overTls = site.IsOverTls;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<Author>(identity =>
            {
                identity.Password.RequiredLength = 12;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.User.RequireUniqueEmail = true;
                // An address in any alphabet is an address.
                identity.User.AllowedUserNameCharacters = "";
            })
            .AddUserStore<AuthorStore>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<AuthorClaims>();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = overTls ? "__Host-desk" : "desk";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = overTls ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            cookie.LoginPath = "/account/sign-in";
            cookie.AccessDeniedPath = "/account/refused";
            cookie.ReturnUrlParameter = "returnurl";
        });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(IsSignedInWhereThereIsSomething).Build())
            .AddPolicy(Owner, policy => policy.RequireRole(nameof(AuthorRole.Owner)));
        services.AddHttpContextAccessor();
        services.AddScoped<Audit>();
    }

    // Where nothing answers there is nothing to protect: what is missing is missing for everyone, and so is a method that is not allowed.
    private static bool IsSignedInWhereThereIsSomething(AuthorizationHandlerContext context) =>
        context.User.Identity is { IsAuthenticated: true } || (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint);
}
