using Microsoft.AspNetCore.HttpOverrides;

namespace FilmBlog.Web.Security;

/// <summary>Whose word on scheme and client address is believed: loopback's and that of the proxies in the settings, nobody else's.</summary>
internal static class TrustedProxies
{
    private static readonly string Scheme = ForwardedHeadersDefaults.XForwardedProtoHeaderName;
    private static readonly string[] Forwarded = [ForwardedHeadersDefaults.XForwardedForHeaderName, ForwardedHeadersDefaults.XForwardedProtoHeaderName];
    private static readonly string OriginalScheme = ForwardedHeadersDefaults.XOriginalProtoHeaderName;
    private static readonly string OriginalClient = ForwardedHeadersDefaults.XOriginalForHeaderName;

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

    /// <summary>Takes over what trusted proxies forward, and notes the scheme and the client that it replaced; notes that came with the request are none of ours.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            var headers = context.Request.Headers;
            headers.Remove(OriginalScheme);
            headers.Remove(OriginalClient);
            // It becomes the scheme of whole addresses: no proxy has a third word for it.
            if (!headers.GetCommaSeparatedValues(Scheme).All(word => word.Equals("http", StringComparison.OrdinalIgnoreCase) || word.Equals("https", StringComparison.OrdinalIgnoreCase)))
            {
                headers.Remove(Scheme);
            }

            return next(context);
        });
        app.UseForwardedHeaders();
    }

    /// <summary>Whether a trusted proxy forwarded it, so that its scheme is the one that the browser used.</summary>
    public static bool CameThroughProxy(this HttpRequest request) => request.Headers.ContainsKey(OriginalScheme);

    /// <summary>The trusted proxy that forwarded something: its own address and port, as the connection has them. Null: none did.</summary>
    public static string? ProxyOf(this HttpRequest request) => request.Headers[OriginalClient].FirstOrDefault();

    /// <summary>What was forwarded and is not believed, or comes from further away than the last proxy: the names of the headers.</summary>
    public static IReadOnlyList<string> Unbelieved(this HttpRequest request) => [.. Forwarded.Where(request.Headers.ContainsKey)];
}
