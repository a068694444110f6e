using System.Net;

namespace FilmBlog.Web.Doctor;

/// <summary>Whether what stands before the site passes on what the site has to know: scheme, host and client.</summary>
internal static class ForwardingExam
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedProto = "X-Forwarded-Proto";

    /// <summary>Compares what was asked with what the site saw of it.</summary>
    /// <param name="asked">The public address that was asked.</param>
    /// <param name="from">The end of the connection on this side; null: not known.</param>
    /// <param name="seen">What the site saw.</param>
    public static IReadOnlyList<Finding> Examine(Uri asked, IPEndPoint? from, SeenRequest seen)
    {
        List<string> wrong = [.. Settings(asked, seen), .. Trust(from, seen), .. Scheme(asked, seen), .. Host(asked, seen), .. Client(from, seen)];
        return wrong.Count > 0 ? [.. wrong.Select(Finding.Wrong)]
            : [Finding.Ok($"The site sees what its readers ask for: {seen.Origin}, from {seen.Client ?? "this machine"}{(seen.IsForwarded ? $" by the proxy {Proxy(seen)}" : "")}.")];
    }

    private static IEnumerable<string> Settings(Uri asked, SeenRequest seen)
    {
        var isSame = seen.BaseUrl is null ? asked.IsLoopback : Uri.TryCreate(seen.BaseUrl, UriKind.Absolute, out var set) && set == asked;
        if (!isSame)
        {
            yield return $"The site that serves was started with {(seen.BaseUrl is null ? "no FilmBlog:BaseUrl" : $"FilmBlog:BaseUrl {seen.BaseUrl}")}, and this was asked with {asked}: give both the same settings, and start the site anew.";
        }
    }

    // Without that, what it forwards is worth nothing, and is not complained of in particular.
    private static IEnumerable<string> Trust(IPEndPoint? from, SeenRequest seen)
    {
        if (IsDistrusted(seen) && !IsDirect(from, seen))
        {
            yield return $"The proxy before the site is {Proxy(seen)}, and is not believed: its {string.Join(" and ", seen.Unbelieved)} is left aside, so that all readers share its limits and its scheme. Set FilmBlog:TrustedProxies to {Proxy(seen)}.";
        }
    }

    private static IEnumerable<string> Scheme(Uri asked, SeenRequest seen)
    {
        var scheme = seen.Origin.Split("://")[0];
        if (scheme.Equals(asked.Scheme, StringComparison.OrdinalIgnoreCase) || (IsDistrusted(seen) && seen.Unbelieved.Contains(ForwardedProto)))
        {
            yield break;
        }

        yield return asked.Scheme == Uri.UriSchemeHttps
            ? $"The site was asked for {asked} and takes it for http, so that browsers may refuse its cookies: the proxy does not send {ForwardedProto} (nginx: proxy_set_header {ForwardedProto} $scheme;)."
            : $"The site was asked for {asked}, and the proxy says that this is https: set FilmBlog:BaseUrl to the address that readers use.";
    }

    private static IEnumerable<string> Host(Uri asked, SeenRequest seen)
    {
        var host = seen.Origin[(seen.Origin.IndexOf("://", StringComparison.Ordinal) + 3)..];
        // Without its port it is the host all the same.
        var isThat = Uri.TryCreate($"{asked.Scheme}://{host}", UriKind.Absolute, out var there) && there.IdnHost.Equals(asked.IdnHost, StringComparison.OrdinalIgnoreCase)
            && (there.IsDefaultPort || there.Port == asked.Port);
        if (!isThat)
        {
            yield return $"The site was asked for {asked.Authority} and sees {(host.Length > 0 ? host : "no host")}: the proxy must pass the host on (nginx: proxy_set_header Host $host;).";
        }
    }

    private static IEnumerable<string> Client(IPEndPoint? from, SeenRequest seen)
    {
        if (seen.IsForwarded && seen.Unbelieved.Contains(ForwardedFor))
        {
            yield return $"Two proxies stand before the site: it takes {seen.Client}, which is the first of them, for the client, so that all readers share its limits. Let the last one, {Proxy(seen)}, "
                + $"send the reader's address alone in {ForwardedFor} (nginx: set_real_ip_from, real_ip_header).";
        }
        else if (!seen.IsForwarded && !IsDirect(from, seen) && !(IsDistrusted(seen) && seen.Unbelieved.Contains(ForwardedFor)))
        {
            yield return $"The site takes {Proxy(seen)}, which is a proxy, for the client, so that all readers share its limits: the proxy sends no address in {ForwardedFor} (nginx: proxy_set_header {ForwardedFor} $remote_addr;).";
        }
    }

    private static bool IsDistrusted(SeenRequest seen) => !seen.IsBelieved && seen.Unbelieved.Count > 0;

    // Nobody stands between where both ends are of one connection.
    private static bool IsDirect(IPEndPoint? from, SeenRequest seen) => from is not null && seen.ConnectedFrom is { } there && there.Equals(new IPEndPoint(SeenRequest.Plain(from.Address), from.Port));

    private static string Proxy(SeenRequest seen) => seen.ConnectedFrom?.Address.ToString() ?? "at the socket";
}
