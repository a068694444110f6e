using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace FilmBlog.Web.Tests.Security;

/// <summary>What only the running site can show of what <c>Asvs.md</c> asks for, and no other test does.</summary>
public sealed class AsvsSiteTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(new SetUp { OnPort = true });

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_parameter_sent_twice_is_no_failure()
    {
        foreach (var address in new[] { "/?page=1&page=2", "/reviews?sort=title&sort=year&page=1&page=1", "/search?q=a&q=b", "/search/suggest?q=a&q=b" })
        {
            using var answer = await site.GetAsync(address);
            Assert.True((int)answer.StatusCode < 500, $"{address} answers {(int)answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task Numbers_without_end_are_answered_like_any_other()
    {
        foreach (var address in new[] { "/?page=99999999999999999999", "/?page=-1", "/?page=2147483647", "/reviews?page=2147483647", "/years/99999999999", "/decades/99999999990s", "/search?q=year:99999999999" })
        {
            using var answer = await site.GetAsync(address);
            Assert.True((int)answer.StatusCode < 500, $"{address} answers {(int)answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task A_password_is_typed_masked_and_may_be_pasted()
    {
        var page = await site.OpenAsync("/account/sign-in");

        var field = Assert.Single(page.Document.QuerySelectorAll("input[type=password]"));
        Assert.Equal("current-password", field.GetAttribute("autocomplete"));
        Assert.DoesNotContain(field.Attributes, a => a.Name.StartsWith("on", StringComparison.Ordinal));
        using var author = await DeskVisitor.SignedInAsync(site);
        foreach (var address in new[] { "/admin/account/password", "/account/confirm" })
        {
            var secrets = (await author.OpenAsync(address)).Document.QuerySelectorAll("main input[name*=assword i], main input[name=present]");
            Assert.NotEmpty(secrets);
            Assert.All(secrets, s => Assert.Equal("password", s.GetAttribute("type")));
            Assert.All(secrets, s => Assert.EndsWith("-password", s.GetAttribute("autocomplete"), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_no_part_of_the_site_is_not_served()
    {
        foreach (var address in new[]
        {
            "/.git/HEAD", "/.git/config", "/.svn/entries", "/appsettings.json", "/filmblog.dll", "/filmblog.pdb", "/filmblog.deps.json", "/data/filmblog.db", "/filmblog.db", "/keys/", "/logs/",
            "/img", "/css", "/js", "/media", "/swagger", "/debug", "/trace.axd", "/metrics", "/_framework/", "/web.config", "/packages.lock.json", "/..%2fappsettings.json", "/img/..%2f..%2fappsettings.json",
        })
        {
            using var answer = await site.GetAsync(address);
            var end = answer.StatusCode is HttpStatusCode.MovedPermanently ? (await site.GetAsync(answer.Headers.Location!.ToString())).StatusCode : answer.StatusCode;
            Assert.True(end is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{address} answers {(int)end}.");
        }
    }

    [Fact]
    public void Nobody_else_on_the_machine_reads_the_data()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(site.Data.Path));
        }
    }

    [Fact]
    public void Keys_protect_with_AES_and_HMAC_SHA256()
    {
        var encryption = Assert.IsType<AuthenticatedEncryptorConfiguration>(site.Get<IOptions<KeyManagementOptions>>().Value.AuthenticatedEncryptorConfiguration);

        Assert.Equal(EncryptionAlgorithm.AES_256_CBC, encryption.EncryptionAlgorithm);
        Assert.Equal(ValidationAlgorithm.HMACSHA256, encryption.ValidationAlgorithm);
    }

    [Fact]
    public void What_was_protected_for_one_purpose_is_none_for_another()
    {
        var seal = site.Get<Seal>();
        var purposes = typeof(Seal).Assembly.GetTypes().Select(type => type.GetField("Purpose", BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue()).OfType<string>().ToList();
        Assert.InRange(purposes.Count, 4, 20);
        Assert.Distinct(purposes);
        foreach (var purpose in purposes)
        {
            var closed = seal.Close(purpose, "of an author", TimeSpan.FromMinutes(1));
            Assert.Equal([purpose], purposes.Where(other => seal.Open<string>(other, closed) is not null));
            Assert.Null(seal.Open<string>(purpose, (closed[0] == 'A' ? 'B' : 'A') + closed[1..]));
        }
    }

    [Fact]
    public async Task Lines_of_the_log_are_JSON_whatever_is_asked_for()
    {
        foreach (var address in new[] { "/a%0A%7B%22@t%22:1%7D", "/a%0D%0A06:00%20INF%20forged", "/a%1B%5B31mred", "/%E2%80%A8line", "/%22%7D" })
        {
            using var answer = await site.GetAsync(address);
        }

        var lines = site.ReadLog().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.Contains("\"/a%0D%0A06:00 INF forged\"", StringComparison.Ordinal));
        Assert.All(lines, line =>
        {
            using var entry = JsonDocument.Parse(line);
            Assert.EndsWith("Z", entry.RootElement.GetProperty("@t").GetString(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2;\nxx\r\nab\r\n0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length : 3\r\n\r\nabc")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n folded: yes\r\n\r\n")]
    public async Task What_can_be_read_in_two_ways_is_refused(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(site.Address.Host, site.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);

        var status = await reader.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Matches("^HTTP/1.1 4\\d\\d ", status);
    }

    [Fact]
    public async Task A_stranger_cannot_choose_the_address_it_is_counted_by()
    {
        await using var limited = await TestSite.StartAsync(new SetUp
        {
            Settings = { ["FilmBlog:Limits:SearchBurst"] = "1", ["FilmBlog:Limits:SearchPerSecond"] = "1" },
            Before = app => app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
                return next(context);
            }),
        });

        var statuses = new List<HttpStatusCode>();
        for (var i = 1; i <= 4; i++)
        {
            using var answer = await limited.GetAsync($"/search?q={i}", ("X-Forwarded-For", $"198.51.100.{i}"), ("Forwarded", $"for=198.51.100.{i}"));
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }
}
