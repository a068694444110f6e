using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Addresses;

public sealed class PublicAddressTests(PublicAddressTests.OnPort fixture) : IClassFixture<PublicAddressTests.OnPort>
{
    private readonly TestSite site = fixture.Site;

    [Theory]
    [InlineData("/Reviews", "/reviews")]
    [InlineData("/reviews/", "/reviews")]
    [InlineData("/REVIEWS/Rain/?a=B&c=%2F", "/reviews/rain?a=B&c=%2F")]
    [InlineData("/reviews//rain", "/reviews/rain")]
    [InlineData("/?", null)]
    [InlineData("/reviews?Page=1", null)]
    [InlineData("/Healthz", "/healthz")]
    [InlineData("/Nowhere/", "/nowhere")]
    [InlineData("/%d0%a1%d0%be%d0%bb", "/%D1%81%D0%BE%D0%BB")]
    public async Task Other_forms_of_an_address_redirect_once(string address, string? location)
    {
        var answer = await RawAnswer.GetAsync(site.Address, address);

        Assert.Equal(location, answer.Header("Location"));
        Assert.Equal(location is null ? 200 : 301, answer.Status);
        if (location is not null)
        {
            Assert.Null((await RawAnswer.GetAsync(site.Address, location)).Header("Location"));
        }
    }

