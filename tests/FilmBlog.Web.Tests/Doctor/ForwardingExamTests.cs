using System.Net;
using FilmBlog.Web.Doctor;

namespace FilmBlog.Web.Tests.Doctor;

/// <summary>What the site saw, held against what was asked: also over TLS, which tests have no trusted certificate for.</summary>
public sealed class ForwardingExamTests
{
    private static readonly Uri Films = new("https://films.example");
    private static readonly IPEndPoint Here = IPEndPoint.Parse("127.0.0.1:40000");

    private static readonly SeenRequest Well = new()
    {
        Origin = "https://films.example",
        Client = "203.0.113.7",
        Connection = "127.0.0.1:50000",
        IsBelieved = true,
        IsForwarded = true,
        BaseUrl = "https://films.example/",
    };

    [Fact]
    public void What_is_passed_on_is_well()
    {
        AssertWell(Well);
        // A host in capitals, and one with the port that goes without saying.
        AssertWell(Well with { Origin = "https://FILMS.example:443" });
        // Nobody between, TLS done by the site.
        AssertWell(Well with { IsBelieved = false, IsForwarded = false, Client = "127.0.0.1", Connection = "[::ffff:127.0.0.1]:40000" });
        // A proxy by a socket in the file system.
        AssertWell(Well with { Connection = null });
    }

    [Fact]
    public void A_scheme_that_is_not_forwarded_is_said() => AssertWrong(
        Well with { Origin = "http://films.example" }, "takes it for http, so that browsers may refuse its cookies: the proxy does not send X-Forwarded-Proto");

    [Fact]
    public void A_proxy_that_is_not_believed_is_said_once() => AssertWrong(
        Well with { Origin = "http://films.example", Client = "172.17.0.1", Connection = "[::ffff:172.17.0.1]:50000", IsBelieved = false, IsForwarded = false, Unbelieved = ["X-Forwarded-For", "X-Forwarded-Proto"] },
        "Set FilmBlog:TrustedProxies to 172.17.0.1.");

    [Theory]
    [InlineData("https://127.0.0.1:5000")]
    [InlineData("https://films.example.org")]
    [InlineData("https://films.example:8443")]
    [InlineData("https://")]
    public void Another_host_is_said(string origin) => AssertWrong(Well with { Origin = origin }, "the proxy must pass the host on");

    [Fact]
    public void A_client_that_is_not_forwarded_is_said() => AssertWrong(
        Well with { IsForwarded = false, Client = "127.0.0.1" }, "The site takes 127.0.0.1, which is a proxy, for the client");

    [Fact]
    public void A_client_that_is_no_address_is_said() => AssertWrong(
        Well with { IsForwarded = false, Client = "127.0.0.1", Unbelieved = ["X-Forwarded-For"] }, "the proxy sends no address in X-Forwarded-For");

    [Fact]
    public void A_proxy_that_forwards_nothing_lacks_both() => Assert.Equal(
        2, ForwardingExam.Examine(Films, Here, Well with { Origin = "http://films.example", IsBelieved = false, IsForwarded = false }).Count(f => f.Verdict is Verdict.Wrong));

    private static void AssertWell(SeenRequest seen) => Assert.Equal(Verdict.Ok, Assert.Single(ForwardingExam.Examine(Films, Here, seen)).Verdict);

    private static void AssertWrong(SeenRequest seen, string said)
    {
        var finding = Assert.Single(ForwardingExam.Examine(Films, Here, seen));
        Assert.Equal(Verdict.Wrong, finding.Verdict);
        Assert.Contains(said, finding.Text, StringComparison.Ordinal);
    }
}
