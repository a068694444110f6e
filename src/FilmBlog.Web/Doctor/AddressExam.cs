using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;

namespace FilmBlog.Web.Doctor;

/// <summary>How readers come to the site; with <c>--ask</c> also whether they do, and whether letters leave.</summary>
internal static class AddressExam
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static IEnumerable<Finding> Examine(SetUpUnderExam setUp)
    {
        if (setUp.Site.BaseUrl is not { } baseUrl || !Uri.TryCreate(baseUrl, UriKind.Absolute, out var address))
        {
            yield return Finding.Note("FilmBlog:BaseUrl is not set: the site answers on this machine only. In public it must be its address, such as https://films.example.");
            yield break;
        }

        yield return address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback
            ? Finding.Wrong($"FilmBlog:BaseUrl is {baseUrl}: passwords and sessions would go over the network in clear. Put a proxy with TLS before the site, and set it to https.")
            : Finding.Ok($"Readers come by {baseUrl}.");
        if (setUp.Site.IsOverTls && setUp.Addresses.All(a => a.Scheme != Uri.UriSchemeHttps))
        {
            yield return setUp.ListensInPublic && !setUp.Site.Proxies.Any()
                ? Finding.Wrong("The site listens to other machines without TLS, and FilmBlog:TrustedProxies is not set: a proxy elsewhere is not believed, so that all readers have its address and share its limits, and http is not led to https. Name the proxy's address, or listen on loopback only.")
                : Finding.Ok("TLS is left to a proxy: " + (setUp.Site.Proxies.Any() ? $"believed are loopback and {setUp.Site.TrustedProxies}." : "one on this machine is believed."));
        }
        else if (setUp.ListensInPublic && setUp.Addresses.Any(a => a.Scheme == Uri.UriSchemeHttp))
        {
            yield return Finding.Note("The site listens to other machines without TLS. Behind a proxy on this machine let it listen on loopback only.");
        }
    }

    /// <summary>Asks the site's own address as its readers do, and the server for letters.</summary>
    public static async Task<IReadOnlyList<Finding>> AskAsync(SetUpUnderExam setUp, CancellationToken cancellationToken) =>
        [.. await AskSiteAsync(setUp, cancellationToken), .. await AskMailAsync(setUp, cancellationToken)];

    private static async Task<IReadOnlyList<Finding>> AskSiteAsync(SetUpUnderExam setUp, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(setUp.Site.BaseUrl, UriKind.Absolute, out var address))
        {
            return [];
        }

        X509Certificate2? certificate = null;
        var trouble = SslPolicyErrors.None;
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
        {
            (certificate, trouble) = (shown is null ? null : new X509Certificate2(shown), errors);
            return errors == SslPolicyErrors.None;
        };
        using var client = new HttpClient(handler) { Timeout = Patience };
        var findings = new List<Finding>();
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/healthz"), cancellationToken);
            var said = await answer.Content.ReadAsStringAsync(cancellationToken);
            findings.Add(answer.StatusCode == HttpStatusCode.OK && said == "alive" ? Finding.Ok($"{address} answers.")
                : Finding.Wrong($"{address}healthz answers {(int)answer.StatusCode}, not as this site does: something else stands there, or the proxy leads elsewhere."));
            if (answer.Headers.Date is { } there && (there - setUp.Clock.GetUtcNow()).Duration() > TimeSpan.FromMinutes(2))
            {
                findings.Add(Finding.Wrong($"{address} says that it is {there:yyyy-MM-dd HH:mm} UTC: its clock or this one is wrong."));
            }
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (trouble == SslPolicyErrors.None)
            {
                findings.Add(Finding.Wrong($"{address} does not answer from here: {away.Message}"));
            }
        }

        if (certificate is { } tls)
        {
            using (tls)
            {
                var left = tls.NotAfter.ToUniversalTime() - setUp.Clock.GetUtcNow().UtcDateTime;
                var end = tls.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                findings.Add(left < TimeSpan.Zero ? Finding.Wrong($"The certificate of {address.Host} ended on {end}.")
                    : trouble != SslPolicyErrors.None ? Finding.Wrong($"The certificate of {address.Host} is not trusted here ({trouble}).")
                    : left < Soon ? Finding.Wrong($"The certificate of {address.Host} ends on {end}: it should have been renewed by now.")
                    : Finding.Ok($"The certificate of {address.Host} lasts until {end}."));
            }
        }

        return findings;
    }

    private static async Task<IReadOnlyList<Finding>> AskMailAsync(SetUpUnderExam setUp, CancellationToken cancellationToken)
    {
        var mail = setUp.Site.Mail;
        if (!mail.IsOn)
        {
            return [];
        }

        try
        {
            using var server = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
            await server.ConnectAsync(mail.Host!, mail.Port, mail.SocketOptions, cancellationToken);
            if (!string.IsNullOrEmpty(mail.User))
            {
                await server.AuthenticateAsync(mail.User, mail.Password ?? "", cancellationToken);
            }

            await server.DisconnectAsync(quit: true, cancellationToken);
            return [Finding.Ok($"{mail.Host} takes letters.")];
        }
        catch (Exception refused) when (!cancellationToken.IsCancellationRequested)
        {
            return [Finding.Wrong($"{mail.Host} takes no letters: {refused.Message} Look at FilmBlog:Mail.")];
        }
    }
}
