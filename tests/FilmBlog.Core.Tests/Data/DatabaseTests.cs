using System.Diagnostics;
using FilmBlog.Core.Data;
using FilmBlog.Core.Data.Compiled.Sqlite;
using FilmBlog.Core.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Tests.Data;

public sealed class DatabaseTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_migrations_agree_with_the_model()
    {
        await using var blog = await TestDatabase.CreateAsync();
        Assert.False(await blog.ReadAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public async Task The_compiled_model_is_the_one_that_the_configurations_make()
    {
        await using var blog = await TestDatabase.CreateAsync();
        var (compiled, made) = await blog.ReadAsync(db => Task.FromResult((
            db.Model, db.GetService<IModelSource>().GetModel(db, db.GetService<ModelCreationDependencies>(), designTime: false))));

        Assert.IsType<SqliteFilmBlogContextModel>(compiled);
        Assert.True(Text(made) == Text(compiled), "The model has changed: compile it anew, as the README says at the end of Layout.");

        // Without what queries of other shapes have added meanwhile.
        static string Text(IModel model) => string.Join('\n', model.GetEntityTypes().Select(entity => entity.ToDebugString(MetadataDebugStringOptions.LongDefault)));
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    [InlineData("trusted_schema", "0")]
    [InlineData("mmap_size", "0")]
    [InlineData("query_only", "1")]
    public async Task Every_connection_is_prepared(string pragma, string expected)
    {
        await using var blog = await TestDatabase.CreateAsync();
        // Several at once, so that the pool has to open fresh ones.
        var values = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => blog.ReadAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(Cancelled);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            return Convert.ToString(await command.ExecuteScalarAsync(Cancelled), System.Globalization.CultureInfo.InvariantCulture);
        })));
        Assert.All(values, value => Assert.Equal(expected, value));
    }

    [Fact]
    public async Task A_write_transaction_takes_the_lock_at_once()
    {
        await using var blog = await TestDatabase.CreateAsync();
        await blog.ReadAsync(async db =>
        {
            await using var writing = await db.BeginWritingAsync(Cancelled);
            await using var other = new SqliteConnection($"Data Source={blog.Folder.Database};Pooling=False");
            await other.OpenAsync(Cancelled);
            await using var command = other.CreateCommand();
            command.CommandTimeout = 1;
            command.CommandText = "BEGIN IMMEDIATE";
            // SQLITE_BUSY: nothing was written yet, and still the other one has to wait.
            Assert.Equal(5, (await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync(Cancelled))).SqliteErrorCode);
            return 0;
        });
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_as_it_is()
    {
        await using var blog = await TestDatabase.CreateAsync();
        await ExecuteAsync(blog, "INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('99990101000000_Future', '99.0')");
        var before = Snapshot.Of(blog.Folder);
        var refused = await Assert.ThrowsAsync<NewerDatabaseException>(() => blog.Get<DatabaseMigrator>().MigrateAsync(Cancelled));
        Assert.Contains("99990101000000_Future", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot.Of(blog.Folder));
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_hold_up_the_next_one()
    {
        await using var blog = await TestDatabase.CreateAsync();
        await ExecuteAsync(blog, "DELETE FROM __EFMigrationsHistory");
        await ExecuteAsync(blog, "INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2026-01-01')");
        await DropTablesAsync(blog);
        // Written once the first one has ended.
        File.Delete(blog.Folder.Marker);
        await blog.Get<DatabaseMigrator>().MigrateAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
        Assert.Equal(0, await blog.ReadAsync(db => db.Reviews.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task A_verb_does_not_migrate_beside_a_serving_process()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using (blog.Folder.Claim())
        {
            // Nothing to migrate: it may run.
            (await blog.Get<DatabaseMigrator>().ShareAsync(Cancelled)).Dispose();
            await ExecuteAsync(blog, "DELETE FROM __EFMigrationsHistory WHERE MigrationId = (SELECT max(MigrationId) FROM __EFMigrationsHistory)");
            var refused = await Assert.ThrowsAsync<DataFolderInUseException>(() => blog.Get<DatabaseMigrator>().ShareAsync(Cancelled));
            Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_cannot_be_written_is_not_taken_for_in_use()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "That nobody writes to a program that runs is a rule of Linux.");
        await using var blog = await TestDatabase.CreateAsync();
        var path = Path.Combine(blog.Folder.Path, "filmblog.lock");
        File.Copy("/bin/sleep", path, overwrite: true);
        using var running = Process.Start(path, "60");
        try
        {
            Assert.Throws<IOException>(() => blog.Folder.Claim());
        }
        finally
        {
            running.Kill();
            await running.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public void A_claim_ends_when_it_is_disposed()
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("filmblog-claim").FullName);
        try
        {
            using (folder.Claim())
            {
                Assert.Throws<DataFolderInUseException>(folder.Claim);
            }

            folder.Claim().Dispose();
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static Task<int> ExecuteAsync(TestDatabase blog, string sql) => blog.TamperAsync(async db =>
    {
        await db.Database.OpenConnectionAsync(Cancelled);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(Cancelled);
    });

    // As if the first migration had been killed before it made anything.
    private static async Task DropTablesAsync(TestDatabase blog)
    {
        // An index of the search takes the tables with it in which it lies.
        var tables = await blog.ReadAsync(db => db.Database
            .SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC")
            .ToListAsync(Cancelled));
        await ExecuteAsync(blog, "PRAGMA foreign_keys = OFF; " + string.Concat(tables.Select(table => $"DROP TABLE IF EXISTS \"{table}\"; ")) + "PRAGMA foreign_keys = ON;");
    }
}
