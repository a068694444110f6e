using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Doctor;

/// <summary>A request as the site saw it: what it takes for true, and what it was told besides.</summary>
internal sealed record SeenRequest
{
    /// <summary>What it is written in.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>Scheme and host that were asked for.</summary>
    public required string Origin { get; init; }

    /// <summary>The address of the client, by which limits are counted.</summary>
    public string? Client { get; init; }

    /// <summary>Address and port at the other end of the connection: of the client, or of the proxy before the site. Null: a socket.</summary>
    public string? Connection { get; init; }

    /// <summary>Whether it came by a proxy that is believed.</summary>
    public bool IsBelieved { get; init; }

    /// <summary>Whether that proxy named the client.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>Headers by which something was forwarded that the site does not believe, or not all of it.</summary>
    public IReadOnlyList<string> Unbelieved { get; init; } = [];

    /// <summary>The setting <c>FilmBlog:BaseUrl</c> of the site.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>What the site sees of a request, after proxies were believed or not.</summary>
    public static SeenRequest Of(HttpContext context)
    {
        var (proxy, client) = (context.Request.ProxyOf(), context.Connection.RemoteIpAddress);
        var end = client is null ? null : new IPEndPoint(client, context.Connection.RemotePort).ToString();
        // A socket in the file system has no addresses: whoever may write there is believed, and a client that is there was forwarded.
        var isBySocket = context.Connection.LocalIpAddress is null;
        var isForwarded = isBySocket ? client is not null : proxy is not null && proxy != end;
        return new SeenRequest
        {
            Origin = context.Request.OriginAsked(),
            Client = client is null ? null : Plain(client).ToString(),
            Connection = isBySocket ? null : proxy ?? end,
            IsBelieved = isForwarded || context.Request.CameThroughProxy(),
            IsForwarded = isForwarded,
            Unbelieved = context.Request.Unbelieved(),
            BaseUrl = context.RequestServices.GetRequiredService<SiteOptions>().BaseUrl,
        };
    }

    /// <summary><see cref="Connection"/> as it can be compared; null: not known.</summary>
    [JsonIgnore]
    public IPEndPoint? ConnectedFrom => IPEndPoint.TryParse(Connection ?? "", out var end) ? new IPEndPoint(Plain(end.Address), end.Port) : null;

    /// <summary>An address of IPv4 as such, also where a server that listens for both kinds writes it as one of IPv6.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
