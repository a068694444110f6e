using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Crawlers;

public sealed class RobotsTests
{
    private const string Everyone = "User-agent: *\nDisallow: /admin/\n\nSitemap: https://films.example/sitemap.xml\n";

    [Fact]
    public async Task All_may_read_everything_but_the_desk()
    {
        await using var site = await TestSite.StartAsync(With());

        using var answer = await site.GetAsync("/robots.txt");

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Everyone, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_owner_may_ask_those_that_feed_language_models_and_others_to_stay_away()
    {
        await using var site = await TestSite.StartAsync(With(("FilmBlog:Crawlers:RefuseAi", "true"), ("FilmBlog:Crawlers:Refuse", "SlowBot, gptbot, Other_Bot")));

        var text = await site.Reader.GetStringAsync("/robots.txt", TestContext.Current.CancellationToken);

        var groups = text.Split("\n\n");
        Assert.Equal(Everyone, string.Join("\n\n", groups[1..]));
        var refused = groups[0].Split('\n');
        Assert.Equal("Disallow: /", refused[^1]);
        foreach (var name in new[] { "GPTBot", "Google-Extended", "CCBot", "ClaudeBot", "PerplexityBot", "Applebot-Extended", "Bytespider", "meta-externalagent", "SlowBot", "Other_Bot" })
        {
            Assert.Contains($"User-agent: {name}", refused);
        }

        Assert.Single(refused, line => line.EndsWith("gptbot", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_name_that_is_none_stops_the_start()
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync("migrate", "--FilmBlog:Crawlers:Refuse=Good, User-agent: *");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FilmBlog:Crawlers:Refuse names \"User-agent: *\"", run.OnlyError, StringComparison.Ordinal);
    }

    private static SetUp With(params IEnumerable<(string Name, string Value)> settings) =>
        new() { Settings = new Dictionary<string, string>(settings.Select(s => KeyValuePair.Create(s.Name, s.Value))) { ["FilmBlog:BaseUrl"] = "https://films.example" } };
}
