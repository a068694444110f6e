using FilmBlog.Web.Desk;
using FilmBlog.Web.Pages.Admin.Hubs;
using FilmBlog.Web.Pages.Admin.Reviews;
using FilmBlog.Web.Pages.Admin.Site;
using FilmBlog.Web.Pages.Admin.Write;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin;

/// <summary>The pages of the desk.</summary>
internal static class DeskPages
{
    public static void AddDeskPages(this IServiceCollection services, SiteOptions site)
    {
        services.AddScoped<ProseWriter>();
        services.AddScoped<DeskHubs>();
        services.AddScoped<AboutText>();
        services.AddReviewPages();
        services.AddScoped<Editor>();
        services.AddScoped<Saving>();
        services.AddSingleton<SetAside>();
        services.AddScoped<NameCheck>();
        services.Configure<CookieTempDataProviderOptions>(message =>
        {
            // What a page of the desk says after something was done.
            message.Cookie.Name = site.IsOverTls ? "__Host-message" : "message";
            message.Cookie.SecurePolicy = site.IsOverTls ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            message.Cookie.SameSite = SameSiteMode.Strict;
        });
    }
}
