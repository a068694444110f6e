using FilmBlog.Core.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;

namespace FilmBlog.Web.Security;

/// <summary>Antiforgery for the pages that have a form, with keys that outlive a restart.</summary>
internal static class FormProtection
{
    /// <summary>The keys that protect cookies, forms and what is encrypted in the database.</summary>
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("FilmBlog");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<DataFolder, ILoggerFactory>((keys, folder, log) =>
                keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(KeyFiles.Readable(folder.Keys, log), log));
    }

    public static void AddFormProtection(this IServiceCollection services, SiteOptions site)
    {
        var overTls = site.IsOverTls;
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = overTls ? "__Host-form" : "form";
            // Not Always: a page with a form would then fail when it is asked for directly, over plain http.
            antiforgery.Cookie.SecurePolicy = overTls ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.None;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.HttpOnly = true;
        });
    }

    /// <summary>Whether a request carries a token that is valid; one whose form cannot be read carries none.</summary>
    public static async Task<bool> AllowsAsync(this IAntiforgery antiforgery, HttpContext http)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }
}
