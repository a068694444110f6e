using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Content;
using FilmBlog.Core.Tests.Imaging;
using FilmBlog.Core.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Data;

public sealed class BackupWriterTests
{
    private static readonly string SessionToken = new('5', 40);

    [Fact]
    public async Task A_backup_is_whole_says_what_it_holds_and_leaves_sign_ins_out()
    {
        await using var blog = await BlogAsync();
        using var output = new MemoryStream();

        var manifest = await blog.Get<BackupWriter>().WriteAsync(output, TestContext.Current.CancellationToken);

        await using var zip = new ZipArchive(output);
        Assert.Equal(["filmblog.db", .. manifest.Files.Skip(1).Select(f => f.Name), "manifest.json"], zip.Entries.Select(e => e.FullName));
        Assert.Equal((1, 2, 1, 0), (manifest.Reviews, manifest.Images, manifest.Authors, manifest.Missing.Count));
        Assert.Equal(await blog.ReadAsync(async db => (await db.Database.GetAppliedMigrationsAsync()).Last()), manifest.Schema);
        foreach (var file in manifest.Files)
        {
            var bytes = await BytesAsync(zip, file.Name);
            Assert.Equal((file.Length, file.Sha256), (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }

        Assert.Equal(
            manifest.Files, JsonSerializer.Deserialize<BackupManifest>(await BytesAsync(zip, "manifest.json"), JsonSerializerOptions.Web)!.Files);
        var database = await BytesAsync(zip, "filmblog.db");
        Assert.Equal(-1, database.AsSpan().IndexOf(Encoding.ASCII.GetBytes(SessionToken)));
        Assert.Equal((1L, 0L), await CountsAsync(blog, database));
        // Nothing is left of its making, and the blog itself has what it had.
        Assert.Empty(Directory.EnumerateFileSystemEntries(blog.Folder.Outgoing));
        Assert.Equal(1, await blog.CountAsync<Session>());
    }

    [Fact]
    public async Task A_missing_picture_is_said_and_the_rest_is_backed_up()
    {
        await using var blog = await BlogAsync();
        var hash = await blog.ReadAsync(db => db.Images.OrderBy(i => i.Id).Select(i => i.Hash).FirstAsync());
        File.Delete(blog.Folder.ImagePath(hash));
        using var output = new MemoryStream();

        var manifest = await blog.Get<BackupWriter>().WriteAsync(output, TestContext.Current.CancellationToken);

        Assert.Equal([hash], manifest.Missing);
        Assert.Equal(2, manifest.Files.Count);
    }

    [Fact]
    public async Task Everything_as_an_archive_is_what_an_export_writes()
    {
        await using var blog = await BlogAsync();
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

    private static async Task<TestDatabase> BlogAsync()
    {
        var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/rain.png", Pictures.Encode(SKEncodedImageFormat.Png)).Write("images/snow.png", Pictures.Encode(SKEncodedImageFormat.Png, 40, 20))
            .Write("reviews/a.md", Reading.Review("slug: a", "cover: ../images/snow.png") + "![x](../images/rain.png)\n");
        await blog.ImportAsync(folder);
        await blog.SaveAsync(async db =>
        {
            var author = new Author("Ada", "ada@example.org", AuthorRole.Owner, TestDatabase.Start);
            db.Authors.Add(author);
            await db.SaveChangesAsync();
            db.Sessions.Add(new Session(SessionToken, author.Id, [1, 2, 3], TestDatabase.Start, isKept: true));
        });
        return blog;
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
}
