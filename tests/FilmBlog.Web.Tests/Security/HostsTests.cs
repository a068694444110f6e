using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Security;

/// <summary>Names that no host can have, as a stranger may write them into a request.</summary>
public sealed class HostsTests
{
    private static readonly string[] Hosts =
        ["films.example:99999", "films.example:-1", "films.example:x", "xn--a", "a..b", "..", ".", "-", "[:::1]", "[", "[::1", "]", ":80", "films.example:", "%zz", "a_b", "evil.example/x", "evil.example@films.example", new string('a', 300)];

    private static readonly string[] Pages =
        ["/", "/admin", "/admin/write?x=1", "/admin//reviews", "/account/sign-in", "/account/resume", "/search?q=rain", "/reviews", "/nowhere", "/old/", "/sitemap.xml", "/atom.xml", "/opensearch.xml", "/healthz", "/media/x.webp"];

    [Theory]
    [InlineData("https://films.example")]
    [InlineData(null)]
    public async Task Whatever_host_is_asked_for_nothing_goes_wrong_here(string? baseUrl)
    {
        var setUp = new SetUp { OnPort = true };
        if (baseUrl is not null)
        {
            setUp.Settings["FilmBlog:BaseUrl"] = baseUrl;
        }

        await using var site = await TestSite.StartAsync(setUp);
        foreach (var host in Hosts)
        {
            foreach (var page in Pages)
            {
                var answer = await RawAnswer.GetAsync(site.Address, page, host);
                Assert.True(answer.Status < 500, $"{host} {page}: {answer.Status}");
                Assert.True(answer.Header("Location") is null or ['/', not '/', ..] || answer.Header("Location")!.StartsWith("https://films.example/", StringComparison.Ordinal), $"{host} {page}: {answer.Header("Location")}");
            }
        }

        Assert.DoesNotContain("\"@l\":\"Error\"", site.ReadLog(), StringComparison.Ordinal);
    }
}
