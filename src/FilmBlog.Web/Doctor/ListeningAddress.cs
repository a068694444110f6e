using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace FilmBlog.Web.Doctor;

/// <summary>An address that the site listens on.</summary>
/// <param name="Scheme">http or https.</param>
/// <param name="Host">A name, an address, <c>*</c>, or <c>unix:</c> with the path of a socket.</param>
/// <param name="Port">0: whichever is free.</param>
internal sealed record ListeningAddress(string Scheme, string Host, int Port)
{
    private const string ByDefault = "http://localhost:5000";
    private const string UrlsSetting = "--urls (ASPNETCORE_URLS)";

    /// <summary>Whether it is spoken to over TLS.</summary>
    public bool IsOverTls => Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a socket in the file system, which has no port.</summary>
    public bool IsSocket => Host.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) || Host.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether only this machine reaches it. To the server any other name than localhost means all addresses.</summary>
    public bool IsLoopback => IsSocket || Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// What the site listens on by settings, environment and command line, as ASP.NET Core reads them: <c>Kestrel:Endpoints</c> before
    /// <c>urls</c> before ports; and which of it is no address, each in a sentence that names the setting.
    /// </summary>
    public static (IReadOnlyList<ListeningAddress> Addresses, IReadOnlyList<string> Wrong) Of(IConfiguration configuration)
    {
        var (addresses, wrong) = (new List<ListeningAddress>(), new List<string>());
        foreach (var (setting, url) in Given(configuration))
        {
            if (TryParse(url, out var address, out var why))
            {
                addresses.Add(address);
            }
            else
            {
                wrong.Add($"{setting} names \"{url}\", which nobody can listen on: {why}. It must be an address such as {ByDefault}.");
            }
        }

        return (addresses, wrong);
    }

    private static List<(string Setting, string Url)> Given(IConfiguration configuration)
    {
        List<(string Setting, string Url)> urls = configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } given
            ? [.. given.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => (UrlsSetting, url))]
            : [.. Ports(configuration, WebHostDefaults.HttpPortsKey, Uri.UriSchemeHttp), .. Ports(configuration, WebHostDefaults.HttpsPortsKey, Uri.UriSchemeHttps)];
        List<(string Setting, string Url)> endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"] ?? ""))];
        var prefersUrls = bool.TryParse(configuration[WebHostDefaults.PreferHostingUrlsKey], out var prefers) && prefers && urls.Count > 0;
        return endpoints.Count > 0 && !prefersUrls ? endpoints : urls.Count > 0 ? urls : [("", ByDefault)];
    }

    private static IEnumerable<(string Setting, string Url)> Ports(IConfiguration configuration, string key, string scheme) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => ($"ASPNETCORE_{key.ToUpperInvariant()}", $"{scheme}://*:{port}"));

    // Each of these stops a start, with words that tell less.
    private static bool TryParse(string url, [NotNullWhen(true)] out ListeningAddress? address, [NotNullWhen(false)] out string? why)
    {
        (address, why) = (null, null);
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            why = "it has no scheme, or no host";
            return false;
        }

        address = new ListeningAddress(parsed.Scheme, parsed.Host.Trim('[', ']'), parsed.Port);
        why = !(address.IsOverTls || parsed.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)) ? "its scheme is neither http nor https"
            : parsed.PathBase.Length > 0 ? "it has a path"
            : address.IsSocket ? null
            : address.Port is < 0 or > ushort.MaxValue || (address.Host.Contains(':', StringComparison.Ordinal) && !IPAddress.TryParse(address.Host, out _)) ? "its port is no number up to 65535"
            : address is { Port: 0, IsLoopback: true } && !IPAddress.TryParse(address.Host, out _) ? "localhost stands for two addresses, which cannot share a port that is chosen for them"
            : null;
        return why is null;
    }
}
