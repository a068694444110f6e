using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Backups;
using FilmBlog.Core.Tests.Content;
using FilmBlog.Core.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FilmBlog.Core.Tests.Data;

/// <summary>A database of a former program, and what may happen while it is brought to this one's schema.</summary>
public sealed class MigrationTests
{
    // The last schema before texts had digests.
    private const string Former = "20261123020317_Speed";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_migration_begins_with_a_copy_of_the_database()
    {
        await using var blog = await FormerAsync();

        await MigrateAsync(blog);

        var copy = Assert.Single(Directory.EnumerateFiles(blog.Folder.Backups));
        Assert.Matches(@"before-\d+_\w+-20261101T120000Z\.db$", copy);
        Assert.Equal(("ok", Former), (Scalar(copy, "PRAGMA integrity_check"), Scalar(copy, "SELECT max(MigrationId) FROM __EFMigrationsHistory")));
        Assert.False(File.Exists(blog.Folder.Migrating));
        await AssertWholeAsync(blog);
    }

    [Fact]
    public async Task A_kill_at_any_command_is_made_good_by_the_next_start()
    {
        await using var blog = await FormerAsync();
        using var states = new ContentFolder();
        var commands = 0;
        // A few of them, each with all that was there at that instant.
        blog.OnCommand = () => _ = commands++ % 7 == 3 ? Snapshot.Copy(blog.Folder, states.At($"{commands:000}")) : null;

        await MigrateAsync(blog);
        blog.OnCommand = null;

        var folders = Directory.GetDirectories(states.Path);
        Assert.InRange(folders.Length, 5, 40);
        Assert.Contains(folders, path => File.Exists(new DataFolder(path).Migrating));
        foreach (var path in folders)
        {
            await using var next = await TestDatabase.OpenAsync(new DataFolder(path)).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
            await AssertWholeAsync(next);
            Assert.False(File.Exists(next.Folder.Migrating));
        }
    }

    [Fact]
    public async Task What_fails_is_taken_back_and_said_however_often_it_is_tried()
    {
        await using var blog = await FormerAsync();
        Execute(blog.Folder.Database, "ALTER TABLE Themes ADD COLUMN Introduction_Digest TEXT");

        for (var time = 0; time < 2; time++)
        {
            var failed = await Assert.ThrowsAsync<MigrationFailedException>(() => MigrateAsync(blog));
            Assert.Contains("It is as it was before", failed.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(blog.Folder.Migrating));
            Assert.Equal((Former, "a"), (Scalar(blog.Folder.Database, "SELECT max(MigrationId) FROM __EFMigrationsHistory"), Scalar(blog.Folder.Database, "SELECT Slug FROM Reviews")));
        }
    }

