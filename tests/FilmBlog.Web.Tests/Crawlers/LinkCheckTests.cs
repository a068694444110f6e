using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Web.Crawlers.Links;
using FilmBlog.Web.Outbound;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FilmBlog.Web.Tests.Crawlers;

public sealed class LinkCheckTests
{
    [Fact]
    public async Task Links_inside_lead_to_what_readers_find_there()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:BaseUrl"] = "https://films.example" } });
        await site.ImportAsync(
            new Story("Rain")
            {
                Year = 1971,
                Themes = ["debt"],
                Body = """
                    [Snow](/reviews/snow), [all](/reviews?sort=rating), [home](/), [Ada](../directors/ada-ash), [debt](/themes/debt), [1971](/years/1971), [then](/decades/1970s),
                    [source](snow.md), [feed](/themes/debt/atom.xml), [letter](mailto:ada@example.org), [here](https://films.example/reviews/snow), [elsewhere](https://example.org/x).

                    [none](/reviews/none)
                    [draft](/reviews/draft)
                    [old](/2019/03/snow)
                    [gone](/reviews/gone)
                    [loud](/Reviews/Snow/)
                    [year](/years/1999), [decade](/decades/1990s)
                    [Bo](/directors/bo-birch)
                    [full](https://films.example/nowhere)
                    [picture](/media/0123.webp)
                    """,
            },
            new Story("Snow") { Aliases = ["/2019/03/snow"], Year = 1971 },
            new Story("Draft") { Published = null, Directors = ["Bo Birch"], Body = "[none](/reviews/none)" });
        await site.ChangeAsync(db =>
        {
            db.Redirects.Add(new Redirect("/reviews/gone"));
            return Task.CompletedTask;
        });

        var (findings, summary) = await CheckAsync(site);

