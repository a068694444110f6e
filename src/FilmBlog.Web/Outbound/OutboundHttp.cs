using System.Net;

namespace FilmBlog.Web.Outbound;

/// <summary>
/// The one way by which the program asks others anything by HTTP, and only where an operator turned that on. It goes to hosts in public alone,
/// follows nothing by itself, takes little and waits not long; no cookies, and no proxy, which would connect where nobody looks.
/// </summary>
internal static class OutboundHttp
{
    private const int MostHeaderKilobytes = 32;
    private const int MostBytes = 1024 * 1024;
    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InAll = TimeSpan.FromSeconds(30);

    /// <summary>A client that asks hosts in public.</summary>
    /// <param name="allowsPrivate">Whether an operator said that others may be asked, too.</param>
    public static HttpClient Client(bool allowsPrivate = false)
    {
        var client = new HttpClient(Handler(allowsPrivate));
        Bound(client);
        return client;
    }

    /// <summary>How long a client waits, and how much it takes.</summary>
    public static void Bound(HttpClient client)
    {
        client.Timeout = InAll;
        client.MaxResponseContentBufferSize = MostBytes;
    }

    /// <summary>What such a client sends by.</summary>
    /// <param name="allowsPrivate">Whether an operator said that hosts that are not in public may be asked, too.</param>
    /// <param name="resolve">Finds the addresses of a name; null: as the system does.</param>
    public static SocketsHttpHandler Handler(bool allowsPrivate, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ToConnect,
            MaxResponseHeadersLength = MostHeaderKilobytes,
        };
        if (!allowsPrivate)
        {
            var hosts = new PublicHosts(resolve ?? Dns.GetHostAddressesAsync);
            handler.ConnectCallback = hosts.ConnectAsync;
        }

        return handler;
    }

    /// <summary>Whether an address names a machine that is not in public, in so many words: whoever writes that into the settings means it.</summary>
    public static bool NamesPrivate(string address) =>
        new Uri(address) is var uri && (uri.IsLoopback || (IPAddress.TryParse(uri.IdnHost, out var literal) && !PublicHosts.IsPublic(literal)));
}
