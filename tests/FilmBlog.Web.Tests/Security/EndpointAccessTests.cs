using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Security;

/// <summary>Over all endpoints that there are, whoever added them: each is public by name or refuses strangers; what is an owner's refuses authors; what changes something wants proof that it comes from here.</summary>
public sealed class EndpointAccessTests
{
    private static readonly string[] PublicAddresses =
    [
        "/", "/about", "/appearance", "/privacy", "/reviews", "/reviews/{slug}", "/reviews/{slug}.md", "/directors", "/directors/{slug}", "/themes", "/themes/{slug}", "/years/{year}",
        "/decades/{decade}", "/errors/failure", "/errors/{code}", "/random", "/healthz", "/healthz/seen", "/readyz", "/favicon.ico", "/robots.txt", "/site.webmanifest",
        "/speculation.json", "/cards/site.png", "/cards/reviews/{slug}.png", "/cards/directors/{slug}.png", "/cards/themes/{slug}.png", "/media/{file}",
        "/preview/{token}", "/{path}", "/atom.xml", "/rss.xml", "/feed.json", "/directors/{slug}/atom.xml", "/directors/{slug}/rss.xml",
        "/directors/{slug}/feed.json", "/themes/{slug}/atom.xml", "/themes/{slug}/rss.xml", "/themes/{slug}/feed.json", "/feeds", "/feeds.opml", "/sitemap.xml",
        "/sitemaps/{name}.xml", "/search", "/search/atom.xml", "/search/suggest", "/opensearch.xml",
        "/account/sign-in", "/account/resume", "/account/sign-out", "/account/first/{token}", "/account/lost", "/account/password", "/account/passkey-challenge",
    ];

    // These read large forms by themselves as they come in, and answer with a sentence on the page they came from.
    private static readonly string[] ReadTheirForms =
        ["/admin/media/upload", "/admin/media/{id}/replace", "/admin/content/upload", "/admin/content/export", "/admin/content/backup"];

