using System.Net;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FilmBlog.Web.Tests.Security;

/// <summary>By which address a client is counted: its own, as the last trusted proxy saw it, and of IPv6 the part that one customer has.</summary>
public sealed class ClientAddressTests
{
    private const string Proxy = "192.0.2.10";

    [Theory]
    // What a client writes stands before what the proxy adds.
    [InlineData(Proxy, "198.51.100.1, 203.0.113.7", "198.51.100.2, 203.0.113.7", true)]
    [InlineData(Proxy, "garbage, 203.0.113.7", "[::1], 203.0.113.7", true)]
    [InlineData(Proxy, "192.0.2.10, 203.0.113.7", "127.0.0.1, 203.0.113.7", true)]
    [InlineData(Proxy, "203.0.113.7", "203.0.113.8", false)]
    // A port is none of the address.
    [InlineData(Proxy, "203.0.113.7:1111", "203.0.113.7:2222", true)]
    [InlineData(Proxy, "[2001:db8:1:2::1]:1111", "[2001:db8:1:2::2]:2222", true)]
    [InlineData(Proxy, "2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::1", true)]
    [InlineData(Proxy, "2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData(Proxy, "::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData(Proxy, "::ffff:203.0.113.7", "::ffff:203.0.113.8", false)]
    // The same proxy, as a server sees it that listens for both kinds.
    [InlineData("::ffff:192.0.2.10", "203.0.113.7", "203.0.113.8", false)]
    // Nobody believes who is no proxy.
    [InlineData("192.0.2.11", "203.0.113.7", "203.0.113.8", true)]
    [InlineData("203.0.113.1", "127.0.0.1", "192.0.2.10", true)]
    // Nor what is no address: both are the proxy.
    [InlineData(Proxy, "unknown", "_hidden", true)]
    public async Task Two_requests_are_of_one_client_or_of_two(string from, string first, string second, bool isOne)
    {
        await using var site = await TestSite.StartAsync(new SetUp
        {
            Settings = { ["FilmBlog:TrustedProxies"] = Proxy, ["FilmBlog:Limits:SignIn"] = "1" },
            Before = app => app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(from);
                return next(context);
            }),
        });
        using var one = await site.AskAsync(HttpMethod.Post, "/account/sign-in", ("X-Forwarded-For", first), ("X-Real-IP", first), ("Forwarded", $"for={first}"));
        using var two = await site.AskAsync(HttpMethod.Post, "/account/sign-in", ("X-Forwarded-For", second), ("X-Real-IP", second), ("Forwarded", $"for={second}"));

        // Neither comes from a page of the site.
        Assert.Equal(HttpStatusCode.BadRequest, one.StatusCode);
        Assert.Equal(isOne ? HttpStatusCode.TooManyRequests : HttpStatusCode.BadRequest, two.StatusCode);
    }
}
