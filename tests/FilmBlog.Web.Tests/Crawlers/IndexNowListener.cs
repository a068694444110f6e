using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FilmBlog.Web.Tests.Crawlers;

/// <summary>A search engine on a port of loopback that hears of changed addresses.</summary>
internal sealed class IndexNowListener : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly List<Heard> heard = [];

    public IndexNowListener()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/indexnow");
        }

        listener.Prefixes.Add(Address[..^"indexnow".Length]);
        listener.Start();
        _ = ListenAsync();
    }

    public string Address { get; }

    /// <summary>With what it answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>For how many seconds it wants to be left alone.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>Where it sends those who ask.</summary>
    public string? Location { get; set; }

    /// <summary>What came since one last asked.</summary>
    public IReadOnlyList<Heard> Take()
    {
        lock (heard)
        {
            var all = heard.ToList();
            heard.Clear();
            return all;
        }
    }

    public void Dispose() => listener.Close();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                var body = await reader.ReadToEndAsync();
                lock (heard)
                {
                    heard.Add(new Heard(context.Request.HttpMethod, context.Request.RawUrl!, context.Request.ContentType, JsonDocument.Parse(body).RootElement));
                }

                context.Response.StatusCode = Status;
                if (RetryAfter is { } seconds)
                {
                    context.Response.AddHeader("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
                }

                context.Response.RedirectLocation = Location;
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }
}

/// <summary>A message.</summary>
internal sealed record Heard(string Method, string Path, string? ContentType, JsonElement Message)
{
    public IReadOnlyList<string> Addresses => [.. Message.GetProperty("urlList").EnumerateArray().Select(url => url.GetString()!.Replace("https://films.example", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
