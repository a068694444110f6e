using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Mail;
using Microsoft.AspNetCore.Authentication.Cookies;
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
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddApplicationCookie();
        // Keeps the challenge of a passkey until the browser has answered it.
        services.AddAuthentication().AddTwoFactorUserIdCookie();
        services.ConfigureApplicationCookie(cookie =>
        {
            Protect(cookie, site, "desk");
            cookie.LoginPath = "/account/sign-in";
            cookie.ReturnUrlParameter = "returnurl";
            // The session in the database ends before; see Session.
            cookie.ExpireTimeSpan = Session.Longest;
            cookie.SlidingExpiration = false;
            // The security stamp is looked at with each request, when the session is read.
            cookie.Events = new CookieAuthenticationEvents { OnRedirectToLogin = Strangers.AskToSignInAsync, OnRedirectToAccessDenied = Strangers.RefuseAsync };
        });
        services.AddSingleton<StoredSessions>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<StoredSessions>((cookie, sessions) => cookie.SessionStore = sessions);
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie => Protect(cookie, site, "ceremony"));
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // Never the name that a request claims to be for.
            passkeys.ServerDomain = site.BaseUrl is { } url ? new Uri(url).IdnHost : "localhost";
            passkeys.UserVerificationRequirement = "required";
            // So that one is found without saying who one is.
            passkeys.ResidentKeyRequirement = "required";
            passkeys.ValidateOrigin = said => ValueTask.FromResult(!said.CrossOrigin && Passkeys.IsPageOf(said.Origin, said.HttpContext.Request.Origin(site)));
        });
        new IdentityBuilder(typeof(Author), services).AddSignInManager().AddClaimsPrincipalFactory<AuthorClaims>();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(IsSignedInWhereThereIsSomething).Build())
            .AddPolicy(Owner, policy => policy.RequireRole(nameof(AuthorRole.Owner)));
        services.AddRateLimits(site);
        services.AddSingleton<CarryingGate>();

        services.AddSingleton<Seal>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<KnownBrowser>();
        services.AddSingleton<UsedChallenges>();
        services.AddSingleton<Refusals>();
        services.AddHostedService(provider => provider.GetRequiredService<Refusals>());
        services.AddSingleton(new OperatorConsole(Console.Out));
        services.AddSingleton<FirstAuthor>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstAuthor>());
        services.AddScoped<Door>();
        services.AddScoped<AccountChanges>();
        services.AddScoped<Passkeys>();
        services.AddScoped<PasswordLinks>();
        services.AddMail();
    }

    /// <summary>Finds out who asks. Where that could not be read, the request fails: nobody is taken for a stranger who is none.</summary>
    public static void UseSessions(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((context, next) =>
        {
            StoredSessions.ThrowIfUnread(context);
            return next(context);
        });
    }

    private static void Protect(CookieAuthenticationOptions cookie, SiteOptions site, string name)
    {
        cookie.Cookie.Name = site.IsOverTls ? "__Host-" + name : name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = site.IsOverTls ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }

    // Where nothing answers there is nothing to protect: what is missing is missing for everyone, and so is a method that is not allowed.
    private static bool IsSignedInWhereThereIsSomething(AuthorizationHandlerContext context) =>
        context.User.Identity is { IsAuthenticated: true } || (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint);
}
