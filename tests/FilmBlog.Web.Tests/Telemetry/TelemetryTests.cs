using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using FilmBlog.Core.Backups;
using FilmBlog.Web.Health;
using FilmBlog.Web.Telemetry;
using FilmBlog.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FilmBlog.Web.Tests.Telemetry;

/// <summary>
/// What the site measures. Who listens hears all meters of a name in the process, and forgets what it heard of one when another of that name
/// ends: no other site may live beside these.
/// </summary>
[Collection(typeof(Alone))]
public sealed class TelemetryTests
{
    private const string Token = "a-token-of-more-than-twenty-characters";
    private static readonly (string, string) Shown = ("Authorization", $"Bearer {Token}");

    [Fact]
    public async Task Nothing_is_measured_for_anybody_unless_the_settings_say_so()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Null(site.Services.GetService<MeterProvider>());
        Assert.Null(site.Services.GetService<TracerProvider>());
        Assert.Null(site.Services.GetService<DatabaseTelemetry>());
        using var answer = await site.GetAsync("/metrics", Shown);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_program_loads_nothing_of_it_while_it_is_off()
    {
        using var filmblog = new Executable();
        await using var serving = await filmblog.ServeAsync();
        await serving.OpenAsync("/");

        var loaded = await File.ReadAllTextAsync($"/proc/{serving.Id}/maps", TestContext.Current.CancellationToken);
        // Its first library is looked at with the types of ours; it is not run.
        Assert.DoesNotContain("OpenTelemetry.Exporter", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry.Instrumentation", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry.Extensions", loaded, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Prometheus_reads_requests_queries_pages_and_the_state_of_the_site()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Telemetry:Prometheus"] = "/metrics", ["FilmBlog:Telemetry:Token"] = Token } });
        await site.ImportAsync(new Story("Zerkalo") { Slug = "zerkalo" });
        await site.OpenAsync("/search?q=a-word-of-a-reader");

        // Until one was made and one came from memory, which what the site still does with the new review may put off.
        var opened = 0;
        string metrics;
        do
        {
            await site.OpenAsync("/reviews/zerkalo");
            opened++;
            metrics = await ScrapeAsync(site);
        }
        while (!Regex.IsMatch(metrics, "filmblog_pages_hits(_pages)?_total.* [1-9]"));

        // All have the route of their page, and each is counted when it has ended, which its reader does not wait for.
        var readings = new Regex($"http_server_request_duration_seconds_count\\{{.*http_route=\"reviews/\\{{slug\\}}\".*\\}} {opened}\\b", RegexOptions.IgnoreCase);
        while (!readings.IsMatch(metrics))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            metrics = await ScrapeAsync(site);
        }

        Assert.Matches("db_client_operation_duration_seconds_count\\{.*db_collection_name=\"Reviews\".*\\} [1-9]", metrics);
        Assert.Matches("filmblog_pages_render_duration_seconds_count\\{.*filmblog_page=\"/Reviews/Review\".*\\} [1-9]", metrics);
        Assert.Matches("filmblog_writes_wait_seconds_bucket\\{.*le=\"0.001\"\\} [1-9]", metrics);
        Assert.Matches("filmblog_writes_waiting.* 0", metrics);
        Assert.Matches("filmblog_background_failing.* 0", metrics);
        Assert.Matches("filmblog_writable.* 1", metrics);
        Assert.DoesNotContain("filmblog_backup_age", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("a-word-of-a-reader", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_age_of_the_latest_backup_is_told_and_which_work_fails()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Telemetry:Prometheus"] = "/metrics", ["FilmBlog:Telemetry:Token"] = Token } });
        var backups = site.Services.GetRequiredService<BackupState>();
        backups.Succeeded(site.Clock.GetUtcNow() - TimeSpan.FromHours(2));

        site.Get<SiteHealth>().Failed("drawing cards", "The pencil is blunt.");
        backups.Checked(site.Clock.GetUtcNow(), problems: 1);

        var metrics = await ScrapeAsync(site);
        Assert.Matches("filmblog_backup_age_seconds\\{?.* 7200", metrics);
        Assert.Matches("filmblog_background_failing\\{.*filmblog_work=\"drawing cards\".*\\} 1", metrics);
        Assert.Matches("filmblog_background_failing\\{.*filmblog_work=\"keeping data as they were saved\".*\\} 1", metrics);

        // What was read is told for a moment more.
        site.Get<SiteHealth>().Worked("drawing cards");
        for (var tries = 0; !Regex.IsMatch(await ScrapeAsync(site), "filmblog_background_failing\\{.*filmblog_work=\"drawing cards\".*\\} 0"); tries++)
        {
            Assert.True(tries < 50, "Work that succeeds again is told as failing.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void What_a_stranger_writes_beside_a_trace_is_gone_before_anything_of_it_leaves()
    {
        using var spans = new PrivateSpans();
        using var request = new Activity("request") { TraceStateString = "a=word-of-a-tracer" }.Start();
        spans.OnStart(request);
        using var within = new Activity("within").Start();
        spans.OnStart(within);
        within.Stop();
        spans.OnEnd(within);

        Assert.Same(request, within.Parent);
        Assert.Null(within.TraceStateString);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer a-token-of-more-than-twenty-characterz")]
    [InlineData("Basic a-token-of-more-than-twenty-characters")]
    public async Task Prometheus_has_to_show_the_token(string? shown)
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Telemetry:Prometheus"] = "/metrics", ["FilmBlog:Telemetry:Token"] = Token } });

        using var answer = await (shown is null ? site.GetAsync("/metrics") : site.GetAsync("/metrics", ("Authorization", shown)));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.DoesNotContain("http_server", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_collector_is_sent_metrics_and_traces_and_nothing_of_who_asked()
    {
        await using var collector = await Collector.StartAsync();
        using var proxy = new Asked();
        await using (var site = await TestSite.StartAsync(new SetUp { OnPort = true, Settings = { ["FilmBlog:Telemetry:Otlp"] = collector.Address } }))
        {
            await site.ImportAsync(new Story("Zerkalo") { Slug = "zerkalo" });
            using var review = await site.GetAsync("/reviews/zerkalo", ("User-Agent", "a-browser-of-a-reader"), ("Referer", "https://a-page-of-a-reader.example/"), ("tracestate", "a=word-of-a-tracer"),
                ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
            using var search = await site.GetAsync("/search?q=a-word-of-a-reader");
            using var secret = await site.GetAsync($"/preview/{new string('d', 64)}");
            Assert.Equal(HttpStatusCode.OK, search.StatusCode);
        }

        // What is left to be sent leaves while the site ends, and the factory of the test may have gone on by then.
        while (collector.Sent("/v1/traces").Length == 0 || collector.Sent("/v1/metrics").Length == 0)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(proxy.For, address => address.Authority == new Uri(collector.Address).Authority);
        var traces = collector.Sent("/v1/traces");
        Assert.Equal(["application/x-protobuf"], collector.Types);
        Assert.Contains("http.server.request.duration", collector.Sent("/v1/metrics"), StringComparison.Ordinal);
        foreach (var there in new[] { "GET reviews/{slug}", "SELECT Reviews", "db.operation.name", "render /Reviews/Review", "http.response.status_code" })
        {
            Assert.Contains(there, traces, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var personal in new[] { "of-a-reader", "of-a-tracer", "127.0.0.1", "localhost", "user_agent", "url.path", "url.query", "client.address", "dddddddd", "zerkalo" })
        {
            Assert.DoesNotContain(personal, traces, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain("of-a-reader", collector.Sent("/v1/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_away_disturbs_no_reader()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Telemetry:Otlp"] = "http://127.0.0.1:9" } });

        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/")).Status);
        site.Services.GetRequiredService<TracerProvider>().ForceFlush(2000);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews")).Status);
    }

    [Theory]
    [InlineData("FilmBlog:Telemetry:Otlp", "collector:4318", "it must be the http or https address of a collector")]
    [InlineData("FilmBlog:Telemetry:Prometheus", "metrics", "it must be a path of one part")]
    [InlineData("FilmBlog:Telemetry:Prometheus", "/about", "it must be a path of one part")]
    [InlineData("FilmBlog:Telemetry:Prometheus", "/metrics", "FilmBlog:Telemetry:Token is not")]
    public void A_bad_value_is_refused_with_a_sentence(string name, string value, string said)
    {
        var options = new TelemetryOptions { Otlp = name.EndsWith("Otlp", StringComparison.Ordinal) ? value : null, Prometheus = name.EndsWith("Prometheus", StringComparison.Ordinal) ? value : null };

        Assert.Contains(options.Validate(new(options)), wrong => wrong.ErrorMessage!.StartsWith(name, StringComparison.Ordinal) && wrong.ErrorMessage.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT \"r\".\"Id\"\nFROM \"Reviews\" AS \"r\"", "SELECT", "Reviews")]
    [InlineData("INSERT INTO \"Settings\" (\"Name\") VALUES (@p0)", "INSERT", "Settings")]
    [InlineData("UPDATE \"Reviews\" SET \"Title\" = @p0", "UPDATE", "Reviews")]
    [InlineData("DELETE FROM \"Sessions\" AS \"s\"", "DELETE", "Sessions")]
    [InlineData("SELECT sqlite_version() AS Value", "SELECT", null)]
    [InlineData("PRAGMA user_version", "PRAGMA", null)]
    [InlineData("something else", "OTHER", null)]
    [InlineData("", "OTHER", null)]
    public void Of_a_command_is_told_what_it_does_and_to_which_table(string sql, string operation, string? table) =>
        Assert.Equal((operation, table), DatabaseTelemetry.Summary(sql));

    private static async Task<string> ScrapeAsync(TestSite site)
    {
        using var answer = await site.GetAsync("/metrics", Shown);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    // The proxy that the machine names for going out: notes for which addresses it is asked, and stands aside.
    private sealed class Asked : IWebProxy, IDisposable
    {
        private readonly IWebProxy former = HttpClient.DefaultProxy;

        public Asked() => HttpClient.DefaultProxy = this;

        public ConcurrentQueue<Uri> For { get; } = [];

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => null;

        public bool IsBypassed(Uri host)
        {
            For.Enqueue(host);
            return true;
        }

        public void Dispose() => HttpClient.DefaultProxy = former;
    }
}
