using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FilmBlog.Core.Data;
using FilmBlog.Web.Doctor;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FilmBlog.Web.Tests.Starting;

public sealed class StartTests
{
    [Theory]
    [InlineData("--FilmBlog:TimeZone=Nowhere", "FilmBlog:TimeZone is \"Nowhere\"")]
    [InlineData("--FilmBlog:Language=klingon-", "FilmBlog:Language is \"klingon-\"")]
    [InlineData("--FilmBlog:BaseUrl=films.example", "FilmBlog:BaseUrl is \"films.example\"")]
    [InlineData("--FilmBlog:BaseUrl=https://films.example/blog", "FilmBlog:BaseUrl is \"https://films.example/blog\"")]
    [InlineData("--FilmBlog:TrustedProxies=10.0.0.1,proxy", "FilmBlog:TrustedProxies names \"proxy\"")]
    [InlineData("--FilmBlog:Titel=Zerkalo", "Titel")]
    [InlineData("--FilmBlog:Title=", "Title")]
    public async Task A_bad_value_stops_the_start_with_a_sentence(string setting, string said)
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync(setting);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_path_of_the_database_is_one_and_the_same_to_all_who_ask_for_it()
    {
        using var filmblog = new Executable();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = ["--ConnectionStrings:FilmBlog=Data Source=elsewhere/films.db", $"--FilmBlog:DataPath={Path.Combine(filmblog.Folder, "data")}"],
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddSite();
        using var host = builder.Build();
        using var scope = host.Services.CreateScope();

        var path = Installation.PathOf("elsewhere/films.db");
        Assert.Equal(path, scope.ServiceProvider.GetRequiredService<FilmBlogContext>().Database.GetDbConnection().DataSource);
        Assert.Equal(path, host.Services.GetRequiredService<DatabaseFile>().Path);
        Assert.Equal(path, SettingsExam.Examine(builder.Configuration, TimeProvider.System).SetUp.Database);
    }

    [Fact]
    public async Task An_unknown_setting_lists_the_known_ones()
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync("--FilmBlog:Titel=Zerkalo");

