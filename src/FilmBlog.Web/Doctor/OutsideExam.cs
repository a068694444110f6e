using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FilmBlog.Web.Security;
using MailKit.Net.Smtp;

namespace FilmBlog.Web.Doctor;

/// <summary>Whether readers reach the site at its public address, by which certificate, how the site sees them, and whether letters leave. Asks others.</summary>
internal static class OutsideExam
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <summary>Asks the site's own address as its readers do, and the server for letters.</summary>
    public static async Task<IReadOnlyList<Finding>> AskAsync(SetUpUnderExam setUp, CancellationToken cancellationToken) =>
        [.. await AskSiteAsync(setUp, cancellationToken), .. await AskMailAsync(setUp, cancellationToken)];

    private static async Task<IReadOnlyList<Finding>> AskSiteAsync(SetUpUnderExam setUp, CancellationToken cancellationToken)
    {
        if (setUp.PublicAddress is not { } address)
        {
            return [];
        }

        X509Certificate2? certificate = null;
        var trouble = SslPolicyErrors.None;
        IPEndPoint? from = null;
        // Without a proxy for going out: it would be taken for one that stands before the site.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = Patience };
        handler.ConnectCallback = async (there, cancelled) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(there.DnsEndPoint, cancelled);
                from = (IPEndPoint?)socket.LocalEndPoint;
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
        {
            (certificate, trouble) = (shown is null ? null : new X509Certificate2(shown), errors);
            return errors == SslPolicyErrors.None;
        };
        using var client = new HttpClient(handler) { Timeout = Patience };
        var findings = new List<Finding>();
        try
        {
            if (await ReachAsync(setUp, client, address, findings, cancellationToken))
            {
                findings.AddRange(await SeeAsync(setUp, client, address, () => from, cancellationToken));
            }
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // What went wrong with a certificate is said below.
            if (trouble == SslPolicyErrors.None)
            {
                findings.Add(Finding.Wrong($"{address} does not answer from here: {away.GetBaseException().Message}"));
            }
        }

        if (certificate is { } tls)
        {
            using (tls)
            {
                findings.Add(Certificate(address.Host, tls, trouble, setUp.Clock.GetUtcNow()));
            }
        }

        return findings;
    }

    // Whether it is a site of this kind that answers there.
    private static async Task<bool> ReachAsync(SetUpUnderExam setUp, HttpClient client, Uri address, List<Finding> findings, CancellationToken cancellationToken)
    {
        var health = new Uri(address, "/healthz");
        using var answer = await client.GetAsync(health, cancellationToken);
        // The same clock, where the site is on this machine; a proxy elsewhere has another one.
        if (answer.Headers.Date is { } there && (there - setUp.Clock.GetUtcNow()).Duration() > TimeSpan.FromMinutes(2))
        {
            findings.Add(Finding.Wrong($"{address} says that it is {there:yyyy-MM-dd HH:mm} UTC: its clock or this one is wrong."));
        }

        if (answer.StatusCode == HttpStatusCode.PermanentRedirect && answer.Headers.Location == health)
        {
            findings.Add(Finding.Wrong($"{address} leads to itself for ever: the proxy says that it was asked by http (X-Forwarded-Proto). It must say what the reader's browser asked for (nginx: proxy_set_header X-Forwarded-Proto $scheme;)."));
            return false;
        }

        var isAlive = answer.StatusCode == HttpStatusCode.OK && await answer.Content.ReadAsStringAsync(cancellationToken) == "alive";
        findings.Add(isAlive ? Finding.Ok($"{address} answers.")
            : Finding.Wrong($"{address}healthz answers {(int)answer.StatusCode}, not as this site does: something else stands there, or the proxy leads elsewhere."));
        return isAlive;
    }

    private static async Task<IReadOnlyList<Finding>> SeeAsync(SetUpUnderExam setUp, HttpClient client, Uri address, Func<IPEndPoint?> from, CancellationToken cancellationToken)
    {
        const string what = "How the site sees its readers (scheme, host, address)";
        if (KeysExam.ProofOf(setUp) is not { } proof)
        {
            return [Finding.Note($"{what} cannot be asked without the keys in {setUp.Folder.Keys}: run this as the user that serves, with the same FilmBlog:DataPath.")];
        }

        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(address, SeenEndpoint.Path)) { Headers = { { SeenEndpoint.Header, proof } } };
        using var answer = await client.SendAsync(question, cancellationToken);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK when await ReadAsync(answer, cancellationToken) is { } seen => ForwardingExam.Examine(address, from(), seen),
            HttpStatusCode.ServiceUnavailable => [Finding.Note($"{what} is told when the site has started: ask again.")],
            HttpStatusCode.BadRequest => [Finding.Wrong($"The site at {address} does not know its address: give it the same FilmBlog:BaseUrl as this, and start it anew.")],
            var status => [Finding.Wrong($"{what} is not told at {address} ({(int)status}): the site there serves from another data folder than {setUp.Folder.Path}, was started before this program was put in its place, or the proxy takes away the header {SeenEndpoint.Header}.")],
        };
    }

    private static async Task<SeenRequest?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<SeenRequest>(SeenRequest.Json, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Finding Certificate(string host, X509Certificate2 tls, SslPolicyErrors trouble, DateTimeOffset now)
    {
        var left = tls.NotAfter.ToUniversalTime() - now.UtcDateTime;
        var (beginning, end) = (tls.NotBefore.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), tls.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return left < TimeSpan.Zero ? Finding.Wrong($"The certificate of {host} ended on {end}.")
            : tls.NotBefore.ToUniversalTime() > now.UtcDateTime ? Finding.Wrong($"The certificate of {host} begins on {beginning}: it is not yet to be used, or this machine's clock is behind.")
            : trouble != SslPolicyErrors.None ? Finding.Wrong($"The certificate of {host} is not trusted here ({trouble}).")
            : left < Soon ? Finding.Wrong($"The certificate of {host} ends on {end}: it should have been renewed by now.")
            : Finding.Ok($"The certificate of {host} lasts until {end}.");
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
            return [Finding.Wrong($"{mail.Host} takes no letters: {refused.GetBaseException().Message} Look at FilmBlog:Mail.")];
        }
    }
}
