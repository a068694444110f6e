using Microsoft.AspNetCore.HttpOverrides;

namespace FilmBlog.Web.Security;

/// <summary>Whose word on scheme and client address is believed: loopback's and that of the proxies in the settings, nobody else's.</summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services, SiteOptions site) =>
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // Never the host: absolute addresses come from the settings.
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in site.Proxies)
            {
                forwarded.KnownProxies.Add(proxy);
            }
        });
}
