using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FilmBlog.Core.Backups;
using FilmBlog.Core.Checking;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Content;
using FilmBlog.Core.Tests.Imaging;
using FilmBlog.Core.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Backups;

public sealed class RestorationTests(RestorationTests.Blogs blogs) : IClassFixture<RestorationTests.Blogs>
{
    /// <summary>What somebody may have done to a backup, whether the manifest was made to fit it, and what is said of it.</summary>
    private static readonly Dictionary<string, (bool Fitting, string Said, Action<Dictionary<string, byte[]>> Change)> Changes = new()
    {
        ["a byte of the database"] = (false, "filmblog.db is not what was backed up", entries => entries["filmblog.db"][5000] ^= 1),
        ["an entry less"] = (false, "its entries are not those", entries => entries.Remove("settings.json")),
        ["an entry more"] = (false, "its entries are not those", entries => entries["evil.sh"] = [1]),
        ["a foreign entry"] = (true, "no backup has: evil.sh", entries => entries["evil.sh"] = [1]),
        ["a path out of the folder"] = (true, "no backup has: ../filmblog.db", entries => entries["../filmblog.db"] = [1]),
        ["no manifest"] = (false, "has no manifest", entries => entries.Remove("manifest.json")),
        ["no database"] = (true, "has no database", entries => entries.Remove("filmblog.db")),
        ["a manifest that is none"] = (false, "is no backup", entries => entries["manifest.json"] = "{\"files\": null}"u8.ToArray()),
        ["another format"] = (false, "format 9", entries => SetInManifest(entries, "format", 9)),
        ["a picture less"] = (true, "its pictures are not those", entries => entries.Remove(Image(entries))),
        ["another picture"] = (true, "is not the picture that its name says", entries => entries[Image(entries)] = Pictures.Encode(SKEncodedImageFormat.Webp)),
        ["a page as a picture"] = (true, "is not the picture that its name says", entries => entries[Image(entries)] = "<script>alert(1)</script>"u8.ToArray()),
        ["a text as the database"] = (true, "damaged", entries => entries["filmblog.db"] = Encoding.ASCII.GetBytes(new string('x', 9000))),
        ["an empty database"] = (true, "none of FilmBlog", entries => entries["filmblog.db"] = []),
        ["a damaged page"] = (true, "damaged", entries => entries["filmblog.db"].AsSpan(4096, 2048).Fill(0xFF)),
        ["a trigger"] = (true, "trigger evil", entries => Execute(entries, "CREATE TRIGGER evil AFTER INSERT ON Sessions BEGIN DELETE FROM Reviews; END")),
        ["a trigger under a name of ours"] = (true, "trigger Reviews_evil", entries => Execute(entries, "CREATE TRIGGER Reviews_evil AFTER DELETE ON Sessions BEGIN DELETE FROM Reviews; END")),
        ["a view in the place of a table"] = (true, "Misses", entries => Execute(entries, "DROP TABLE Misses; CREATE VIEW Misses AS SELECT 1 AS Path")),
        ["another table"] = (true, "table evil", entries => Execute(entries, "CREATE TABLE evil (a)")),
        ["an index less"] = (true, "index IX_Reviews_Slug", entries => Execute(entries, "DROP INDEX IX_Reviews_Slug")),
        ["a row that refers to nothing"] = (true, "refer to Films", entries => Execute(entries, "PRAGMA foreign_keys = OFF; DELETE FROM Films")),
        ["a picture named as a path"] = (true, "names a picture as no picture is named: ../../victimA", entries => NamePicture(entries, "../../victimA")),
        ["a picture named by a letter"] = (true, "names a picture as no picture is named: x", entries => NamePicture(entries, "x")),
        ["a letter of a text"] = (true, "the text of /reviews/a is not what was saved", entries => Execute(entries, "UPDATE ReviewBodies SET Markdown = 'x' || Markdown")),
        ["a letter of a page"] = (true, "the text of /about is not what was saved", entries => Execute(entries, "UPDATE SitePages SET Body_Markdown = 'x' || Body_Markdown")),
        ["more reviews than there are"] = (true, "has 1 reviews, and its manifest says 99999", entries => SetInManifest(entries, "counts", new JsonObject { ["reviews"] = 99999 })),
        ["a newer schema"] = (true, "newer FilmBlog", entries => Execute(entries, "INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Future', '99')")),
        ["another schema than it says"] = (true, "does not have the schema", entries => SetInManifest(entries, "schema", "20261122160324_Initial")),
    };

