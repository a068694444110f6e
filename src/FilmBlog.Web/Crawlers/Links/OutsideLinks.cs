using System.Net;
using FilmBlog.Web.Outbound;

namespace FilmBlog.Web.Crawlers.Links;

/// <summary>What stands at addresses of other sites, asked politely: four hosts at once, and each once a second.</summary>
internal sealed class OutsideLinks : IDisposable
{
    private const int HostsAtOnce = 4;
    private const int MostRedirects = 5;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient client;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, DateTimeOffset> turns = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="site">Who asks, as the others read it.</param>
    /// <param name="allowsPrivate">Whether hosts that are not in public may be asked, too.</param>
    /// <param name="clock">The time.</param>
    public OutsideLinks(string site, bool allowsPrivate, TimeProvider clock)
    {
        this.clock = clock;
        client = OutboundHttp.Client(allowsPrivate);
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"Mozilla/5.0 (compatible; FilmBlog link checker; +{site})");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "*/*");
    }

    /// <summary>Asks for each of these addresses once.</summary>
    /// <param name="addresses">The addresses, http or https.</param>
    /// <param name="answered">Told each answer, one at a time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task CheckAsync(IEnumerable<Uri> addresses, Action<Uri, LinkAnswer> answered, CancellationToken cancellationToken)
    {
        var answering = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(addresses.GroupBy(address => address.IdnHost), options, async (host, stop) =>
        {
            foreach (var address in host)
            {
                var answer = await AskAsync(address, stop);
                lock (answering)
                {
                    answered(address, answer);
                }
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<LinkAnswer> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        var (here, isForGood, lasting) = (address, true, address);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            var (status, next, trouble) = await RequestAsync(here, cancellationToken);
            if (trouble is not null)
            {
                return LinkAnswer.Broken(here == address ? trouble : $"it leads to {here}: {trouble}");
            }

            if (next is null)
            {
                // Those that let in only browsers or members stand where they are said to stand.
                return (int)status >= 400 && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)
                    ? LinkAnswer.Broken(here == address ? $"it answers {(int)status}" : $"it leads to {here}, which answers {(int)status}")
                    : lasting == address ? LinkAnswer.Fine : LinkAnswer.Moved(lasting.AbsoluteUri);
            }

            if (next.Scheme is not ("http" or "https"))
            {
                return LinkAnswer.Broken($"it leads to {next}, which is no page");
            }

            // Only as far as each step is for good: what comes after a temporary one is not a new address.
            isForGood &= status is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
            lasting = isForGood ? next : lasting;
            here = next;
        }

        return LinkAnswer.Broken($"it redirects more than {MostRedirects} times");
    }

    private async Task<(HttpStatusCode Status, Uri? Next, string? Trouble)> RequestAsync(Uri address, CancellationToken cancellationToken)
    {
        var head = await RequestAsync(HttpMethod.Head, address, cancellationToken);
        // Some know no HEAD, and say so in many ways.
        return head.Trouble is null && (head.Next is not null || (int)head.Status < 400) ? head : await RequestAsync(HttpMethod.Get, address, cancellationToken);
    }

    private async Task<(HttpStatusCode Status, Uri? Next, string? Trouble)> RequestAsync(HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        await TurnAsync(address.IdnHost, cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(method, address);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var next = (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 ? answer.Headers.Location : null;
            return (answer.StatusCode, next is null ? null : new Uri(address, next), null);
        }
        catch (HttpRequestException failure)
        {
            return (default, null, failure.InnerException is HttpRequestException guarded ? guarded.Message : failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (default, null, "it does not answer in time");
        }
    }

    // Whoever leads there: a host is asked once a second.
    private async Task TurnAsync(string host, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (turns)
        {
            var now = clock.GetUtcNow();
            var turn = turns.TryGetValue(host, out var next) && next > now ? next : now;
            turns[host] = turn + Pace;
            wait = turn - now;
        }

        await Task.Delay(wait, clock, cancellationToken);
    }
}
