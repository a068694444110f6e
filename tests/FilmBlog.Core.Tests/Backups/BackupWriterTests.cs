using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FilmBlog.Core.Backups;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Content;
using FilmBlog.Core.Tests.Imaging;
using FilmBlog.Core.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Backups;

public sealed class BackupWriterTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_is_whole_says_what_it_holds_and_leaves_sign_ins_out()
    {
        await using var blog = await BackedUp.BlogAsync();
        using var output = new MemoryStream();

        var manifest = await blog.Get<BackupWriter>().WriteAsync(output, withKeys: false, TestContext.Current.CancellationToken);

        await using var zip = new ZipArchive(output);
        Assert.Equal(["filmblog.db", .. manifest.Files.Skip(1).Select(f => f.Name), "manifest.json"], zip.Entries.Select(e => e.FullName));
        Assert.Equal((1, 2, 1, 0), (manifest.Counts["reviews"], manifest.Counts["images"], manifest.Counts["authors"], manifest.Missing.Count));
        Assert.Equal(await blog.ReadAsync(async db => (await db.Database.GetAppliedMigrationsAsync()).Last()), manifest.Schema);
        foreach (var file in manifest.Files)
        {
            var bytes = await BytesAsync(zip, file.Name);
            Assert.Equal((file.Length, file.Sha256), (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }

        Assert.Equal(
            manifest.Files, JsonSerializer.Deserialize<BackupManifest>(await BytesAsync(zip, "manifest.json"), JsonSerializerOptions.Web)!.Files);
        var database = await BytesAsync(zip, "filmblog.db");
        Assert.Equal(-1, database.AsSpan().IndexOf(Encoding.ASCII.GetBytes(BackedUp.SessionToken)));
        Assert.Equal((1L, 0L), await CountsAsync(blog, database));
        // Nothing is left of its making, and the blog itself has what it had.
        Assert.Empty(Directory.EnumerateFileSystemEntries(blog.Folder.Outgoing));
        Assert.Equal(1, await blog.CountAsync<Session>());
    }

    [Fact]
    public async Task A_missing_picture_is_said_and_the_rest_is_backed_up()
    {
        await using var blog = await BackedUp.BlogAsync();
        var hash = await blog.ReadAsync(db => db.Images.OrderBy(i => i.Id).Select(i => i.Hash).FirstAsync());
        File.Delete(blog.Folder.ImagePath(hash));
        using var output = new MemoryStream();

        var manifest = await blog.Get<BackupWriter>().WriteAsync(output, withKeys: false, TestContext.Current.CancellationToken);

        Assert.Equal([hash], manifest.Missing);
        Assert.Equal(["filmblog.db", "settings.json"], manifest.Files.Select(f => f.Name).Where(n => !n.StartsWith("images/", StringComparison.Ordinal)));
        Assert.Equal(3, manifest.Files.Count);
    }

    [Fact]
    public async Task A_damaged_picture_is_said_as_a_missing_one_is_and_the_backup_can_be_restored()
    {
        await using var blog = await BackedUp.BlogAsync();
        var hash = await blog.ReadAsync(db => db.Images.OrderBy(i => i.Id).Select(i => i.Hash).FirstAsync());
        await BackedUp.DamagePictureAsync(blog, hash);
        using var folder = new ContentFolder();
        var path = folder.At("backup.zip");

        var manifest = await blog.Get<BackupWriter>().WriteFileAsync(path, withKeys: false, Cancelled);

        Assert.Equal([hash], manifest.Missing);
        Assert.Equal([hash], manifest.Damaged);
        Assert.DoesNotContain(BackedUp.Read(path).Keys, name => name.Contains(hash, StringComparison.Ordinal));
        await using var other = await TestDatabase.CreateAsync();
        var report = await other.Get<Restoration>().RestoreAsync(path, progress: null, Cancelled);
        Assert.Equal([hash], report.Manifest.Damaged);
        Assert.Equal(["a"], await other.SlugsAsync());
    }

    [Theory]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM Films", "that are not there")]
    [InlineData("DROP INDEX IX_Reviews_Slug", "index IX_Reviews_Slug is missing")]
    [InlineData("UPDATE ReviewBodies SET Markdown = 'x' || Markdown", "the text of /reviews/a is not what was saved")]
    [InlineData("UPDATE Images SET Hash = '../../victimA' WHERE Id = 1", "names a picture as no picture is named")]
    [InlineData("UPDATE Images SET Hash = 'x' WHERE Id = 1", "names a picture as no picture is named")]
    public async Task What_a_restore_would_refuse_is_no_backup_and_the_former_one_stays(string change, string said)
    {
        await using var blog = await BackedUp.BlogAsync();
        using var folder = new ContentFolder();
        var path = await BackedUp.FileOfAsync(blog, folder);
        var former = await File.ReadAllBytesAsync(path, Cancelled);
        BackedUp.Execute(blog, change);

        var refused = await Assert.ThrowsAsync<BackupException>(() => blog.Get<BackupWriter>().WriteFileAsync(path, withKeys: false, Cancelled));

        Assert.StartsWith("No backup was taken, for it could not be restored.", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Equal(former, await File.ReadAllBytesAsync(path, Cancelled));
        Assert.Single(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task What_others_keep_in_the_database_is_left_out_of_a_backup()
    {
        await using var blog = await BackedUp.BlogAsync();
        BackedUp.Execute(blog, """
            CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); CREATE TABLE _litestream_lock (id INTEGER);
            CREATE TABLE notes (name TEXT PRIMARY KEY, review REFERENCES Reviews (Id)); INSERT INTO notes SELECT 'mine', Id FROM Reviews; CREATE INDEX notes_by_review ON notes (review);
            CREATE VIEW noted AS SELECT * FROM notes; CREATE TRIGGER noting AFTER DELETE ON Sessions BEGIN DELETE FROM Reviews; END;
            CREATE VIRTUAL TABLE words USING fts5 (word); CREATE INDEX Reviews_mine ON Reviews (Slug)
            """);
        using var folder = new ContentFolder();
        var path = folder.At("backup.zip");

        var manifest = await blog.Get<BackupWriter>().WriteFileAsync(path, withKeys: false, Cancelled);

        Assert.Equal(["index Reviews_mine", "index notes_by_review", "table notes", "table words", "trigger noting", "view noted"], manifest.LeftOut.Where(part => !part.StartsWith("table words_", StringComparison.Ordinal)));
        await using var other = await TestDatabase.CreateAsync();
        await other.Get<Restoration>().RestoreAsync(path, progress: null, Cancelled);
        Assert.Equal(["a"], await other.SlugsAsync());
        // Here nothing is taken away.
        Assert.Equal(1, await blog.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM notes").SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task What_killed_processes_were_writing_goes_with_the_next_backup_and_nothing_else()
    {
        await using var blog = await BackedUp.BlogAsync();
        using var folder = new ContentFolder();
        var id = Guid.NewGuid().ToString("N");
        var (gone, here) = (int.MaxValue, Environment.ProcessId);
        string[] stay = [$"backup.zip.{here}.{id}.tmp", $"other.zip.{gone}.{id}.tmp", "backup.zip.tmp", $"backup.zip.{gone}.tmp", $"backup.zip.{gone}.{id}.tmp.txt"];
        var (killed, old) = ($"backup.zip.{gone}.{id}.tmp", $"backup.zip.{here}.{Guid.NewGuid():N}.tmp");
        foreach (var name in stay.Append(killed).Append(old))
        {
            await File.WriteAllTextAsync(folder.At(name), "begun", Cancelled);
            File.SetLastWriteTimeUtc(folder.At(name), (TestDatabase.Start - TimeSpan.FromHours(name == old ? 25 : 1)).UtcDateTime);
        }

        await BackedUp.FileOfAsync(blog, folder);

        Assert.Equal(stay.Append("backup.zip").Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_damaged_search_does_not_stand_in_the_way_of_a_backup()
    {
        await using var blog = await BackedUp.BlogAsync();
        BackedUp.DamageSearch(blog);
        Assert.All(await DamageAsync(blog), wrong => Assert.Contains("SearchTexts", wrong, StringComparison.Ordinal));
        using var folder = new ContentFolder();

        var path = await BackedUp.FileOfAsync(blog, folder);

        await using var other = await TestDatabase.CreateAsync();
        await other.Get<Restoration>().RestoreAsync(path, progress: null, Cancelled);
        Assert.Equal(["a"], await other.SlugsAsync());
        // Here it is as it was: the next start makes it anew, and so does a check that is told to.
        Assert.NotEmpty(await DamageAsync(blog));
        await blog.Get<DatabaseMigrator>().MigrateAsync(Cancelled);
        Assert.Empty(await DamageAsync(blog));
    }

    [Fact]
    public async Task Keys_are_in_a_backup_only_when_they_are_asked_for()
    {
        await using var blog = await BackedUp.BlogAsync();
        Directory.CreateDirectory(blog.Folder.Keys);
        await File.WriteAllTextAsync(Path.Combine(blog.Folder.Keys, "key-1.xml"), "<key/>", Cancelled);
        var path = Path.Combine(blog.Folder.Path, "a.zip");

        var progress = new NotedProgress();
        await blog.Get<BackupWriter>().WriteFileAsync(path, withKeys: false, progress, Cancelled);
        Assert.DoesNotContain(BackedUp.Read(path).Keys, name => name.StartsWith("keys/", StringComparison.Ordinal));
        // The database, two pictures and the settings: each is written, and read once more.
        Assert.Equal(Enumerable.Range(1, 8).Select(done => (done, 8)), progress.Told);
        await File.WriteAllTextAsync(Path.Combine(blog.Folder.Keys, "old keys.xml"), "<keys/>", Cancelled);
        var manifest = await blog.Get<BackupWriter>().WriteFileAsync(path, withKeys: true, Cancelled);
        Assert.Equal(["keys/key-1.xml"], BackedUp.Read(path).Keys.Where(name => name.StartsWith("keys/", StringComparison.Ordinal)));
        Assert.Equal(["keys/old keys.xml"], manifest.LeftOut);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task A_backup_that_does_not_fit_is_refused_and_the_former_one_stays()
    {
        await using var blog = await BackedUp.BlogAsync();
        var path = Path.Combine(blog.Folder.Path, "a.zip");
        await blog.Get<BackupWriter>().WriteFileAsync(path, withKeys: false, Cancelled);
        var former = await File.ReadAllBytesAsync(path, Cancelled);
        await blog.ReadAsync(db => db.WriteAsync(() => db.Images.ExecuteUpdateAsync(set => set.SetProperty(i => i.Length, 1L << 55)), Cancelled));

        var refused = await Assert.ThrowsAsync<BackupException>(() => blog.Get<BackupWriter>().WriteFileAsync(path, withKeys: false, Cancelled));

        Assert.Contains(" free. Free some space", refused.Message, StringComparison.Ordinal);
        Assert.Equal(former, await File.ReadAllBytesAsync(path, Cancelled));
        Assert.Equal(["a.zip"], Directory.EnumerateFiles(blog.Folder.Path, "a.zip*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_backup_taken_under_writers_has_what_was_acknowledged_before_it_began()
    {
        await using var blog = await BackedUp.BlogAsync();
        var acknowledged = 0;
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await blog.SaveAsync(db =>
                {
                    db.Settings.Add(new Setting($"written:{acknowledged}", new string('x', 2000)));
                    return Task.CompletedTask;
                });
                Interlocked.Increment(ref acknowledged);
            }
        }, Cancelled);
        using var folder = new ContentFolder();
        var taken = new List<(int Before, int After)>();
        while (Volatile.Read(ref acknowledged) == 0)
        {
            await Task.Delay(10, Cancelled);
        }

        for (var round = 0; round < 3; round++)
        {
            await Task.Delay(50, Cancelled);
            var before = Volatile.Read(ref acknowledged);
            await blog.Get<BackupWriter>().WriteFileAsync(folder.At($"{round}.zip"), withKeys: false, Cancelled);
            taken.Add((before, Volatile.Read(ref acknowledged)));
        }

        await enough.CancelAsync();
        await writing;
        Assert.All(taken, round => Assert.True(round.Before > 0 && round.After > round.Before, "Nothing was written meanwhile."));
        for (var round = 0; round < taken.Count; round++)
        {
            await using var other = await TestDatabase.CreateAsync();
            await other.Get<Restoration>().RestoreAsync(folder.At($"{round}.zip"), progress: null, Cancelled);
            var names = await other.ReadAsync(db => db.Settings.Where(s => s.Name.StartsWith("written:")).Select(s => s.Name).ToListAsync(Cancelled));
            Assert.InRange(names.Count, taken[round].Before, taken[round].After + 1);
            // All of them up to one instant, none left out between.
            Assert.Equal(Enumerable.Range(0, names.Count).Select(number => $"written:{number}").Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Everything_as_an_archive_is_what_an_export_writes()
    {
        await using var blog = await BackedUp.BlogAsync();
        using var exported = await blog.ExportAsync();
        using var output = new MemoryStream();

        await blog.Get<ExportArchive>().WriteAsync(output, TestContext.Current.CancellationToken);

        await using var zip = new ZipArchive(output);
        Assert.Equal(exported.Files().Keys.Order(StringComparer.Ordinal), zip.Entries.Select(e => e.FullName));
        foreach (var (name, bytes) in exported.Files())
        {
            Assert.Equal(bytes, Convert.ToHexString(await BytesAsync(zip, name)));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(blog.Folder.Outgoing));
    }

    private static async Task<byte[]> BytesAsync(ZipArchive zip, string name)
    {
        using var bytes = new MemoryStream();
        await using var entry = await zip.GetEntry(name)!.OpenAsync();
        await entry.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static async Task<(long Reviews, long Sessions)> CountsAsync(TestDatabase blog, byte[] database)
    {
        var path = Path.Combine(blog.Folder.Path, "restored.db");
        await File.WriteAllBytesAsync(path, database);
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT count(*) FROM Reviews), (SELECT count(*) FROM Sessions) WHERE (SELECT integrity_check FROM pragma_integrity_check) = 'ok'";
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private static Task<IReadOnlyList<string>> DamageAsync(TestDatabase blog) => blog.ReadAsync(db => SqliteIntegrity.DamageAsync(db, Cancelled));
}
