using System.Net;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Security;

/// <summary>What costs something may be asked for so often by one and no oftener, and goes on when time has passed.</summary>
public sealed class RateLimitsTests
{
    private const string Nowhere = "00000000-0000-4000-8000-000000000001";

    private static readonly Dictionary<string, (HttpMethod Method, string Address, bool ByAuthor)> Limited = new()
    {
        ["sign-in"] = (HttpMethod.Post, "/account/sign-in", false),
        ["a lost password"] = (HttpMethod.Post, "/account/lost", false),
        ["carry"] = (HttpMethod.Post, "/account/resume", false),
        ["search"] = (HttpMethod.Get, "/search?q=rain", false),
        ["suggestions"] = (HttpMethod.Get, "/search/suggest?q=rain", false),
        ["search feed"] = (HttpMethod.Get, "/search/atom.xml?q=rain", false),
        ["shared preview"] = (HttpMethod.Get, "/preview/0123456789abcdef0123456789abcdef", false),
        ["preview"] = (HttpMethod.Post, $"/admin/write/{Nowhere}/preview", true),
        ["related"] = (HttpMethod.Post, $"/admin/write/{Nowhere}/related", true),
        ["save"] = (HttpMethod.Post, $"/admin/write/{Nowhere}", true),
        ["upload"] = (HttpMethod.Post, "/admin/media/upload", true),
        ["upload of content"] = (HttpMethod.Post, "/admin/content/upload", true),
    };

    public static TheoryData<string> Names => [.. Limited.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_comes_too_often_is_answered_429_until_time_has_passed_and_others_are_not(string what)
    {
        var (method, address, byAuthor) = Limited[what];
        await using var site = await TestSite.StartAsync(new SetUp
        {
            Settings =
            {
                ["FilmBlog:Limits:SignIn"] = "2", ["FilmBlog:Limits:SearchBurst"] = "2", ["FilmBlog:Limits:SearchPerSecond"] = "1",
                ["FilmBlog:Limits:Preview"] = "2", ["FilmBlog:Limits:Upload"] = "2", ["FilmBlog:Limits:Save"] = "2",
            },
            Before = app => app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = context.Request.Headers["X-Client"] is [{ } client] ? IPAddress.Parse(client) : IPAddress.Loopback;
                return next(context);
            }),
        });
        using var ada = await DeskVisitor.SignedInAsync(site);
        using var bea = await DeskVisitor.SignedInAsync(site, email: "bea@example.org");
        // Each author comes from another address every time, and all strangers from one.
        var number = 1;
        async Task<HttpResponseMessage> AskAsync(bool other)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.Add("X-Client", byAuthor ? $"192.0.2.{number++}" : other ? "198.51.100.2" : "198.51.100.1");
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            return await (!byAuthor ? site.Reader : other ? bea.Client : ada.Client).SendAsync(request, TestContext.Current.CancellationToken);
        }

        for (var i = 0; i < 2; i++)
        {
            using var allowed = await AskAsync(other: false);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, allowed.StatusCode);
        }

        using var refused = await AskAsync(other: false);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        var wait = refused.Headers.RetryAfter!.Delta!.Value;
        Assert.InRange(wait.TotalSeconds, 1, 60);
        using var somebodyElse = await AskAsync(other: true);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, somebodyElse.StatusCode);

        site.Clock.Advance(wait);
        using var later = await AskAsync(other: false);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, later.StatusCode);
    }

    [Fact]
    public async Task Each_file_of_a_request_counts_and_what_is_too_much_is_said_and_the_rest_stays()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Limits:Upload"] = "3" } });
        using var ada = await DeskVisitor.SignedInAsync(site);

        using var answer = await ada.UploadAsync("/admin/media", "form.upload", [.. Enumerable.Range(1, 9).Select(n => ($"rain-{n}.png", Pictures.Png(10 + n, 10)))]);

        Assert.Equal(
            "In the library: rain-1, rain-2, rain-3. rain-4.png and what came after it was not taken: that was much at once. Send it again in a minute.",
            HtmlPage.Text((await ada.OpenAsync("/admin/media")).One(".message")));
        Assert.Equal(3, await site.ReadAsync(db => db.Images.CountAsync(TestContext.Current.CancellationToken)));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        using var later = await ada.UploadAsync("/admin/media", "form.upload", ("rain-4.png", Pictures.Png(14, 10)));
        Assert.Equal(4, await site.ReadAsync(db => db.Images.CountAsync(TestContext.Current.CancellationToken)));
    }
}
