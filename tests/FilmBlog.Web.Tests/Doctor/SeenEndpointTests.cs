using System.Net;
using System.Net.Http.Json;
using FilmBlog.Web.Doctor;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Doctor;

/// <summary>What the site sees of a request is told to those who have its keys, and to nobody else.</summary>
public sealed class SeenEndpointTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    public async Task To_strangers_there_is_nothing(string method)
    {
        await using var site = await TestSite.StartAsync();
        await using var other = await TestSite.StartAsync();
        foreach (var proof in new[] { "", "x", "%", new string('A', 400), SeenEndpoint.Proof(other.Get<Seal>()), site.Get<Seal>().Close("other", new { SeenEndpoint.Path }, TimeSpan.FromHours(1)) })
        {
            using var answer = await site.AskAsync(HttpMethod.Parse(method), SeenEndpoint.Path, (SeenEndpoint.Header, proof));
            using var nowhere = await site.AskAsync(HttpMethod.Parse(method), "/healthz/nowhere", (SeenEndpoint.Header, proof));

            Assert.Equal(nowhere.StatusCode, answer.StatusCode);
            Assert.Equal(Names(nowhere), Names(answer));
            Assert.Equal(await PageAsync(nowhere, "/healthz/nowhere"), await PageAsync(answer, SeenEndpoint.Path));
        }
    }

    [Fact]
    public async Task Who_has_the_keys_is_told_for_two_minutes_and_nobody_keeps_it()
    {
        await using var site = await TestSite.StartAsync();
        var proof = SeenEndpoint.Proof(new Seal(FormProtection.KeysOf(site.Data), site.Clock));

        using var answer = await site.GetAsync(SeenEndpoint.Path, (SeenEndpoint.Header, proof));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("http://localhost", (await answer.Content.ReadFromJsonAsync<SeenRequest>(SeenRequest.Json, TestContext.Current.CancellationToken))!.Origin);
        using var head = await site.AskAsync(HttpMethod.Head, SeenEndpoint.Path, (SeenEndpoint.Header, proof));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);

        site.Clock.Advance(TimeSpan.FromMinutes(3));
        using var late = await site.GetAsync(SeenEndpoint.Path, (SeenEndpoint.Header, proof));
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task Notes_of_a_former_client_that_come_with_a_request_are_not_believed()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        var proof = SeenEndpoint.Proof(site.Get<Seal>());

        using var answer = await site.GetAsync(SeenEndpoint.Path, (SeenEndpoint.Header, proof), ("X-Original-For", "203.0.113.7:80"), ("X-Original-Proto", "https"));
        var seen = (await answer.Content.ReadFromJsonAsync<SeenRequest>(SeenRequest.Json, TestContext.Current.CancellationToken))!;

        Assert.Equal(("127.0.0.1", false, false), (seen.ConnectedFrom!.Address.ToString(), seen.IsBelieved, seen.IsForwarded));
    }

    private static IEnumerable<string> Names(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers).Select(h => h.Key).Order(StringComparer.Ordinal);

    // Without what differs from one request to the next.
    private static async Task<string> PageAsync(HttpResponseMessage answer, string path) =>
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Replace(path, "", StringComparison.Ordinal);
}
