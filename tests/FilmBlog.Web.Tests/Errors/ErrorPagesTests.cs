using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Errors;

public sealed class ErrorPagesTests(ZerkaloSite zerkalo)
{
    [Fact]
    public async Task A_failure_shows_an_id_that_the_log_has_too_and_nothing_else_of_it()
    {
        await using var site = await FailingSite.StartAsync();

        using var answer = await site.GetAsync("/directors/ada-ash?broken");
        var page = await HtmlPage.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Equal("The film has torn", page.Heading);
        Assert.DoesNotContain("secret", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page.Source, StringComparison.Ordinal);
        var id = HtmlPage.Text(page.One("code"));
        Assert.NotEmpty(id);
        var lines = site.ReadLog().Split('\n').Where(line => line.Contains(id, StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, line => line.Contains("The database said something secret.", StringComparison.Ordinal) && line.Contains("\"Path\":\"/directors/ada-ash\"", StringComparison.Ordinal));
        Assert.DoesNotContain("/errors/failure", site.ReadLog(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_database_is_a_matter_of_seconds()
    {
        await using var site = await FailingSite.StartAsync();

        using var answer = await site.GetAsync("/directors/ada-ash?busy");
        var page = await HtmlPage.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("One moment, please", page.Heading);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_not_ready_but_alive()
    {
        await using var site = await FailingSite.StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/readyz?broken")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/healthz?broken")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/readyz")).StatusCode);
    }

    [Theory]
    [InlineData("/", "GET, HEAD")]
    [InlineData("/reviews", "GET, HEAD")]
    [InlineData("/reviews/zerkalo", "GET, HEAD")]
    [InlineData("/directors/andrei-tarkovsky", "GET, HEAD")]
    [InlineData("/about", "GET, HEAD")]
    [InlineData("/robots.txt", "GET, HEAD")]
    [InlineData("/healthz", "GET, HEAD")]
    [InlineData("/nowhere", "GET, HEAD")]
    [InlineData("/appearance", "GET, HEAD, POST")]
    public async Task Other_methods_are_not_allowed_and_the_answer_says_which_are(string address, string allowed)
    {
        var site = await zerkalo.SiteAsync();

        foreach (var method in new[] { "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST", "BREW" })
        {
            if (method == "POST" && allowed.EndsWith("POST", StringComparison.Ordinal))
            {
                continue;
            }

            using var answer = await site.AskAsync(new HttpMethod(method), address);
            Assert.Equal((method, HttpStatusCode.MethodNotAllowed), (method, answer.StatusCode));
            Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow.Order(StringComparer.Ordinal)));
            Assert.Equal("That is not something one can do here", (await HtmlPage.ReadAsync(answer)).Heading);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/reviews?sort=title")]
    [InlineData("/reviews/zerkalo")]
    [InlineData("/themes")]
    [InlineData("/years/1975")]
    [InlineData("/about")]
    [InlineData("/appearance")]
    [InlineData("/nowhere")]
    [InlineData("/Reviews/")]
    [InlineData("/robots.txt")]
    [InlineData("/site.webmanifest")]
    [InlineData("/favicon.ico")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task HEAD_answers_as_GET_does_but_for_the_body(string address)
    {
        var site = await zerkalo.SiteAsync();

        using var get = await site.GetAsync(address);
        using var head = await site.AskAsync(HttpMethod.Head, address);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Headers(get), Headers(head));

        static IEnumerable<string> Headers(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
            .Where(h => h.Key is not ("Content-Length" or "Transfer-Encoding" or "Set-Cookie" or "Date"))
            .Select(h => $"{h.Key}: {string.Join(", ", h.Value)}").Order(StringComparer.Ordinal);
    }
}