    [Fact]
    public async Task Other_forms_keep_the_method_of_what_is_sent()
    {
        using var answer = await site.AskAsync(HttpMethod.Post, "/Appearance/?x=1");

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal("/appearance?x=1", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("//evil.example/")]
    [InlineData("///evil.example/%2e%2e")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\\/evil.example/")]
    [InlineData("/%5Cevil.example/")]
    [InlineData("/%5c%5cevil.example/")]
    [InlineData("/%2F%2Fevil.example/")]
    [InlineData("/%2fevil.example/")]
    [InlineData("/.//evil.example/")]
    [InlineData("/./%5cevil.example/")]
    [InlineData("/%09/evil.example/")]
    [InlineData("/%0d%0aLocation:%20http:%2f%2fevil.example/")]
    [InlineData("/%252f%252fevil.example/")]
    [InlineData("http://evil.example/Reviews/")]
    public async Task No_address_leads_away(string target)
    {
        var answer = await RawAnswer.GetAsync(site.Address, target);

        var location = answer.Header("Location");
        if (location is not null)
        {
            Assert.True(answer.Status is 301, answer.Text);
            Assert.True(Uri.TryCreate(site.Address, location, out var there), location);
            Assert.Equal(site.Address.Authority, there.Authority);
            Assert.Matches("^/([^/\\\\]|$)", location);
        }
        else
        {
            Assert.True(answer.Status is 400 or 404, answer.Text);
        }
    }

    [Theory]
    [InlineData("/%cf%92")]
    [InlineData("/reviews/%c4%b0")]
    [InlineData("/%f0%9d%94%b8")]
    public async Task A_capital_without_a_small_letter_does_not_redirect_for_ever(string address)
    {
        var answer = await RawAnswer.GetAsync(site.Address, address);

        Assert.Equal(404, answer.Header("Location") is { } location ? (await RawAnswer.GetAsync(site.Address, location)).Status : answer.Status);
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("localhost:8080", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:5000", 200)]
    [InlineData("films.example", 400)]
    [InlineData("localhost.evil.example", 400)]
    [InlineData("127.0.0.1.evil.example", 400)]
    [InlineData("10.0.0.7", 400)]
    public async Task Without_a_base_address_only_loopback_is_answered(string host, int status)
    {
        var answer = await RawAnswer.GetAsync(site.Address, "/", host);

        Assert.Equal(status, answer.Status);
        if (status == 400)
        {
            Assert.Contains("FilmBlog:BaseUrl", answer.Text, StringComparison.Ordinal);
            Assert.Equal("text/plain; charset=utf-8", answer.Header("Content-Type"));
            Assert.Equal(200, (await RawAnswer.GetAsync(site.Address, "/healthz", host)).Status);
            Assert.Equal(200, (await RawAnswer.GetAsync(site.Address, "/readyz", host)).Status);
        }
    }

    [Fact]
    public async Task The_host_that_a_proxy_forwards_is_not_believed()
    {
        using var answer = await site.GetAsync("/reviews", ("X-Forwarded-Host", "evil.example"), ("X-Original-Host", "evil.example"), ("Forwarded", "host=evil.example"));
        var page = await HtmlPage.ReadAsync(answer);

        Assert.Equal(new Uri(site.Address, "/reviews").AbsoluteUri, page.Canonical);
        Assert.DoesNotContain("evil.example", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_base_address_every_host_gets_canonical_links_to_it()
    {
        await using var known = await TestSite.StartAsync(new SetUp { OnPort = true, Settings = { ["FilmBlog:BaseUrl"] = "http://films.example/" } });

        var answer = await RawAnswer.GetAsync(known.Address, "/reviews", "other.example");
        Assert.Equal(200, answer.Status);
        Assert.Contains("<link rel=\"canonical\" href=\"http://films.example/reviews\">", answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.Header("Strict-Transport-Security"));
        Assert.Contains("<link rel=\"canonical\" href=\"http://films.example/\">", (await RawAnswer.GetAsync(known.Address, "/", "other.example")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_TLS_http_through_a_trusted_proxy_is_sent_to_https_and_direct_http_is_not()
    {
        await using var secure = await TestSite.StartAsync(new SetUp { OnPort = true, Settings = { ["FilmBlog:BaseUrl"] = "https://films.example" } });

        var plain = await RawAnswer.GetAsync(secure.Address, "/Reviews/?page=1", "films.example", "X-Forwarded-Proto: http", "X-Forwarded-For: 192.0.2.1");
        Assert.Equal((308, "https://films.example/reviews?page=1"), (plain.Status, plain.Header("Location")));
        Assert.Null(plain.Header("Strict-Transport-Security"));

        var direct = await RawAnswer.GetAsync(secure.Address, "/reviews", "films.example");
        Assert.Equal(200, direct.Status);
        Assert.Null(direct.Header("Strict-Transport-Security"));
        Assert.Equal(200, (await RawAnswer.GetAsync(secure.Address, "/reviews", "films.example", "X-Original-Proto: http")).Status);

        var tls = await RawAnswer.GetAsync(secure.Address, "/reviews", "films.example", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.1");
        Assert.Equal(200, tls.Status);
        Assert.Equal("max-age=63072000; includeSubDomains", tls.Header("Strict-Transport-Security"));
        Assert.Contains("href=\"https://films.example/reviews\"", tls.Text, StringComparison.Ordinal);

        var form = await RawAnswer.GetAsync(secure.Address, "/appearance", "films.example", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.1");
        Assert.Contains("__Host-form=", form.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Contains("secure", form.Header("Set-Cookie"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript")]
    [InlineData("30://evil.example/?")]
    [InlineData("https, gopher")]
    public async Task A_proxys_word_for_the_scheme_that_is_none_is_not_taken(string word)
    {
        var answer = await RawAnswer.GetAsync(site.Address, "/reviews", site.Address.Authority, $"X-Forwarded-Proto: {word}", "X-Forwarded-For: 192.0.2.1");

        Assert.Equal(200, answer.Status);
        Assert.Contains($"<link rel=\"canonical\" href=\"{site.Address.GetLeftPart(UriPartial.Authority)}/reviews\">", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_a_form_answers_over_plain_http_although_the_base_address_is_https()
    {
        await using var secure = await TestSite.StartAsync(new SetUp { OnPort = true, Settings = { ["FilmBlog:BaseUrl"] = "https://films.example" } });

        Assert.Equal(200, (await RawAnswer.GetAsync(secure.Address, "/appearance", "films.example")).Status);
    }

    public sealed class OnPort : IAsyncLifetime
    {
        internal TestSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Site = await TestSite.StartAsync(new SetUp { OnPort = true });
            await Site.ImportAsync(new Story("Rain") { Slug = "rain" });
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
