using System.Security.Cryptography;
using FilmBlog.Core.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;

namespace FilmBlog.Web.Security;

/// <summary>Antiforgery for the pages that have a form, with keys that outlive a restart.</summary>
internal static class FormProtection
{
    private const string Application = "FilmBlog";

    /// <summary>The keys that protect cookies, forms and what is encrypted in the database.</summary>
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName(Application);
        services.AddOptions<KeyManagementOptions>()
            .Configure<DataFolder, ILoggerFactory>((keys, folder, log) => keys.XmlRepository = new FileSystemXmlRepository(KeyFiles.Readable(folder.Keys, log), log));
    }

    /// <summary>
    /// The same keys as they lie in a data folder, for who only looks: none is made. What they are asked to do throws
    /// <see cref="CryptographicException"/> or what the files threw, where there is no key that fits.
    /// </summary>
    /// <param name="folder">Its folder of keys must be there: else it is made.</param>
    public static IDataProtectionProvider KeysOf(DataFolder folder)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(Application).DisableAutomaticKeyGeneration();
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder.Keys), NullLoggerFactory.Instance));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
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
