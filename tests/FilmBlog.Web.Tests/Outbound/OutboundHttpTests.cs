using System.Net;
using System.Net.Sockets;
using FilmBlog.Web.Outbound;

namespace FilmBlog.Web.Tests.Outbound;

/// <summary>Where the program's own requests may go, however that is spelt and whatever a name server says.</summary>
public sealed class OutboundHttpTests
{
    // All of them lead to this machine or its neighbours.
    public static TheoryData<string> Nearby =>
    [
        "http://127.0.0.1", "http://127.1", "http://127.0.1", "http://127.000.000.001", "http://2130706433", "http://0x7f000001", "http://0x7f.0x0.0x0.0x1", "http://0x7f.1",
        "http://0177.0.0.1", "http://017700000001", "http://0", "http://0.0.0.0", "http://127.127.127.127", "http://localhost", "http://LOCALHOST", "http://localhost.",
        "http://a.localhost", "http://[::1]", "http://[::]", "http://[0:0:0:0:0:0:0:1]", "http://[::ffff:127.0.0.1]", "http://[::ffff:7f00:1]", "http://[::127.0.0.1]",
        "http://[64:ff9b::7f00:1]", "http://[64:ff9b:1::7f00:1]", "http://[2002:7f00:1::]", "http://[2001:0:7f00:1::]", "http://[fe80::1]", "http://[fe80::1%25eth0]", "http://[fc00::1]",
        "http://[fd00:ec2::254]", "http://[ff02::1]", "http://10.0.0.1", "http://172.16.0.1", "http://192.168.0.1", "http://100.64.0.1", "http://169.254.169.254",
        "http://0xa9fea9fe", "http://2852039166", "http://①②⑦.⓪.⓪.①", "http://127。0。0。1", "http://１２７.0.0.1", "http://user@127.0.0.1", "http://example.org@127.0.0.1",
        "http://224.0.0.1", "http://255.255.255.255", "http://198.18.0.1",
    ];

    [Theory]
    [MemberData(nameof(Nearby))]
    public async Task Nothing_nearby_is_reached_by_any_spelling(string host)
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = OutboundHttp.Client();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(new Uri($"{host}:{port}/"), TestContext.Current.CancellationToken));

        Assert.True(failure is HttpRequestException or UriFormatException or NotSupportedException, failure.ToString());
        Assert.False(listener.Pending(), "A connection was made.");
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_what_was_looked_at_is_what_is_connected_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var asked = 0;
        // In public when it is first asked, nearby from then on.
        using var client = new HttpClient(OutboundHttp.Handler(allowsPrivate: false, (_, _) =>
            Task.FromResult<IPAddress[]>([asked++ == 0 ? IPAddress.Parse("93.184.215.14") : IPAddress.Loopback])));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        giveUp.CancelAfter(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(new Uri($"http://rebind.example:{port}/"), giveUp.Token));

        Assert.Equal(1, asked);
        Assert.False(listener.Pending(), "A connection was made.");
    }

    [Fact]
    public async Task Of_a_name_with_addresses_here_and_there_none_here_is_reached()
    {
        using var client = new HttpClient(OutboundHttp.Handler(allowsPrivate: false, (_, _) =>
            Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Parse("10.0.0.1"), IPAddress.Parse("::ffff:10.0.0.1")])));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://many.example/"), TestContext.Current.CancellationToken));

        Assert.Contains("many.example is no host in public", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_are_not_followed_and_large_answers_not_taken()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, $"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{((IPEndPoint)elsewhere.LocalEndpoint).Port}/\r\nContent-Length: 5000000\r\n\r\n");
        using var client = OutboundHttp.Client(allowsPrivate: true);

        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.False(elsewhere.Pending(), "The redirect was followed.");
        await Assert.ThrowsAsync<HttpRequestException>(() => answer.Content.LoadIntoBufferAsync(1024 * 1024, TestContext.Current.CancellationToken));
        await answering;
    }

    [Theory]
    [InlineData("https://api.indexnow.org/indexnow", false)]
    [InlineData("https://93.184.215.14/", false)]
    [InlineData("http://127.0.0.1:9/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://10.1.2.3/", true)]
    [InlineData("http://[fd00::1]/", true)]
    public void Whoever_writes_an_address_nearby_into_the_settings_means_it(string address, bool isPrivate) => Assert.Equal(isPrivate, OutboundHttp.NamesPrivate(address));

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
    }
}
