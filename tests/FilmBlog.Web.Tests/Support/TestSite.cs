using System.Globalization;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace FilmBlog.Web.Tests.Support;

/// <summary>How a <see cref="TestSite"/> differs from one with the defaults and nothing in it.</summary>
internal sealed record SetUp
{
    /// <summary>Settings beside the data folder, by their full names.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>The folder of the first import; null: an empty one.</summary>
    public string? Content { get; init; }

    /// <summary>Whether it listens on a port of loopback; otherwise requests reach it in memory.</summary>
    public bool OnPort { get; init; }

    /// <summary>Watches the commands to the database from the start on.</summary>
    public Action<string>? OnCommand { get; init; }

    /// <summary>Whether <see cref="TestSite.StartAsync"/> waits for the first import.</summary>
    public bool WaitsUntilReady { get; init; } = true;

    /// <summary>How often a password is hashed; null: as often as the application does it.</summary>
    public int? PasswordIterations { get; init; } = 1000;

    /// <summary>What stands before the application's own pipeline.</summary>
    public Action<IApplicationBuilder>? Before { get; init; }

    /// <summary>Lays something into its data folder before it starts.</summary>
    public Action<DataFolder>? Data { get; init; }

    /// <summary>What is registered beside the application's own.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}

/// <summary>The real application on a database of its own in a temporary folder, with a clock that stands still. Deletes itself.</summary>
internal sealed class TestSite : WebApplicationFactory<SiteOptions>
{
    private readonly SetUp setUp;
    private int files;

    private TestSite(SetUp setUp)
    {
        this.setUp = setUp;
        Folder = Directory.CreateTempSubdirectory("filmblog-web-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "content"));
        Queries.OnCommand = setUp.OnCommand ?? Queries.OnCommand;
        setUp.Data?.Invoke(Data);
    }

    /// <summary>The instant at which the clock stands in the beginning: after everything in the repository's content.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; } = new(Now);

    public QueryRecorder Queries { get; } = new();

    /// <summary>What the operator sees who started it.</summary>
    public StringWriter Console { get; } = new(CultureInfo.InvariantCulture);

    /// <summary>The temporary folder: <c>data</c> is the application's, the rest the test's.</summary>
    public string Folder { get; }

    public DataFolder Data => new(Path.Combine(Folder, "data"));

    /// <summary>A reader who follows no redirects and keeps no cookies.</summary>
    public HttpClient Reader { get; private set; } = null!;

    public static async Task<TestSite> StartAsync(SetUp? setUp = null)
    {
        var site = new TestSite(setUp ?? new SetUp());
        try
        {
            if (site.setUp is { Data: null, Content: null, WaitsUntilReady: true })
            {
                await EmptyBlog.LayAsync(site.Data);
            }

            if (site.setUp.OnPort)
            {
                site.UseKestrel(0);
                site.StartServer();
            }

            site.Reader = site.AnotherReader();
            if (site.setUp.WaitsUntilReady)
            {
                await site.UntilReadyAsync();
            }

            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public static async Task<TestSite> WithAsync(params IEnumerable<Story> stories)
    {
        var site = await StartAsync();
        await site.ImportAsync(stories);
        return site;
    }

    /// <summary>Where it listens; only on a port.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    public HttpClient AnotherReader(bool cookies = false)
    {
        if (!setUp.OnPort)
        {
            return CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = cookies });
        }

        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies }) { BaseAddress = Address };
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task<HtmlPage> OpenAsync(string address)
    {
        using var answer = await Reader.GetAsync(address, TestContext.Current.CancellationToken);
        return await HtmlPage.ReadAsync(answer);
    }

    public Task<HttpResponseMessage> AskAsync(HttpMethod method, string address, params IEnumerable<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(method, new Uri(address, UriKind.RelativeOrAbsolute));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Reader.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string address, params IEnumerable<(string Name, string Value)> headers) =>
        AskAsync(HttpMethod.Get, address, headers);

    /// <summary>Imports reviews, as the verb does beside the running site; pages show them at once.</summary>
    public Task ImportAsync(params IEnumerable<Story> stories)
    {
        foreach (var story in stories)
        {
            Write($"reviews/{(files++).ToString("0000", CultureInfo.InvariantCulture)}.md", story.ToString());
        }

        return ImportFolderAsync();
    }