    [Fact]
    public async Task A_copy_that_cannot_be_put_back_hides_nothing_of_what_failed_first()
    {
        await using var blog = await FormerAsync();
        Execute(blog.Folder.Database, "ALTER TABLE Themes ADD COLUMN Introduction_Digest TEXT");
        blog.OnCommand = () =>
        {
            if (File.Exists(blog.Folder.Migrating))
            {
                Directory.Delete(blog.Folder.Backups, recursive: true);
                blog.OnCommand = null;
            }
        };

        var failed = await Assert.ThrowsAsync<MigrationFailedException>(() => MigrateAsync(blog));

        Assert.Contains("duplicate column name", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Nor could the copy from before", failed.Message, StringComparison.Ordinal);
        Assert.Contains("is gone", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_former_program_left_behind_when_it_was_killed_does_no_harm()
    {
        await using var blog = await FormerAsync();
        Execute(blog.Folder.Database, "CREATE TABLE ef_temp_Themes (Id INTEGER); INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2026-01-01')");

        await MigrateAsync(blog).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

        await AssertWholeAsync(blog);
        Assert.Equal("0", Scalar(blog.Folder.Database, "SELECT count(*) FROM sqlite_master WHERE name GLOB 'ef_temp_*'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_is_gone_is_not_begun_anew_in_silence(bool isEmpty)
    {
        await using var blog = await BackedUp.BlogAsync();
        Close(blog);
        File.Delete(blog.Folder.Database);
        if (isEmpty)
        {
            await File.WriteAllBytesAsync(blog.Folder.Database, [], Cancelled);
        }

        var refused = await Assert.ThrowsAsync<DatabaseMissingException>(() => MigrateAsync(blog));

        Assert.Contains("filmblog restore FILE", refused.Message, StringComparison.Ordinal);
        Assert.True(new FileInfo(blog.Folder.Database) is { Exists: false } or { Length: 0 });
        // Whoever means to begin anew says so.
        File.Delete(blog.Folder.Marker);
        await MigrateAsync(blog);
    }

    [Fact]
    public async Task A_damaged_page_stops_the_start()
    {
        await using var blog = await BackedUp.BlogAsync();
        Close(blog);
        var bytes = await File.ReadAllBytesAsync(blog.Folder.Database, Cancelled);
        var page = 4096 * (int.Parse(Scalar(blog.Folder.Database, "SELECT rootpage FROM sqlite_master WHERE name = 'Redirects'"), System.Globalization.CultureInfo.InvariantCulture) - 1);
        bytes.AsSpan(page, 4096).Fill(0x5A);
        await File.WriteAllBytesAsync(blog.Folder.Database, bytes, Cancelled);

        var refused = await Assert.ThrowsAsync<DatabaseDamagedException>(() => MigrateAsync(blog));

        Assert.Contains("filmblog restore FILE", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_verb_saves_goes_into_the_database_that_took_the_place_of_another_meanwhile()
    {
        await using var blog = await TestDatabase.CreateAsync();
        var database = blog.Folder.Database;
        Execute(database, "PRAGMA wal_checkpoint(TRUNCATE)");
        File.Copy(database, database + ".new");
        // As a restore does; the connections of the verb are open already.
        foreach (var side in new[] { database + "-wal", database + "-shm" })
        {
            File.Delete(side);
        }

        File.Move(database + ".new", database, overwrite: true);
        using (await blog.Get<DatabaseMigrator>().ShareAsync(Cancelled))
        {
            await blog.SaveAsync(db => db.Settings.AddAsync(new Setting("saved", "by a verb"), Cancelled).AsTask());
        }

        Assert.Equal("by a verb", Scalar(database, "SELECT Value FROM Settings WHERE Name = 'saved'"));
    }

    private static Task MigrateAsync(TestDatabase blog) => blog.Get<DatabaseMigrator>().MigrateAsync(Cancelled);

    private static async Task<TestDatabase> FormerAsync()
    {
        var blog = await BackedUp.BlogAsync();
        await blog.ReadAsync(async db =>
        {
            await using var maintenance = await db.BeginMaintenanceAsync(Cancelled);
            await db.DetachSearchAsync(Cancelled);
            await db.GetService<IMigrator>().MigrateAsync(Former, Cancelled);
            return 0;
        });
        return blog;
    }

    private static async Task AssertWholeAsync(TestDatabase blog)
    {
        Assert.Equal(["a"], await blog.SlugsAsync());
        await blog.ReadAsync(async db =>
        {
            Assert.True(await db.IsSearchReadyAsync(Cancelled));
            var body = await db.ReviewBodies.SingleAsync(Cancelled);
            Assert.Equal(128, body.Digest!.Length);
            Assert.Contains("rain.png", body.Markdown, StringComparison.Ordinal);
            Assert.NotNull((await db.SitePages.SingleAsync(Cancelled)).Body.Digest);
            Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancelled));
            Assert.Equal("ok", await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").FirstAsync(Cancelled));
            return 0;
        });
    }

    private static string Scalar(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private static void Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // As after a graceful end: one file.
    private static void Close(TestDatabase blog)
    {
        Execute(blog.Folder.Database, "PRAGMA wal_checkpoint(TRUNCATE)");
        using var connection = new SqliteConnection(blog.Folder.ConnectionString);
        SqliteConnection.ClearPool(connection);
        File.Delete(blog.Folder.Database + "-wal");
        File.Delete(blog.Folder.Database + "-shm");
    }
}
