using System.Net;
using System.Text.RegularExpressions;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages;

public sealed class PrivacyTests
{
    [Fact]
    public async Task By_default_nobody_is_told_anything_and_the_page_says_so()
    {
        await using var site = await TestSite.StartAsync();

        var text = Words(await site.OpenAsync("/privacy"));

        Assert.Contains("Nothing: no setting makes this site tell anybody anything.", text, StringComparison.Ordinal);
        Assert.Contains("are deleted after 30 days at the latest", text, StringComparison.Ordinal);
        Assert.Contains($"for {MissLog.Kept.Days} days", text, StringComparison.Ordinal);
        Assert.Contains($"of what was refused at the desk, the network address, the time and the page that was asked for are kept for {Refusals.Kept.Days} days", text, StringComparison.Ordinal);
        foreach (var absent in new[] { "IndexNow", "OpenTelemetry", "Prometheus", "mail server", "settings of their own" })
        {
            Assert.DoesNotContain(absent, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("OpenTelemetry", "FilmBlog:Telemetry:Otlp=http://127.0.0.1:9")]
    [InlineData("Prometheus", "FilmBlog:Telemetry:Prometheus=/metrics", "FilmBlog:Telemetry:Token=a-token-of-more-than-twenty-characters")]
    [InlineData("IndexNow", "FilmBlog:IndexNow:Key=0123456789abcdef", "FilmBlog:BaseUrl=http://localhost")]
    [InlineData("mail server", "FilmBlog:Mail:Host=127.0.0.1", "FilmBlog:Mail:Port=9", "FilmBlog:Mail:From=desk@films.example")]
    [InlineData("settings of their own", "Serilog:MinimumLevel:Default=Information")]
    public async Task What_a_setting_adds_stands_on_the_page(string said, params string[] settings)
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = settings.Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => s[1]) });

        var text = Words(await site.OpenAsync("/privacy"));

        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Equal(said == "settings of their own", text.Contains("Nothing: no setting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_says_of_readers_holds()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        await site.ImportAsync(new Story("Zerkalo") { Slug = "zerkalo" });

        foreach (var address in new[] { "/", "/reviews/zerkalo", "/search?q=a-word-of-a-reader", "/nowhere", "/appearance", "/privacy", "/account/sign-in" })
        {
            using var answer = await site.GetAsync(address, ("User-Agent", "a-browser-of-a-reader"), ("Referer", "https://a-page-of-a-reader.example/"), ("X-Forwarded-For", "203.0.113.9"));
            var page = await HtmlPage.ReadAsync(answer);
            // Where a form is, a cookie protects it: the page names the one that readers meet.
            Assert.True(address is "/account/sign-in" or "/appearance" || !answer.Headers.Contains("Set-Cookie"), $"{address} sets a cookie.");
            Assert.True(address == "/account/sign-in" || page.Addresses.Contains("/privacy"), $"{address} does not lead there.");
        }

        var log = site.ReadLog();
        Assert.Contains("/reviews/zerkalo", log, StringComparison.Ordinal);
        Assert.DoesNotContain("of-a-reader", log, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.9", log, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("\"(RemoteIpAddress|ClientIp|UserAgent|QueryString)\"", RegexOptions.None, TimeSpan.FromSeconds(5)), log);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/privacy")).Status);
    }

    private static string Words(HtmlPage page) => string.Join(' ', page.Document.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
