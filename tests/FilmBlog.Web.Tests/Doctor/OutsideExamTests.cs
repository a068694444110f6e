using System.Net;
using FilmBlog.Web.Doctor;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Web.Tests.Doctor;

/// <summary>The doctor asks a site behind a real proxy.</summary>
public sealed class OutsideExamTests
{
    private const string Elsewhere = "192.0.2.10";

    [Fact]
    public async Task A_proxy_that_passes_everything_on_is_well()
    {
        var findings = await ThroughAsync(ReverseProxy.Saying("http"));

        Assert.All(findings, f => Assert.Equal(Verdict.Ok, f.Verdict));
        Assert.Contains(findings, f => f.Text.EndsWith("from 127.0.0.1 by the proxy 127.0.0.1.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("the proxy must pass the host on", "X-Forwarded-For", "X-Forwarded-Proto", "FilmBlog-Doctor")]
    [InlineData("The site takes 127.0.0.1, which is a proxy, for the client", "Host", "X-Forwarded-Proto", "FilmBlog-Doctor")]
    [InlineData("or the proxy takes away the header FilmBlog-Doctor.", "Host", "X-Forwarded-For", "X-Forwarded-Proto")]
    public async Task What_a_proxy_does_not_pass_on_is_said(string said, params string[] passedOn)
    {
        var findings = await ThroughAsync(ReverseProxy.Passing(passedOn));

        Assert.Contains(said, Assert.Single(findings, f => f.Verdict is Verdict.Wrong).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_nobody_named_is_named()
    {
        var findings = await ThroughAsync(ReverseProxy.Saying("http"), connection: Elsewhere);

        var wrong = Assert.Single(findings, f => f.Verdict is Verdict.Wrong).Text;
        Assert.StartsWith($"The proxy before the site is {Elsewhere}, and is not believed: its X-Forwarded-For and X-Forwarded-Proto is left aside", wrong, StringComparison.Ordinal);
        Assert.EndsWith($"Set FilmBlog:TrustedProxies to {Elsewhere}.", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_elsewhere_that_is_named_is_well()
    {
        var findings = await ThroughAsync(ReverseProxy.Saying("http"), connection: Elsewhere, trusted: Elsewhere);

        Assert.DoesNotContain(findings, f => f.Verdict is not Verdict.Ok);
        Assert.Contains(findings, f => f.Text.EndsWith($"by the proxy {Elsewhere}.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_of_two_proxies_is_no_reader()
    {
        var findings = await ThroughAsync(ReverseProxy.Saying("http", client: "203.0.113.7, 198.51.100.1"));

        Assert.StartsWith("Two proxies stand before the site: it takes 198.51.100.1", Assert.Single(findings, f => f.Verdict is Verdict.Wrong).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheme_that_is_not_that_of_the_public_address_is_said()
    {
        var findings = await ThroughAsync(ReverseProxy.Saying("https"));

        Assert.Contains("the proxy says that this is https", Assert.Single(findings, f => f.Verdict is Verdict.Wrong).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_with_other_settings_than_the_doctors_is_said()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true, Services = KeepTime, Settings = { ["FilmBlog:BaseUrl"] = "http://films.example" } });

        var findings = await OutsideExam.AskAsync(SetUpOf(site, site.Address), TestContext.Current.CancellationToken);

        Assert.Contains(findings, f => f.Verdict is Verdict.Wrong && f.Text.StartsWith("The site that serves was started with FilmBlog:BaseUrl http://films.example, and this was asked with", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_by_which_the_site_leads_to_itself_for_ever_is_said()
    {
        await using var proxy = await ReverseProxy.Saying("http").StartAsync();
        await using var site = await TestSite.StartAsync(new SetUp
        {
            OnPort = true,
            Services = KeepTime,
            // As the site answers whose public address is https, and that is asked by http.
            Before = app => app.Use((context, next) =>
            {
                if (context.Request.Path != "/healthz")
                {
                    return next(context);
                }

                context.Response.StatusCode = (int)HttpStatusCode.PermanentRedirect;
                context.Response.Headers.Location = new Uri(proxy.Address, "/healthz").ToString();
                return Task.CompletedTask;
            }),
        });
        proxy.Site = site.Address;

        var findings = await OutsideExam.AskAsync(SetUpOf(site, proxy.Address), TestContext.Current.CancellationToken);

        Assert.StartsWith($"{proxy.Address} leads to itself for ever", Assert.Single(findings, f => f.Verdict is Verdict.Wrong).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_a_connection_fails_is_said_and_not_that_something_inside_says_it()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true, Services = KeepTime });

        var findings = await OutsideExam.AskAsync(SetUpOf(site, new UriBuilder(site.Address) { Scheme = "https" }.Uri), TestContext.Current.CancellationToken);

        Assert.Contains("does not answer from here: ", Assert.Single(findings).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", findings[0].Text, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Finding>> ThroughAsync(ReverseProxy before, string? connection = null, string trusted = "")
    {
        await using var proxy = await before.StartAsync();
        await using var site = await TestSite.StartAsync(new SetUp
        {
            OnPort = true,
            Services = KeepTime,
            Settings = { ["FilmBlog:BaseUrl"] = proxy.Address.ToString(), ["FilmBlog:TrustedProxies"] = trusted },
            Before = app => app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = connection is null ? context.Connection.RemoteIpAddress : IPAddress.Parse(connection);
                return next(context);
            }),
        });
        proxy.Site = site.Address;
        return await OutsideExam.AskAsync(SetUpOf(site, proxy.Address), TestContext.Current.CancellationToken);
    }

    // On the clock that the answers have.
    private static void KeepTime(IServiceCollection services) => services.AddSingleton(TimeProvider.System);

    private static SetUpUnderExam SetUpOf(TestSite site, Uri address) => new(new SiteOptions { BaseUrl = address.ToString() }, site.Data, [], TimeProvider.System);
}
