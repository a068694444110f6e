using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Web.Tests.Security;

/// <summary>Clients that take their time, on purpose or because they are gone.</summary>
public sealed class SlowClientsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_trickles_in_is_given_up_after_seconds()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        using var slow = await ConnectAsync(site);
        var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /appearance HTTP/1.1\r\nHost: {site.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"), Token);
        var began = Stopwatch.GetTimestamp();
        var answer = new byte[12];
        var read = stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, Token).AsTask();

        // Ten bytes a second.
        while (!read.IsCompleted && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(40))
        {
            await stream.WriteAsync("a"u8.ToArray(), Token);
            await Task.WhenAny(read, Task.Delay(100, Token));
        }

        Assert.True(read.IsCompleted, "It is still listened to.");
        // Who reads the form may say that there was none before the server says that it took too long.
        Assert.Matches("^HTTP/1.1 40[08]$", Encoding.ASCII.GetString(answer, 0, await read));
    }

    [Fact]
    public async Task Who_does_not_read_a_backup_keeps_nobody_from_getting_one()
    {
        await using var site = await TestSite.StartAsync(new SetUp
        {
            OnPort = true,
            // As by default, but with less patience: 64 KB that wait at 240 bytes a second are minutes.
            Services = services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = new MinDataRate(100_000, TimeSpan.FromSeconds(2))),
        });
        // More than lies in the buffers of both ends.
        await site.ChangeAsync(db =>
        {
            db.Revisions.AddRange(Enumerable.Range(0, 120).Select(_ => new Revision(Convert.ToBase64String(RandomNumberGenerator.GetBytes(192_000)), TestSite.Now, "ada", RevisionOrigin.Desk)));
            return Task.CompletedTask;
        });
        var (cookies, form) = await SignInAsync(site);
        using var slow = await ConnectAsync(site, receiveBuffer: 4096);
        await slow.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"POST /admin/content/backup HTTP/1.1\r\nHost: {site.Address.Authority}\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n{form}")),
            Token);
        var status = new byte[12];
        await slow.GetStream().ReadExactlyAsync(status, Token);
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(status));

        Assert.Equal(HttpStatusCode.Conflict, await BackupAsync());
        var began = Stopwatch.GetTimestamp();
        var later = HttpStatusCode.Conflict;
        while (later == HttpStatusCode.Conflict && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
        {
            await Task.Delay(500, Token);
            later = await BackupAsync();
        }

        Assert.Equal(HttpStatusCode.OK, later);
        Assert.Empty(Directory.EnumerateFileSystemEntries(site.Data.Outgoing));

        async Task<HttpStatusCode> BackupAsync()
        {
            using var client = site.AnotherReader();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/content/backup") { Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded") };
            request.Headers.Add("Cookie", cookies);
            using var answer = await client.SendAsync(request, Token);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Of_one_author_s_uploads_a_few_are_read_at_once_and_others_wait()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        var (cookies, form) = await SignInAsync(site);
        var token = Uri.UnescapeDataString(form.Split('=')[1]);
        var open = new List<TcpClient>();
        for (var i = 0; i < 4; i++)
        {
            var slow = await ConnectAsync(site);
            open.Add(slow);
            // The beginning of a picture, and no more. The server says when it begins to read it.
            await slow.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /admin/media/upload HTTP/1.1\r\nHost: {site.Address.Authority}\r\nCookie: {cookies}\r\nRequestVerificationToken: {token}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nx"),
                Token);
            var reads = new byte[12];
            await slow.GetStream().ReadExactlyAsync(reads, Token);
            Assert.Equal("HTTP/1.1 100", Encoding.ASCII.GetString(reads));
        }

        var waits = UploadAsync();
        await Task.Delay(1000, Token);
        Assert.False(waits.IsCompleted, "A fifth is read beside four others.");
        open[0].Dispose();

        Assert.Equal(HttpStatusCode.OK, await waits.WaitAsync(TimeSpan.FromSeconds(30), Token));
        open.ForEach(slow => slow.Dispose());

        async Task<HttpStatusCode> UploadAsync()
        {
            using var client = site.AnotherReader();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/media/upload") { Content = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Png(8, 8)), "file", "a.png" } } };
            request.Headers.Add("Cookie", cookies);
            request.Headers.Add("RequestVerificationToken", token);
            request.Headers.Add("Accept", "application/json");
            using var answer = await client.SendAsync(request, Token);
            return answer.StatusCode;
        }
    }

    private static async Task<TcpClient> ConnectAsync(TestSite site, int? receiveBuffer = null)
    {
        var client = new TcpClient();
        client.ReceiveBufferSize = receiveBuffer ?? client.ReceiveBufferSize;
        await client.ConnectAsync(site.Address.Host, site.Address.Port, Token);
        return client;
    }

    // Cookies of somebody who is signed in, and the field that their forms carry.
    private static async Task<(string Cookies, string Form)> SignInAsync(TestSite site)
    {
        await DeskVisitor.AddAuthorAsync(site);
        var jar = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = jar, AllowAutoRedirect = false }) { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in")
        {
            Content = new FormUrlEncodedContent([new("Input.Email", "ada@example.org"), new("Input.Password", DeskVisitor.Password)]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var entered = await client.SendAsync(request, Token);
        using var page = await client.GetAsync("/admin/content", Token);
        var token = (await HtmlPage.ReadAsync(page)).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return (jar.GetCookieHeader(site.Address), "__RequestVerificationToken=" + Uri.EscapeDataString(token));
    }
}