    /// <summary>Lays a file into the folder that <see cref="ImportFolderAsync"/> reads.</summary>
    public void Write(string name, string text) => File.WriteAllText(Incoming(name), text);

    /// <summary>The same with bytes.</summary>
    public void Write(string name, byte[] bytes) => File.WriteAllBytes(Incoming(name), bytes);

    /// <summary>Imports the folder once more.</summary>
    public async Task ImportFolderAsync()
    {
        var report = await Get<ContentImporter>()
            .ImportAsync(new ImportRequest(Path.Combine(Folder, "incoming"), TimeZoneInfo.Utc), progress: null, TestContext.Current.CancellationToken);
        Assert.True(report.Failed == 0, string.Join('\n', report.Problems));
        await ShowAsync();
    }

    /// <summary>Changes the database, as the desk does; pages show it at once.</summary>
    public async Task ChangeAsync(Func<FilmBlogContext, Task> change)
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            await using var writing = await db.BeginWritingAsync(TestContext.Current.CancellationToken);
            await change(db);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await writing.CommitAsync();
        }

        await ShowAsync();
    }

    /// <summary>
    /// Sends requests that write, one after the other, while somebody else has the turn to write: that one does something first, and then they
    /// go on in the order in which they were sent. What they looked at before their turn is what was there before.
    /// </summary>
    public async Task<IReadOnlyList<HttpResponseMessage>> AtOnceAsync(Func<FilmBlogContext, Task> first, params IEnumerable<Func<Task<HttpResponseMessage>>> requests)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await using var writing = await db.BeginWritingAsync(TestContext.Current.CancellationToken);
        var answers = new List<Task<HttpResponseMessage>>();
        foreach (var request in requests)
        {
            var answer = Task.Run(request);
            answers.Add(answer);
            while (Get<WriterGate>().Waiting < answers.Count && !answer.IsCompleted)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }

        await first(db);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await writing.CommitAsync();
        return await Task.WhenAll(answers);
    }

    /// <summary>Looks into the database.</summary>
    public async Task<T> ReadAsync<T>(Func<FilmBlogContext, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<FilmBlogContext>());
    }

    /// <summary>What the application has written into its log files.</summary>
    public string ReadLog() => string.Concat(Directory.EnumerateFiles(Data.Logs).Order(StringComparer.Ordinal).Select(path =>
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }));

    public override async ValueTask DisposeAsync()
    {
        Reader?.Dispose();
        await base.DisposeAsync();
        // Pooled connections would keep the file open after it is deleted.
        using (var connection = new SqliteConnection(Data.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        builder.UseSetting("FilmBlog:DataPath", Data.Path);
        // Tests of a limit set it; the clock of others stands still, and so does what it would allow anew.
        foreach (var limit in new[] { "SignIn", "SearchBurst", "Preview", "Upload", "Save" })
        {
            builder.UseSetting($"FilmBlog:Limits:{limit}", limit == "SearchBurst" ? "100000" : "1000");
        }

        // Nor does the clock make backups when a test moves it.
        builder.UseSetting("FilmBlog:Backup:Every", "0");
        builder.UseSetting("FilmBlog:Backup:Check", "false");
        builder.UseSetting("FilmBlog:ContentPath", setUp.Content ?? Path.Combine(Folder, "content"));
        foreach (var (name, value) in setUp.Settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton(new OperatorConsole(Console));
            // What makes guessing slow would make each sign-in of a test so.
            services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = setUp.PasswordIterations ?? hasher.IterationCount);
            services.ConfigureDbContext<SqliteFilmBlogContext>(options => options.AddInterceptors(Queries));
            services.AddSingleton<IStartupFilter>(Queries);
            setUp.Services?.Invoke(services);
            services.AddSingleton<IStartupFilter>(new Beginning(setUp));
        });
    }

    private string Incoming(string name)
    {
        var path = Path.Combine(Folder, "incoming", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public Task ShowAsync() => Get<Shown>().NowAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits for the first import, and until pages show it.</summary>
    public async Task UntilReadyAsync()
    {
        while (true)
        {
            using var answer = await Reader.GetAsync("/readyz", TestContext.Current.CancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                break;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await ShowAsync();
    }

    private sealed class Beginning(SetUp setUp) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            setUp.Before?.Invoke(app);
            next(app);
        };
    }
}
