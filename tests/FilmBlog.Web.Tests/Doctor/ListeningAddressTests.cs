using FilmBlog.Web.Doctor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FilmBlog.Web.Tests.Doctor;

public sealed class ListeningAddressTests
{
    [Theory]
    [InlineData("http://localhost:5000", "")]
    [InlineData("http://*:5611", "http_ports=5611")]
    [InlineData("http://*:5611 http://*:5612 https://*:5613", "http_ports=5611;5612 https_ports=5613")]
    [InlineData("http://127.0.0.1:5614", "http_ports=5611 urls=http://127.0.0.1:5614")]
    [InlineData("http://127.0.0.1:5614 https://*:5615", "urls=http://127.0.0.1:5614;https://*:5615/")]
    [InlineData("http://127.0.0.1:5616", "urls=http://127.0.0.1:5614 Kestrel:Endpoints:Web:Url=http://127.0.0.1:5616")]
    [InlineData("http://127.0.0.1:5614", "urls=http://127.0.0.1:5614 Kestrel:Endpoints:Web:Url=http://127.0.0.1:5616 preferHostingUrls=true")]
    [InlineData("http://127.0.0.1:5616", "Kestrel:Endpoints:Web:Url=http://127.0.0.1:5616 preferHostingUrls=true")]
    public void Endpoints_come_before_addresses_and_those_before_ports(string addresses, string settings)
    {
        var (found, wrong) = Of(settings);

        Assert.Equal(addresses.Split(' '), found.Select(a => $"{a.Scheme}://{a.Host}:{a.Port}"));
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://[::1]:5000", true)]
    [InlineData("http://LOCALHOST:5000", true)]
    [InlineData("http://unix:/run/filmblog.sock", true)]
    [InlineData("http://*:5000", false)]
    [InlineData("http://0.0.0.0:5000", false)]
    [InlineData("http://[::]:5000", false)]
    // To the server a name is all addresses.
    [InlineData("http://films.localhost:5000", false)]
    public void Only_loopback_and_sockets_are_out_of_reach(string url, bool isLoopback) => Assert.Equal(isLoopback, Assert.Single(Of($"urls={url}").Addresses).IsLoopback);

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:0")]
    [InlineData("http://*:0")]
    [InlineData("HTTP://films.example:0")]
    [InlineData("localhost:5633", "it has no scheme, or no host")]
    [InlineData("5633", "it has no scheme, or no host")]
    [InlineData("http://", "it has no scheme, or no host")]
    [InlineData("ftp://127.0.0.1:0", "its scheme is neither http nor https")]
    [InlineData(" http://127.0.0.1:0", "its scheme is neither http nor https")]
    [InlineData("http://127.0.0.1:0/blog", "it has a path")]
    [InlineData("http://127.0.0.1:65536", "its port is no number")]
    [InlineData("http://localhost:0", "localhost stands for two addresses")]
    public async Task What_the_server_refuses_is_said_and_what_it_takes_is_not(string url, string? said = null)
    {
        var (_, wrong) = ListeningAddress.Of(new ConfigurationBuilder().AddInMemoryCollection([new("urls", url)]).Build());
        if (said is null)
        {
            Assert.Empty(wrong);
        }
        else
        {
            Assert.StartsWith($"--urls (ASPNETCORE_URLS) names \"{url}\", which nobody can listen on: {said}", Assert.Single(wrong), StringComparison.Ordinal);
        }

        Assert.Equal(said is null, await IsTakenByServerAsync(url));
    }

    // It would listen on all addresses, on the port that goes without saying.
    [Fact]
    public void What_the_server_takes_for_a_name_is_said_to_be_no_port() =>
        Assert.Contains("names \"http://127.0.0.1:x\", which nobody can listen on: its port is no number", Assert.Single(Of("urls=http://127.0.0.1:x").Wrong), StringComparison.Ordinal);

    private static (IReadOnlyList<ListeningAddress> Addresses, IReadOnlyList<string> Wrong) Of(string settings) => ListeningAddress.Of(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], (string?)s[1]))).Build());

    private static async Task<bool> IsTakenByServerAsync(string url)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return true;
        }
        catch (Exception refused) when (refused is FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
