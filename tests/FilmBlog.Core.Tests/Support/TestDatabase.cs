using System.Data.Common;
using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FilmBlog.Core.Tests.Support;

/// <summary>Core on a real, migrated SQLite database in a folder of its own, with a clock that stands still. Deletes itself.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly List<ServiceProvider> processes = [];
    private readonly CommandCounter counter = new();

    private TestDatabase(DateTimeOffset now, DataFolder folder)
    {
        Time = new FakeTimeProvider(now);
        Folder = folder;
        Folder.Create();
        Services = AnotherProcess();
    }

    /// <summary>The instant at which the clock stands in the beginning.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; }

    public DataFolder Folder { get; }

    public ServiceProvider Services { get; }

    /// <summary>Called before each command is sent to the database.</summary>
    public Action? OnCommand
    {
        set => counter.OnCommand = value;
    }

    /// <summary>How many commands all processes have sent to the database.</summary>
    public int Commands => counter.Count;

    public static Task<TestDatabase> CreateAsync() =>
        OpenAsync(new DataFolder(Path.Combine(Path.GetTempPath(), "filmblog-tests", Guid.NewGuid().ToString("N"))));

    /// <summary>The same over a folder that is there already; it is deleted with the result.</summary>
    public static async Task<TestDatabase> OpenAsync(DataFolder folder)
    {
        var database = new TestDatabase(Start, folder);
        await database.Get<DatabaseMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>What another process has that works on the same file at the same time.</summary>
    public ServiceProvider AnotherProcess()
    {
        var process = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddFilmBlogCore(Folder)
            .ConfigureDbContext<SqliteFilmBlogContext>(options => options.AddInterceptors(counter))
            .BuildServiceProvider(validateScopes: true);
        processes.Add(process);
        return process;
    }

    /// <summary>Works with a context of its own and saves what it did.</summary>
    public Task SaveAsync(Func<FilmBlogContext, Task> work) => SaveAsync(Services, work);

    /// <summary>The same in another process.</summary>
    public static async Task SaveAsync(IServiceProvider process, Func<FilmBlogContext, Task> work)
    {
        await using var scope = process.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await work(db);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs commands that nobody runs in earnest, with a context of its own.</summary>
    public Task<int> TamperAsync(Func<FilmBlogContext, Task<int>> commands) => ReadAsync(async db =>
    {
        await using var maintenance = await db.BeginMaintenanceAsync(TestContext.Current.CancellationToken);
        return await commands(db);
    });

    /// <summary>Reads with a context of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<FilmBlogContext, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<FilmBlogContext>());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        // Pooled connections would keep the file open after it is deleted.
        using (var connection = new SqliteConnection(Folder.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        // Another one over the same folder may have come before.
        if (Directory.Exists(Folder.Path))
        {
            Directory.Delete(Folder.Path, recursive: true);
        }
    }

    private sealed class CommandCounter : DbCommandInterceptor
    {
        private int count;

        public Action? OnCommand { get; set; }

        public int Count => Volatile.Read(ref count);

        public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
        {
            Interlocked.Increment(ref count);
            OnCommand?.Invoke();
            return result;
        }
    }
}