    [Fact]
    public async Task Each_endpoint_is_public_by_name_or_refuses_a_stranger_whatever_is_asked()
    {
        await using var site = await TestSite.StartAsync();
        var wrong = new List<string>();
        var refused = 0;
        foreach (var endpoint in Endpoints(site))
        {
            var name = NameOf(endpoint);
            // The second "/{path}" serves asset files from the source folder and has no others.
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || name == "/{path}")
            {
                wrong.AddRange(IsFile(endpoint) || PublicAddresses.Contains(name) ? [] : [$"{name} is public, but not by name"]);
                continue;
            }

            foreach (var method in MethodsOf(endpoint))
            {
                using var answer = await site.AskAsync(method, AddressOf(endpoint));
                var isRefused = answer.StatusCode == HttpStatusCode.Unauthorized
                    || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.IsAbsoluteUri && answer.Headers.Location.AbsolutePath == "/account/sign-in");
                wrong.AddRange(isRefused ? [] : [$"{method} {name} answers a stranger {answer.StatusCode}"]);
                refused++;
            }
        }

        Assert.Empty(wrong);
        Assert.True(refused > 20, "Too few endpoints were found to be true.");
    }

    [Fact]
    public async Task What_is_public_by_name_is_there()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Empty(PublicAddresses.Where(a => a.StartsWith("/account", StringComparison.Ordinal)).Except(Endpoints(site).Select(NameOf)));
    }

    [Fact]
    public async Task What_is_for_owners_refuses_an_author_with_403()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site, AuthorRole.Author);
        var owners = Endpoints(site).Where(e => e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == DeskAccess.Owner)).ToList();

        var wrong = new List<string>();
        foreach (var endpoint in owners)
        {
            foreach (var method in MethodsOf(endpoint))
            {
                using var answer = await author.Client.SendAsync(new HttpRequestMessage(method, AddressOf(endpoint)), TestContext.Current.CancellationToken);
                wrong.AddRange(answer.StatusCode == HttpStatusCode.Forbidden ? [] : [$"{method} {NameOf(endpoint)} answers an author {answer.StatusCode}"]);
            }
        }

        Assert.Empty(wrong);
        Assert.Contains("/admin/authors", owners.Select(NameOf));
    }

    [Fact]
    public async Task No_way_of_writing_an_address_leads_past_the_door()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        var inside = Endpoints(site).Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && NameOf(e).StartsWith("/admin", StringComparison.Ordinal)).Select(AddressOf).Distinct().ToList();
        var wrong = new List<string>();
        foreach (var address in inside)
        {
            var rest = address["/admin".Length..];
            foreach (var written in new[]
            {
                address + "/", "/" + address, address.Replace("/", "//", StringComparison.Ordinal), "/ADMIN" + rest, "/Admin" + rest, "/%61dmin" + rest, "/admin%2f" + rest.TrimStart('/'),
                "/admin%5c" + rest.TrimStart('/'), "/admin\\" + rest.TrimStart('/'), "/admin;" + rest, "/admin;a=b" + rest, address + ";", address + "%00", address + "%20", address + ".css", address + "?a=/healthz",
                "/about/.." + address, "/about/%2e%2e" + address, "/about/..%2f" + address.TrimStart('/'), "/./admin" + rest, "/media/../admin" + rest, "/account/sign-in/.." + address, address + "/.",
                "/admin/." + rest, address + "#", "http://localhost" + address,
            })
            {
                var answer = await RawAnswer.GetAsync(site.Address, written);
                // Sent to the door, to the one form of the address, or nowhere; never let in.
                var isKeptOut = answer.Status is 400 or 401 or 404 or 405 || (answer.Status is 301 or 302 or 308 && answer.Header("Location") is { } there
                    && (there.Contains("/account/sign-in", StringComparison.Ordinal) || there.StartsWith("/admin", StringComparison.Ordinal)));
                wrong.AddRange(isKeptOut ? [] : [$"{written} answers {answer.Status} {answer.Header("Location")}"]);
            }
        }

        Assert.Empty(wrong);
        Assert.True(inside.Count > 30, "Too few endpoints were found to be true.");
    }

    [Fact]
    public async Task What_is_sent_without_a_token_and_from_nowhere_is_refused()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints(site).Where(e => !NameOf(e).StartsWith("/errors/", StringComparison.Ordinal) && !ReadTheirForms.Contains(NameOf(e))))
        {
            foreach (var method in MethodsOf(endpoint).Where(m => m != HttpMethod.Get && m != HttpMethod.Head))
            {
                using var request = new HttpRequestMessage(method, AddressOf(endpoint)) { Content = new FormUrlEncodedContent([new("name", "Mallory")]) };
                request.Headers.Add("X-Requested-With", "fetch");
                using var answer = await owner.Client.SendAsync(request, TestContext.Current.CancellationToken);
                wrong.AddRange(answer.StatusCode == HttpStatusCode.BadRequest ? [] : [$"{method} {NameOf(endpoint)} answers {answer.StatusCode}"]);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Whatever_host_is_asked_for_no_answer_names_it()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true, Settings = { ["FilmBlog:BaseUrl"] = "http://films.example" } });
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints(site).Where(e => !IsFile(e)))
        {
            var answer = await RawAnswer.GetAsync(site.Address, AddressOf(endpoint), "evil.example", "X-Forwarded-Host: evil.example", "Forwarded: host=evil.example");
            wrong.AddRange(answer.Text.Contains("evil.example", StringComparison.Ordinal) ? [NameOf(endpoint)] : []);
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "a=b")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end")]
    [InlineData("multipart/form-data", "a=b")]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense", "a=b")]
    [InlineData("application/json", "{\"a\":1}")]
    [InlineData("text/plain", "{\"a\":1}")]
    [InlineData("", "a=b")]
    public async Task A_form_that_cannot_be_read_is_no_failure_of_ours(string type, string body)
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints(site).Where(e => MethodsOf(e).Contains(HttpMethod.Post) && !NameOf(e).StartsWith("/errors/", StringComparison.Ordinal)))
        {
            foreach (var from in new[] { "none", "same-origin" })
            {
                foreach (var client in new[] { site.Reader, owner.Client })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(endpoint)) { Content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(body)) };
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                    request.Headers.Add("Sec-Fetch-Site", from);
                    using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                    wrong.AddRange((int)answer.StatusCode < 500 ? [] : [$"{from} {NameOf(endpoint)} answers {answer.StatusCode}"]);
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("/admin/media/upload", "Pictures.png")]
    [InlineData("/admin/content/upload", "review.md")]
    [InlineData("/admin/content/export", "none")]
    [InlineData("/admin/content/backup", "none")]
    public async Task A_large_form_without_its_token_changes_nothing_and_gives_nothing_away(string address, string file)
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Png(8, 8)), "files", file } };

        using var answer = await owner.Client.PostAsync(address, form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain("waiting", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("The form has expired.", (await owner.OpenAsync(answer.Headers.Location.OriginalString)).Source, StringComparison.Ordinal);
        Assert.Equal(0, await site.ReadAsync(db => db.Images.CountAsync(TestContext.Current.CancellationToken)));
    }

    private static IEnumerable<RouteEndpoint> Endpoints(TestSite site) => site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string NameOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            _ => "",
        }))));

    // A value for each parameter that its constraints allow.
    private static string AddressOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => string.Concat(parameter.ParameterPolicies.Select(p => p.Content)) switch
            {
                var policy when policy.Contains("guid", StringComparison.Ordinal) => "0b1e3c5a-0000-4000-8000-000000000001",
                var policy when policy.Contains("int", StringComparison.Ordinal) || policy.Contains("long", StringComparison.Ordinal) => "1",
                _ => "x",
            },
            _ => "",
        }))));

    private static IEnumerable<HttpMethod> MethodsOf(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]).Select(m => HttpMethod.Parse(m));

    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor");
}