    private static readonly string[] CalledLikeOurs = ["restored-old/notes.txt", "restored-2025/filmblog.db", "restored-20250101T000000Z/filmblog.db", "restoring/notes.txt"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Fact]
    public async Task A_backup_is_restored_and_what_was_there_is_kept()
    {
        await using var other = await OtherBlogAsync();

        var report = await other.Get<Restoration>().RestoreAsync(blogs.Backup, progress: null, Cancelled);

        await using var restored = await TestDatabase.OpenAsync(other.Folder);
        Assert.Equal(["a"], await restored.SlugsAsync());
        Assert.Equal((1, 0), (await restored.CountAsync<Author>(), await restored.CountAsync<Session>()));
        using var before = await blogs.Blog.ExportAsync();
        using var after = await restored.ExportAsync();
        Assert.Equal(before.Files(), after.Files());
        Assert.True(await restored.ReadAsync(db => db.IsSearchReadyAsync(Cancelled)));
        Assert.Empty(Leftovers(other.Folder));
        await using var kept = await TestDatabase.OpenAsync(new DataFolder(report.Before!));
        Assert.Equal(["other"], await kept.SlugsAsync());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_not_as_it_was_written_is_refused_with_a_sentence_and_nothing_changes(string change)
    {
        var backup = blogs.Folder.At("changed.zip");
        var entries = BackedUp.Read(blogs.Backup);
        var (fitting, said, make) = Changes[change];
        make(entries);
        BackedUp.Write(backup, entries, fitting);
        var files = Snapshot.Of(blogs.Other.Folder);

        var refused = await Assert.ThrowsAsync<BackupException>(() => blogs.Other.Get<Restoration>().RestoreAsync(backup, progress: null, Cancelled));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Equal(files, Snapshot.Of(blogs.Other.Folder));
        Assert.Equal(["other"], await blogs.Other.SlugsAsync());
    }

    [Theory]
    [InlineData("not there")]
    [InlineData("a text")]
    [InlineData("cut off")]
    [InlineData("far larger than it is")]
    public async Task What_is_no_archive_is_refused_with_a_sentence(string kind)
    {
        var backup = blogs.Folder.At("none.zip");
        switch (kind)
        {
            case "not there":
                File.Delete(backup);
                break;
            case "a text":
                await File.WriteAllTextAsync(backup, "This is no archive.", Cancelled);
                break;
            case "cut off":
                await File.WriteAllBytesAsync(backup, (await File.ReadAllBytesAsync(blogs.Backup, Cancelled))[..^500], Cancelled);
                break;
            default:
                var entries = BackedUp.Read(blogs.Backup);
                entries["settings.json"] = new byte[60 * 1024 * 1024];
                BackedUp.Write(backup, entries, fitting: true);
                break;
        }

        await Assert.ThrowsAsync<BackupException>(() => blogs.Other.Get<Restoration>().RestoreAsync(backup, progress: null, Cancelled));

        Assert.Equal(["other"], await blogs.Other.SlugsAsync());
    }

    [Fact]
    public async Task What_a_backup_says_was_rendered_is_rendered_anew()
    {
        var entries = BackedUp.Read(blogs.Backup);
        Execute(entries, "UPDATE ReviewBodies SET Html = '<form action=\"https://evil.example\">'; UPDATE SitePages SET Body_Html = '<form>', Body_Digest = NULL");
        var backup = blogs.Folder.At("rendered.zip");
        BackedUp.Write(backup, entries, fitting: true);
        await using var other = await TestDatabase.CreateAsync();

        var report = await other.Get<Restoration>().RestoreAsync(backup, progress: null, Cancelled);

        Assert.Empty(report.Unrendered);
        Assert.Equal(await RenderedAsync(blogs.Blog), await RenderedAsync(other));
        Assert.Empty((await other.Get<DataCheck>().RunAsync(repair: false, Cancelled)).Findings);
    }

    [Fact]
    public async Task A_text_that_cannot_be_rendered_shows_nothing_and_is_told()
    {
        var entries = BackedUp.Read(blogs.Backup);
        Execute(entries, "UPDATE ReviewBodies SET Markdown = replace(hex(zeroblob(400)), '00', '# h' || char(10) || char(10)), Html = '<form>', Digest = NULL");
        var backup = blogs.Folder.At("unrendered.zip");
        BackedUp.Write(backup, entries, fitting: true);
        await using var other = await TestDatabase.CreateAsync();

        var report = await other.Get<Restoration>().RestoreAsync(backup, progress: null, Cancelled);

        Assert.Contains("more than 300 headings", Assert.Single(report.Unrendered), StringComparison.Ordinal);
        Assert.Equal("", await other.ReadAsync(db => db.ReviewBodies.Select(b => b.Html).SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task A_restore_that_cannot_be_ended_says_so_and_the_next_start_ends_it()
    {
        await using var other = await OtherBlogAsync();
        var steps = 0;
        var restoration = other.Get<Restoration>();
        restoration.OnStep = () => _ = ++steps == 4 ? throw new IOException("Device or resource busy") : steps;

        var stuck = await Assert.ThrowsAsync<RestoreUnfinishedException>(() => restoration.RestoreAsync(blogs.Backup, progress: null, Cancelled));

        Assert.StartsWith("A restore has begun and cannot be ended: Device or resource busy. Make the folder", stuck.Message, StringComparison.Ordinal);
        await using var next = await TestDatabase.OpenAsync(other.Folder);
        Assert.Equal(["a"], await next.SlugsAsync());
        Assert.Empty(Leftovers(next.Folder));
    }

    [Fact]
    public async Task Folders_that_are_only_called_like_ours_are_nobodys_restore()
    {
        await using var other = await OtherBlogAsync();
        var files = CalledLikeOurs.Select(name => Path.Combine(other.Folder.Path, name)).ToList();
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "Somebody's.", Cancelled);
        }

        Assert.False(FolderSwap.IsUnfinished(other.Folder));
        FolderSwap.Recover(other.Folder);

        Assert.All(files, file => Assert.Equal("Somebody's.", File.ReadAllText(file)));
        var refused = await Assert.ThrowsAsync<BackupException>(() => other.Get<Restoration>().RestoreAsync(blogs.Backup, progress: null, Cancelled));
        Assert.Contains("holds something else", refused.Message, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(other.Folder.Path, "restoring"), recursive: true);
        await other.Get<Restoration>().RestoreAsync(blogs.Backup, progress: null, Cancelled);
        Assert.All(files.SkipLast(1), file => Assert.Equal("Somebody's.", File.ReadAllText(file)));
        Assert.Equal(["a"], await other.SlugsAsync());
    }

    [Fact]
    public async Task Nothing_is_restored_while_somebody_works_with_the_data()
    {
        var restoration = blogs.Other.Get<Restoration>();
        using (blogs.Other.Folder.Claim())
        {
            await Assert.ThrowsAsync<DataFolderInUseException>(() => restoration.RestoreAsync(blogs.Backup, progress: null, Cancelled));
        }

        using (blogs.Other.Folder.Share())
        {
            using var another = blogs.Other.Folder.Share();
            await Assert.ThrowsAsync<DataFolderInUseException>(() => restoration.RestoreAsync(blogs.Backup, progress: null, Cancelled));
        }
    }

    [Fact]
    public async Task A_kill_at_any_step_leaves_what_was_there_or_what_was_restored()
    {
        using var folder = new ContentFolder();
        await using var other = await OtherBlogAsync();
        var states = new List<string>();
        var restoration = other.Get<Restoration>();
        restoration.OnStep = () => states.Add(Snapshot.Copy(other.Folder, folder.At($"killed-{states.Count}")));

        await restoration.RestoreAsync(blogs.Backup, progress: null, Cancelled);

        Assert.InRange(states.Count, 8, 30);
        var outcomes = new List<string>();
        foreach (var state in states)
        {
            await using var next = await TestDatabase.OpenAsync(new DataFolder(state));
            outcomes.Add(Assert.Single(await next.SlugsAsync()));
            Assert.Empty(Leftovers(next.Folder));
            var hashes = await next.ReadAsync(db => db.Images.Select(i => i.Hash).ToListAsync(Cancelled));
            Assert.All(hashes, hash => Assert.True(File.Exists(next.Folder.ImagePath(hash))));
        }

        // One instant decides.
        Assert.Equal("other", outcomes[0]);
        Assert.All(outcomes.Skip(1), outcome => Assert.Equal("a", outcome));
    }

    private static async Task<TestDatabase> OtherBlogAsync()
    {
        var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/sun.png", Pictures.Encode(SKEncodedImageFormat.Png, 30, 10))
            .Write("reviews/other.md", Reading.Review("slug: other", "cover: ../images/sun.png") + "Another text.\n");
        await blog.ImportAsync(folder);
        return blog;
    }

    private static IEnumerable<string> Leftovers(DataFolder folder) =>
        Directory.EnumerateFileSystemEntries(folder.Path).Where(path => Path.GetFileName(path).StartsWith("restor", StringComparison.Ordinal) || path.EndsWith(".tmp", StringComparison.Ordinal));

    private static Task<(string Review, string Page)> RenderedAsync(TestDatabase blog) =>
        blog.ReadAsync(async db => (await db.ReviewBodies.Select(b => b.Html).SingleAsync(Cancelled), await db.SitePages.Select(p => p.Body.Html).SingleAsync(Cancelled)));

    // As somebody would who wants the file elsewhere to be taken for a picture that is only missing.
    private static void NamePicture(Dictionary<string, byte[]> entries, string name)
    {
        var image = Image(entries);
        entries.Remove(image);
        Execute(entries, $"UPDATE Images SET Hash = '{name}' WHERE Hash = '{Path.GetFileNameWithoutExtension(image)}'");
        SetInManifest(entries, "missing", new JsonArray(name));
    }

    private static string Image(Dictionary<string, byte[]> entries) => entries.Keys.First(name => name.StartsWith("images/", StringComparison.Ordinal));

    private static void SetInManifest(Dictionary<string, byte[]> entries, string name, JsonNode value)
    {
        var manifest = JsonNode.Parse(entries["manifest.json"])!;
        manifest[name] = value;
        entries["manifest.json"] = JsonSerializer.SerializeToUtf8Bytes(manifest);
    }

    private static void Execute(Dictionary<string, byte[]> entries, string sql)
    {
        var path = Path.Combine(Path.GetTempPath(), $"filmblog-{Guid.NewGuid():N}.db");
        try
        {
            File.WriteAllBytes(path, entries["filmblog.db"]);
            using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                command.ExecuteNonQuery();
            }

            entries["filmblog.db"] = File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A blog, a backup of it, and another blog that none of these tests changes.</summary>
    public sealed class Blogs : IAsyncLifetime
    {
        internal ContentFolder Folder { get; } = new();

        internal TestDatabase Blog { get; private set; } = null!;

        internal TestDatabase Other { get; private set; } = null!;

        internal string Backup { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            (Blog, Other) = (await BackedUp.BlogAsync(), await OtherBlogAsync());
            Backup = await BackedUp.FileOfAsync(Blog, Folder);
        }

        public async ValueTask DisposeAsync()
        {
            await Blog.DisposeAsync();
            await Other.DisposeAsync();
            Folder.Dispose();
        }
    }
}