        foreach (var known in new[] { "DataPath", "ContentPath", "BaseUrl", "TrustedProxies", "Title", "Tagline", "Author", "Language", "TimeZone" })
        {
            Assert.Contains(known, run.OnlyError, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("BinderOptions", run.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_stops_the_start_with_a_sentence()
    {
        using var filmblog = new Executable();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var run = await filmblog.RunAsync(string.Create(CultureInfo.InvariantCulture, $"--urls=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--urls", run.OnlyError, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--FilmBlog:Backup:Every=-1", "FilmBlog:Backup:Every")]
    [InlineData("--FilmBlog:Limits:SignIn=0", "FilmBlog:Limits:SignIn")]
    public async Task A_number_out_of_range_is_named_as_it_is_written_in_the_settings(string setting, string said)
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync(setting);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(said, run.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_stops_the_start_with_a_sentence()
    {
        using var filmblog = new Executable();
        var data = Directory.CreateDirectory(Path.Combine(filmblog.Folder, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "filmblog.db"), string.Concat(Enumerable.Repeat("This is no database. ", 100)), TestContext.Current.CancellationToken);

        var run = await filmblog.RunAsync("--urls=http://127.0.0.1:0");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not a SQLite database", run.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_process_serves_and_verbs_work_beside_it()
    {
        using var filmblog = new Executable();
        filmblog.Write("first.md", new Story("First") { Slug = "first" }.ToString());
        var content = $"--FilmBlog:ContentPath={Path.Combine(filmblog.Folder, "reviews")}";
        await using var serving = await filmblog.ServeAsync(content);
        Assert.Equal(["First"], (await serving.OpenAsync("/")).Films);

        var second = await filmblog.RunAsync(content, "--urls=http://127.0.0.1:0");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"process {serving.Id}", second.OnlyError, StringComparison.Ordinal);

        var file = filmblog.Write("second.md", new Story("Second") { Slug = "second", Published = "2026-10-02" }.ToString());
        Assert.Equal("new 1, changed 0, same 0, failed 0", (await filmblog.RunAsync("import", file)).LastLine);
        while ((await serving.OpenAsync("/")).Films is not ["Second", "First"])
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        // What was deleted from the folder's import stays so: the first import happens once.
        serving.Terminate();
        Assert.Equal(0, (await serving.EndAsync()).ExitCode);
        filmblog.Write("third.md", new Story("Third") { Slug = "third" }.ToString());
        await using var again = await filmblog.ServeAsync(content);
        Assert.Equal(["Second", "First"], (await again.OpenAsync("/")).Films);
    }

    [Fact]
    public async Task That_the_first_import_has_ended_is_noted_once_whoever_notes_it()
    {
        await using var site = await TestSite.StartAsync();
        var before = await site.ReadAsync(db => db.Settings.ValueOfAsync(FirstImport.Done, TestContext.Current.CancellationToken));

        await FirstImport.EndAsync(site.Get<IServiceScopeFactory>(), "another", TestContext.Current.CancellationToken);

        Assert.NotNull(before);
        Assert.Equal(before, await site.ReadAsync(db => db.Settings.ValueOfAsync(FirstImport.Done, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_end_waits_for_a_request_that_is_being_answered()
    {
        using var filmblog = new Executable();
        await using var serving = await filmblog.ServeAsync($"--FilmBlog:ContentPath={filmblog.Folder}");
        var address = serving.Client.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();

        // A form that arrives slowly: half before the signal, half after it. The server says when it begins to read it.
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /appearance HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\nscheme"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        serving.Terminate();
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await stream.WriteAsync("=dark"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("HTTP/1.1 400 Bad Request", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, (await serving.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_missing_content_folder_is_a_warning()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Content = "/no/such/folder" });

        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/")).Status);
        Assert.Contains("There is nothing to begin with", site.ReadLog(), StringComparison.Ordinal);
        Assert.Contains("/no/such/folder", site.ReadLog(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_the_first_import_has_ended_the_site_asks_for_patience()
    {
        using var hold = new ManualResetEventSlim();
        await using var site = await TestSite.StartAsync(new SetUp
        {
            OnPort = true,
            WaitsUntilReady = false,
            Content = Repository.Content,
            OnCommand = command =>
            {
                if (command.Contains("INSERT INTO \"Reviews\"", StringComparison.Ordinal))
                {
                    hold.Wait(TestContext.Current.CancellationToken);
                }
            },
        });

        try
        {
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/healthz")).StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/readyz")).StatusCode);
            using var answer = await site.GetAsync("/");
            var page = await HtmlPage.ReadAsync(answer);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "One moment"), (page.Status, page.Heading));
            Assert.NotNull(answer.Headers.RetryAfter);
        }
        finally
        {
            hold.Set();
        }

        await site.UntilReadyAsync();
        Assert.Equal(6, (await site.OpenAsync("/")).Films.Count);
    }

    [Fact]
    public async Task Where_the_first_import_failed_the_site_says_so_and_nobody_waits()
    {
        await using var site = await TestSite.StartAsync(new SetUp
        {
            OnPort = true,
            WaitsUntilReady = false,
            Content = Repository.Content,
            OnCommand = command =>
            {
                if (command.Contains("INSERT INTO \"Reviews\"", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException("The test does not allow it.");
                }
            },
        });
        for (var round = 0; round < 1000 && !site.ReadLog().Contains("The first import failed", StringComparison.Ordinal); round++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        using var answer = await site.GetAsync("/");
        var page = await HtmlPage.ReadAsync(answer);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Not open yet"), (page.Status, page.Heading));
        Assert.DoesNotContain("http-equiv=\"refresh\"", page.Source, StringComparison.Ordinal);
        Assert.Equal("the first import failed", await (await site.GetAsync("/readyz")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
