using System.Net;
using System.Text.RegularExpressions;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Security;

public sealed class SecurityHeadersTests(SecurityHeadersTests.Sites sites) : IClassFixture<SecurityHeadersTests.Sites>
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private static readonly string[] Everywhere =
        ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"];

    private readonly TestSite site = sites.Site;

    public static TheoryData<string, int> Answers => new()
    {
        { "/", 200 }, { "/reviews", 200 }, { "/reviews/rain", 200 }, { "/directors", 200 }, { "/directors/ada-ash", 200 }, { "/themes", 200 },
        { "/themes/weather", 200 }, { "/years/1970", 200 }, { "/decades/1970s", 200 }, { "/appearance", 200 }, { "/reviews/", 301 }, { "/old/rain", 301 },
        { "/nowhere", 404 }, { "/reviews/nowhere", 404 }, { "/old/gone", 410 }, { "/robots.txt", 200 }, { "/site.webmanifest", 200 }, { "/favicon.ico", 200 },
        { "/img/icon.svg", 200 }, { "/healthz", 200 }, { "/readyz", 200 }, { "POST /reviews", 405 }, { "POST /appearance", 400 }, { "css", 200 }, { "media", 200 },
        { "/media/0000000000000000000000000000000000000000000000000000000000000000.webp", 404 }, { "broken /directors/ada-ash", 500 }, { "busy /directors/ada-ash", 503 },
        { "foreign /", 400 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_answer_carries_the_headers(string what, int status)
    {
        using var answer = await AnswerAsync(what);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(Policy, string.Join(" | ", answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", string.Join(" | ", answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("strict-origin-when-cross-origin", string.Join(" | ", answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", string.Join(" | ", answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal(what == "media" ? "cross-origin" : "same-origin", string.Join(" | ", answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Contains("camera=()", string.Join(" | ", answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Every_endpoint_carries_the_headers_whoever_asks_and_however()
    {
        using var owner = await DeskVisitor.SignedInAsync(site);
        var wrong = new List<string>();
        var asked = 0;
        foreach (var pattern in site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct())
        {
            var address = Regex.Replace(pattern, @"\{[^}]*(guid|int|long)?[^}]*\}", match => match.Value switch
            {
                var value when value.Contains("guid", StringComparison.Ordinal) => "0b1e3c5a-0000-4000-8000-000000000001",
                var value when value.Contains("int", StringComparison.Ordinal) || value.Contains("long", StringComparison.Ordinal) => "1",
                _ => "rain",
            });
            foreach (var client in new[] { site.Reader, owner.Client })
            {
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Trace, HttpMethod.Delete })
                {
                    using var answer = await client.SendAsync(new HttpRequestMessage(method, address), TestContext.Current.CancellationToken);
                    asked++;
                    var missing = Everywhere.Where(header => !answer.Headers.Contains(header)).ToList();
                    var isBare = answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By") || answer.Headers.Contains("Access-Control-Allow-Origin");
                    var hasCharset = answer.Content.Headers.ContentType is not { MediaType: "text/html" } type || type.CharSet is not null;
                    wrong.AddRange(missing.Count == 0 && !isBare && hasCharset ? [] : [$"{method} {address} ({(int)answer.StatusCode}) lacks {string.Join(", ", missing)}"]);
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(asked > 500, $"{asked} requests are too few to say anything.");
    }

    [Theory]
    [InlineData("/account/first/a-token")]
    [InlineData("/account/password?link=a-token")]
    public async Task A_page_whose_address_lets_in_tells_it_to_nobody(string address)
    {
        using var answer = await site.GetAsync(address);

        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Only_the_page_with_a_form_sets_a_cookie(string what, int status)
    {
        using var answer = await AnswerAsync(what);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(what == "/appearance", answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/", "public, no-cache")]
    [InlineData("/reviews", "public, no-cache")]
    [InlineData("/reviews/rain", "public, no-cache")]
    [InlineData("/directors/ada-ash", "public, no-cache")]
    [InlineData("/decades/1970s", "public, no-cache")]
    [InlineData("/appearance", "no-cache, no-store")]
    [InlineData("/nowhere", "no-cache")]
    [InlineData("/healthz", "no-store")]
    [InlineData("/readyz", "no-store")]
    [InlineData("css", "max-age=31536000, immutable")]
    [InlineData("media", "public, max-age=31536000, immutable")]
    [InlineData("broken /directors/ada-ash", "no-cache, no-store")]
    public async Task Answers_say_how_long_they_may_be_kept(string what, string cacheControl)
    {
        using var answer = await AnswerAsync(what);

        Assert.Equal(cacheControl.Split(", ").Order(), answer.Headers.CacheControl!.ToString().Split(", ").Order());
    }

    [Fact]
    public async Task No_page_holds_a_script_a_style_or_a_handler()
    {
        foreach (var address in Answers.Select(row => row.Data.Item1).Where(a => a.StartsWith('/') && a.Length < 20 && !a.Contains('.', StringComparison.Ordinal) && !a.EndsWith('z') && a is not "/reviews/" and not "/old/rain"))
        {
            var page = await site.OpenAsync(address);
            Assert.Empty(page.Document.QuerySelectorAll("script:not([src]):not([type='application/ld+json']), style, base, iframe, object, embed"));
            Assert.DoesNotContain(page.Document.All.SelectMany(e => e.Attributes), a => a.Name == "style" || a.Name.StartsWith("on", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Whatever_can_be_sent_is_refused_without_its_token()
    {
        var pages = 0;
        foreach (var endpoint in site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
            // What needs a sign-in has its own test.
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null || (methods is { Count: > 0 } && !methods.Contains("POST")))
            {
                continue;
            }

            pages++;
            var address = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{code:int}", "404", StringComparison.Ordinal);
            using var answer = await site.AskAsync(HttpMethod.Post, address);
            Assert.Equal(address.StartsWith("/errors/", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.True(pages > 0);
    }

    [Fact]
    public async Task A_picture_is_served_by_its_hash_in_parts_too()
    {
        using var answer = await AnswerAsync("media", ("Range", "bytes=0-2"));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0xFF, 0xD8, 0xFF], await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        using var whole = await AnswerAsync("media");
        using var again = await AnswerAsync("media", ("If-None-Match", whole.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    private async Task<HttpResponseMessage> AnswerAsync(string what, params (string, string)[] headers)
    {
        switch (what.Split(' '))
        {
            case ["css"]:
                return await site.GetAsync((await site.OpenAsync("/")).One("link[rel=stylesheet]").GetAttribute("href")!, headers);
            case ["media"]:
                return await site.GetAsync((await site.OpenAsync("/reviews/rain")).One(".essay img").GetAttribute("src")!, headers);
            case ["POST", var address]:
                return await site.AskAsync(HttpMethod.Post, address);
            case ["foreign", var address]:
                return await site.GetAsync(address, ("Host", "films.example"));
            case ["broken" or "busy", var address]:
                return await sites.Failing.GetAsync($"{address}?{what.Split(' ')[0]}");
            default:
                return await site.GetAsync(what, headers);
        }
    }

    public sealed class Sites : IAsyncLifetime
    {
        internal TestSite Site { get; private set; } = null!;

        internal FailingSite Failing { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            // As a published site keeps its files: run from source, the framework has them asked for anew each time.
            Site = await TestSite.StartAsync(new SetUp { OnPort = true, Settings = { ["EnableStaticAssetsDevelopmentCaching"] = "true" } });
            Site.Write("images/rain.png", Pictures.Png(320, 180));
            await Site.ImportAsync(
                new Story("Rain") { Slug = "rain", Themes = ["weather"], Aliases = ["/old/rain"], Body = "![Rain on a window](../images/rain.png)" },
                new Story("Gone") { Slug = "gone", Aliases = ["/old/gone"] });
            await Site.ChangeAsync(async db =>
            {
                var gone = Core.Domain.Slug.Parse("gone");
                db.Reviews.Remove(await db.Reviews.Include(r => r.Redirects).SingleAsync(r => r.Slug == gone, TestContext.Current.CancellationToken));
            });
            Failing = await FailingSite.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Site.DisposeAsync();
            await Failing.DisposeAsync();
        }
    }
}
