using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Security;

/// <summary>What pages of other sites have a browser do here, by the browser's own word.</summary>
public sealed class CrossSiteTests(CrossSiteTests.Site shared) : IClassFixture<CrossSiteTests.Site>
{
    private readonly TestSite site = shared.Value;

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin, cross-site", HttpStatusCode.Forbidden)]
    [InlineData("nonsense", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.Redirect)]
    [InlineData("none", HttpStatusCode.Redirect)]
    [InlineData(null, HttpStatusCode.Redirect)]
    public async Task A_form_with_its_token_is_taken_from_here_alone(string? from, HttpStatusCode status)
    {
        using var visitor = DeskVisitor.Stranger(site);
        var page = await visitor.OpenAsync("/appearance");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/appearance")
        {
            Content = new FormUrlEncodedContent(
                [new("scheme", "dark"), new("__RequestVerificationToken", page.One("input[name=__RequestVerificationToken]").GetAttribute("value"))]),
        };
        Say(request, from, "navigate", "document");

        using var answer = await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.Forbidden)
        {
            Assert.StartsWith("This was sent by a page of another site", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "/nowhere/at/all")]
    [InlineData("PUT", "/")]
    [InlineData("DELETE", "/reviews/x")]
    [InlineData("PATCH", "/admin/media/upload")]
    [InlineData("PROPFIND", "/admin")]
    [InlineData("POST", "/account/passkey-challenge")]
    public async Task Whatever_changes_something_is_refused_before_it_is_known_what_it_is(string method, string address)
    {
        using var answer = await site.AskAsync(HttpMethod.Parse(method), address, ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    // A link that is followed, from wherever.
    [InlineData("/admin/authors", "cross-site", "navigate", "document", true)]
    [InlineData("/admin/authors", "same-site", "navigate", "document", true)]
    [InlineData("/admin/authors", "none", "navigate", "document", true)]
    [InlineData("/admin/authors", "same-origin", "cors", "empty", true)]
    [InlineData("/admin/authors", null, null, null, true)]
    // What a page of another site makes a part of itself.
    [InlineData("/admin/authors", "cross-site", "navigate", "iframe", false)]
    [InlineData("/admin/authors", "cross-site", "navigate", "object", false)]
    [InlineData("/admin/authors", "cross-site", "navigate", "embed", false)]
    [InlineData("/admin/authors", "same-site", "navigate", "frame", false)]
    [InlineData("/admin/authors", "cross-site", "no-cors", "script", false)]
    [InlineData("/admin/authors", "cross-site", "no-cors", "image", false)]
    [InlineData("/admin/authors", "cross-site", "cors", "empty", false)]
    // What everybody may read stays readable: a reader of feeds on another site shows its pictures.
    [InlineData("/atom.xml", "cross-site", "cors", "empty", true)]
    [InlineData("/cards/site.png", "cross-site", "no-cors", "image", true)]
    public async Task What_needs_a_sign_in_is_opened_but_never_embedded(string address, string? from, string? mode, string? destination, bool isAnswered)
    {
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        Say(request, from, mode, destination);

        using var answer = await owner.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(isAnswered ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_has_the_browser_forget_what_it_kept()
    {
        using var owner = await DeskVisitor.SignedInAsync(site);

        using var answer = await owner.SubmitAsync("/admin", "form.sign-out");

        Assert.Equal("\"cache\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        using var after = await owner.GetAsync("/admin");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    private static void Say(HttpRequestMessage request, string? from, string? mode, string? destination)
    {
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", from), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    public sealed class Site : IAsyncLifetime
    {
        internal TestSite Value { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Value = await TestSite.WithAsync(new Story("Rain"));

        public ValueTask DisposeAsync() => Value.DisposeAsync();
    }
}
