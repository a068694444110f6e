using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Security;

/// <summary>Requests that are too large, too slow, or written so that two readers of them would disagree.</summary>
public sealed class RequestSizesTests(RequestSizesTests.Site shared) : IClassFixture<RequestSizesTests.Site>
{
    private readonly TestSite site = shared.Value;

    public static TheoryData<string, string> Ambiguous => new()
    {
        { "a line end that is none in a chunk's extension", "POST /appearance HTTP/1.1\r\nHost: {0}\r\nTransfer-Encoding: chunked\r\n\r\n2;\nxx\r\n45\r\n0\r\n\r\n" },
        { "a length and chunks", "POST /appearance HTTP/1.1\r\nHost: {0}\r\nContent-Length: 4\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" },
        { "two lengths", "POST /appearance HTTP/1.1\r\nHost: {0}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab" },
        { "chunks that are not last", "POST /appearance HTTP/1.1\r\nHost: {0}\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" },
        { "a chunk's size that is no number", "POST /appearance HTTP/1.1\r\nHost: {0}\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\nab\r\n0\r\n\r\n" },
        { "a chunk's size beyond all numbers", "POST /appearance HTTP/1.1\r\nHost: {0}\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nab\r\n0\r\n\r\n" },
        { "two hosts", "GET / HTTP/1.1\r\nHost: {0}\r\nHost: films.example\r\n\r\n" },
        { "no host", "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n" },
        { "a space before the colon", "GET / HTTP/1.1\r\nHost : {0}\r\n\r\n" },
        { "a header that goes on in the next line", "GET / HTTP/1.1\r\nHost: {0}\r\nX-A: b\r\n c\r\n\r\n" },
        { "a zero in a header", "GET / HTTP/1.1\r\nHost: {0}\r\nX-A: b\0c\r\n\r\n" },
        { "a zero in the address", "GET /%00 HTTP/1.1\r\nHost: {0}\r\n\r\n" },
        { "another host in the address", "GET http://films.example/ HTTP/1.1\r\nHost: {0}\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task What_can_be_read_in_two_ways_is_refused(string what, string request)
    {
        // The second request is what would be smuggled in.
        var answer = await RawAnswer.SendAsync(site.Address, string.Format(CultureInfo.InvariantCulture, request, site.Address.Authority) + "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.True(answer.Status == 400, $"{what}: {answer.Text}");
        Assert.DoesNotContain("HTTP/1.1 200", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9_000, 0, 414)]
    [InlineData(0, 40_000, 431)]
    public async Task Too_long_an_address_and_too_many_headers_are_refused_by_the_server(int address, int header, int status)
    {
        var answer = await RawAnswer.GetAsync(site.Address, "/" + new string('a', address), null, "X-A: " + new string('b', header));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task More_than_a_hundred_headers_are_refused() =>
        Assert.Equal(431, (await RawAnswer.GetAsync(site.Address, "/", null, [.. Enumerable.Range(0, 101).Select(i => $"X-{i}: 1")])).Status);

    [Theory]
    [InlineData("/appearance")]
    [InlineData("/account/lost")]
    [InlineData("/nowhere")]
    public async Task Too_large_a_form_is_refused_with_a_sentence_before_it_is_read(string address)
    {
        var answer = await RawAnswer.SendAsync(
            site.Address, $"POST {address} HTTP/1.1\r\nHost: {site.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {RequestSizes.LargestRequest + 1}\r\n\r\na=b");

        Assert.Equal(413, answer.Status);
        Assert.Contains("This is too much at once", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task A_form_that_hides_how_large_it_is_is_cut_off()
    {
        using var client = site.AnotherReader();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/appearance") { Content = new EndlessForm(RequestSizes.LargestRequest + 100_000) };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.InRange((int)answer.StatusCode, 400, 413);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/account/sign-in", true)]
    [InlineData("/account/sign-in", false)]
    [InlineData("/account/resume", true)]
    public async Task A_sign_in_that_hides_how_large_it_is_is_too_large_as_well_and_the_limits_hold_whoever_reads_first(string address, bool saysWhereFrom)
    {
        await using var own = await TestSite.StartAsync(new SetUp { OnPort = true });
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new EndlessForm(1_700_000) };
        request.Headers.TransferEncodingChunked = true;
        if (saysWhereFrom)
        {
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        }

        using var answer = await own.Reader.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        using var small = await own.Reader.PostAsync(address, new FormUrlEncodedContent([new("a", "b")]), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("could not be applied", own.ReadLog(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_requests_by_the_hundred_keep_nobody_from_reading()
    {
        var open = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 400; i++)
            {
                var half = new TcpClient();
                open.Add(half);
                await half.ConnectAsync(site.Address.Host, site.Address.Port, TestContext.Current.CancellationToken);
                await half.GetStream().WriteAsync(Encoding.ASCII.GetBytes(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: " : "POST /appearance HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\na"), TestContext.Current.CancellationToken);
            }

            using var answer = await site.Reader.GetAsync("/reviews", TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            open.ForEach(half => half.Dispose());
        }
    }

    [Fact]
    public async Task Headers_that_do_not_end_are_given_up_after_ten_seconds()
    {
        using var slow = new TcpClient();
        await slow.ConnectAsync(site.Address.Host, site.Address.Port, TestContext.Current.CancellationToken);
        await slow.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: "u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(slow.GetStream());

        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    private sealed class EndlessForm : HttpContent
    {
        private readonly int length;

        public EndlessForm(int length)
        {
            this.length = length;
            Headers.ContentType = new("application/x-www-form-urlencoded");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = Encoding.ASCII.GetBytes(new string('a', 10_000));
            for (var sent = 0; sent < length; sent += piece.Length)
            {
                await stream.WriteAsync(piece);
            }
        }

        protected override bool TryComputeLength(out long size)
        {
            size = 0;
            return false;
        }
    }

    public sealed class Site : IAsyncLifetime
    {
        internal TestSite Value { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Value = await TestSite.StartAsync(new SetUp { OnPort = true });

        public ValueTask DisposeAsync() => Value.DisposeAsync();
    }
}