        Assert.Equal(
            [
                "reviews/rain:4: /reviews/none: nothing stands there",
                "reviews/rain:5: /reviews/draft: the review is not published: readers do not find it",
                "reviews/rain:6: /2019/03/snow: it has moved to /reviews/snow",
                "reviews/rain:7: /reviews/gone: it is gone for good",
                "reviews/rain:8: /Reviews/Snow/: it has moved to /reviews/snow",
                "reviews/rain:9: /years/1999: nothing stands there",
                "reviews/rain:9: /decades/1990s: nothing stands there",
                "reviews/rain:10: /directors/bo-birch: nothing stands there",
                "reviews/rain:11: https://films.example/nowhere: nothing stands there",
                "reviews/rain:12: /media/0123.webp: nothing stands there",
            ],
            findings);
        Assert.Equal("checked 20, broken 8, moved 2", summary);
    }

    [Fact]
    public async Task A_link_to_a_place_on_a_page_finds_a_heading_there()
    {
        await using var site = await TestSite.StartAsync();
        await site.ImportAsync(
            new Story("Rain") { Body = "## The long take\n\n## The long take\n\n[up](#h-the-long-take), [second](#h-the-long-take-2), [credits](#credits)\n[none](#h-the-short-take)\n" },
            new Story("Snow") { Body = "[there](/reviews/rain#h-the-long-take)\n[not there](/reviews/rain#the-long-take)\n[list](/reviews#anything)\n" });

        var (findings, summary) = await CheckAsync(site);

        Assert.Equal(
            [
                "reviews/rain:6: #h-the-short-take: the page has no heading \"h-the-short-take\"",
                "reviews/snow:2: /reviews/rain#the-long-take: the page has no heading \"the-long-take\"",
            ],
            findings);
        Assert.Equal("checked 7, broken 2, moved 0", summary);
        // The ids are those of the page itself.
        Assert.NotNull((await site.OpenAsync("/reviews/rain")).Document.GetElementById("h-the-long-take-2"));
    }

    [Fact]
    public async Task Pictures_that_readers_do_not_see_are_named()
    {
        await using var site = await TestSite.StartAsync();
        site.Write("images/still.png", Pictures.Png(90, 60));
        site.Write("images/lost.png", Pictures.Png(91, 60));
        await site.ImportAsync(new Story("Rain") { Body = "![A](../images/still.png)\n\n![B](../images/lost.png)\n\n![C](../images/never.png)\n" });
        var lost = await site.ReadAsync(db => db.Images.Where(i => i.Width == 91).Select(i => i.Hash).SingleAsync(TestContext.Current.CancellationToken));
        File.Delete(site.Get<ImageStore>().PathOf(lost));

        var (findings, summary) = await CheckAsync(site);

        Assert.Equal(
            [
                $"reviews/rain:3: ../images/lost.png: the picture's file {site.Get<ImageStore>().PathOf(lost)} is missing",
                "reviews/rain:5: ../images/never.png: there is no such picture: readers see its description",
            ],
            findings);
        Assert.Equal("checked 3, broken 2, moved 0", summary);
    }

    [Fact]
    public async Task Introductions_pages_the_navigation_and_the_blogroll_are_looked_at_too()
    {
        await using var site = await TestSite.StartAsync();
        site.Write("pages/about.md", "---\ntitle: About\n---\n\nSee [this](/about-1).\n");
        site.Write("directors/ada-ash.md", "---\nname: Ada Ash\n---\n\nSee [this](/ada-1).\n");
        site.Write("themes/debt.md", "---\nname: debt\n---\n\nSee [this](/debt-1).\n");
        await site.ImportAsync(new Story("Rain") { Themes = ["debt"] });
        await site.ChangeAsync(db =>
        {
            db.SiteLinks.Add(new SiteLink(SiteLinkList.Navigation, "Lost", "/lost", 0));
            db.SiteLinks.Add(new SiteLink(SiteLinkList.Navigation, "All", "/reviews", 1));
            db.SiteLinks.Add(new SiteLink(SiteLinkList.Blogroll, "Friend", "https://friend.example/", 0));
            return Task.CompletedTask;
        });

        var (findings, summary) = await CheckAsync(site);

        Assert.Equal(
            [
                "about:1: /about-1: nothing stands there",
                "directors/ada-ash:1: /ada-1: nothing stands there",
                "themes/debt:1: /debt-1: nothing stands there",
                "navigation: /lost: nothing stands there",
            ],
            findings);
        Assert.Equal("checked 5, broken 4, moved 0", summary);
    }

    [Fact]
    public async Task Other_sites_are_asked_once_each_politely_and_only_when_wanted()
    {
        using var other = new OtherSite();
        await using var site = await TestSite.StartAsync();
        string[] paths = ["/fine", "/fine#part", "/missing", "/moved", "/for-now", "/no-head", "/members", "/round", "/broken-there"];
        await site.ImportAsync(new Story("Rain") { Body = string.Join('\n', paths.Select(path => $"[x]({other.Root}{path})")) + $"\n[x]({other.Root}/missing)\n[x](/reviews/rain)\n" });

        Assert.Equal("checked 1, broken 0, moved 0", (await CheckAsync(site)).Summary);
        Assert.Empty(other.Asked);

        var clock = new FakeTimeProvider(TestSite.Now);
        other.Clock = clock;
        using var outside = new OutsideLinks("https://films.example", allowsPrivate: true, clock);
        using var end = new CancellationTokenSource();
        var pump = PumpAsync(clock, end.Token);
        var (findings, summary) = await CheckAsync(site, outside);
        await end.CancelAsync();
        await pump;

        Assert.Equal(
            [
                $"reviews/rain:10: {other.Root}/missing: it answers 404",
                $"reviews/rain:3: {other.Root}/missing: it answers 404",
                $"reviews/rain:4: {other.Root}/moved: it has moved to {other.Root}/fine",
                $"reviews/rain:8: {other.Root}/round: it redirects more than 5 times",
                $"reviews/rain:9: {other.Root}/broken-there: it leads to {other.Root}/missing, which answers 404",
            ],
            findings.Order(StringComparer.Ordinal));
        Assert.Equal("checked 11, broken 4, moved 1", summary);
        Assert.Single(other.Asked, asked => asked == "HEAD /members");
        Assert.Contains("GET /no-head", other.Asked);
        Assert.DoesNotContain("GET /fine", other.Asked);
        // What is asked at its turn arrives then or later.
        Assert.All(other.Times.Index(), asked => Assert.True(asked.Item - TestSite.Now >= TimeSpan.FromSeconds(asked.Index), "A host is asked more than once a second."));
    }

    [Fact]
    public async Task Hosts_that_are_not_in_public_are_never_asked()
    {
        using var other = new OtherSite();
        await using var site = await TestSite.StartAsync();
        var port = new Uri(other.Root).Port;
        await site.ImportAsync(new Story("Rain") { Body = $"[x](http://localhost:{port}/fine), [y](http://127.0.0.1:{port}/fine), [z](http://[::ffff:127.0.0.1]:{port}/fine), [0](http://0.0.0.0:{port}/fine)" });
        using var outside = new OutsideLinks("https://films.example", allowsPrivate: false, TimeProvider.System);

        var (findings, _) = await CheckAsync(site, outside);

        Assert.Equal(4, findings.Count);
        Assert.All(findings, finding => Assert.Contains("is no host in public", finding, StringComparison.Ordinal));
        Assert.Empty(other.Asked);
    }

    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:93.184.215.14", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicHosts.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task The_verb_says_what_it_found_and_fails_when_something_is_broken()
    {
        using var filmblog = new Executable();
        var file = filmblog.Write("rain.md", new Story("Rain") { Body = "[x](/reviews/rain/)\n[y](https://example.invalid/)" }.ToString());
        await filmblog.RunAsync("import", file);
        var sound = await filmblog.RunAsync("links");
        filmblog.Write("snow.md", new Story("Snow") { Body = "[x](/nowhere)" }.ToString());
        await filmblog.RunAsync("import", Path.GetDirectoryName(file)!);
        var broken = await filmblog.RunAsync("links");
        var help = await filmblog.RunAsync("links", "--help");

        Assert.Equal((0, "checked 1, broken 0, moved 1"), (sound.ExitCode, sound.LastLine));
        Assert.Equal((1, "checked 2, broken 1, moved 1"), (broken.ExitCode, broken.LastLine));
        Assert.Contains("reviews/snow:1: /nowhere: nothing stands there", broken.Output, StringComparison.Ordinal);
        Assert.Contains("--external", help.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--allow-private", help.Output, StringComparison.Ordinal);
    }

    private static async Task<(IReadOnlyList<string> Findings, string Summary)> CheckAsync(TestSite site, OutsideLinks? outside = null)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var check = new LinkCheck(scope.ServiceProvider.GetRequiredService<FilmBlogContext>(), site.Get<ImageStore>(), site.Get<SiteOptions>(), site.Clock, outside);
        var findings = new List<string>();
        await check.RunAsync(finding => findings.Add(finding.ToString()), new Progress<ImportProgress>(), TestContext.Current.CancellationToken);
        Assert.Equal(check.IsSound, !check.Summary.Contains("broken", StringComparison.Ordinal) || check.Summary.Contains("broken 0", StringComparison.Ordinal));
        return (findings, check.Summary);
    }

    // So that nobody waits for seconds to pass.
    private static async Task PumpAsync(FakeTimeProvider clock, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            clock.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Delay(5, CancellationToken.None);
        }
    }

    /// <summary>Another site, on a port of loopback.</summary>
    private sealed class OtherSite : IDisposable
    {
        private readonly HttpListener listener = new();

        public OtherSite()
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Root = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
            }

            listener.Prefixes.Add(Root + "/");
            listener.Start();
            _ = ListenAsync();
        }

        public string Root { get; }

        public TimeProvider Clock { get; set; } = TimeProvider.System;

        public ConcurrentQueue<string> Asked { get; } = [];

        public ConcurrentQueue<DateTimeOffset> Times { get; } = [];

        public void Dispose() => listener.Close();

        private async Task ListenAsync()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    var (method, path) = (context.Request.HttpMethod, context.Request.RawUrl!);
                    Times.Enqueue(Clock.GetUtcNow());
                    Asked.Enqueue($"{method} {path}");
                    (context.Response.StatusCode, context.Response.RedirectLocation) = path switch
                    {
                        "/fine" => (200, null),
                        "/moved" => (301, "/fine"),
                        "/for-now" => (302, "/fine"),
                        "/no-head" => (method == "HEAD" ? 405 : 200, null),
                        "/members" => (403, null),
                        "/round" => (308, "/round"),
                        "/broken-there" => (301, "/missing"),
                        _ => (404, (string?)null),
                    };
                    context.Response.Close();
                }
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                // Nobody listens any more.
            }
        }
    }
}
