using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using FilmBlog.Core.Backups;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Content;
using FilmBlog.Core.Tests.Imaging;
using FilmBlog.Core.Tests.Support;
using Microsoft.Data.Sqlite;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Backups;

/// <summary>A blog with something of everything, and archives of it as they are written, or as somebody changed them.</summary>
internal static class BackedUp
{
    public static string SessionToken { get; } = new('5', 40);

    public static async Task<TestDatabase> BlogAsync()
    {
        var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/rain.png", Pictures.Encode(SKEncodedImageFormat.Png)).Write("images/snow.png", Pictures.Encode(SKEncodedImageFormat.Png, 40, 20))
            .Write("pages/about.md", "---\ntitle: About\n---\n\nWords about it.\n")
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

    /// <summary>Damages the full-text index of its texts, as a failing disk may.</summary>
    public static void DamageSearch(TestDatabase blog)
    {
        using var connection = new SqliteConnection($"Data Source={blog.Folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE SearchTexts_data SET block = zeroblob(length(block)) WHERE id > 10";
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    /// <summary>Changes its database as a disk does it, or another program: beside everything that keeps things in step.</summary>
    public static void Execute(TestDatabase blog, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={blog.Folder.Database};Pooling=False");
        connection.Open();
        connection.CreateFunction("folded", (string? text) => text);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Changes one byte of a picture.</summary>
    public static async Task DamagePictureAsync(TestDatabase blog, string hash)
    {
        var path = blog.Folder.ImagePath(hash);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
    }

    /// <summary>A backup of it as a file in a folder of the test's.</summary>
    public static async Task<string> FileOfAsync(TestDatabase blog, ContentFolder folder)
    {
        var path = folder.At("backup.zip");
        await blog.Get<BackupWriter>().WriteFileAsync(path, withKeys: false, TestContext.Current.CancellationToken);
        return path;
    }

    public static Dictionary<string, byte[]> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var bytes = new MemoryStream();
            using var packed = entry.Open();
            packed.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    /// <summary>Writes entries as an archive; with a manifest that fits them, as somebody would who knows how.</summary>
    public static void Write(string path, Dictionary<string, byte[]> entries, bool fitting)
    {
        if (fitting)
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(entries[BackupManifest.EntryName], BackupManifest.Json)!;
            manifest = manifest with
            {
                Files = [.. entries.Where(e => e.Key != BackupManifest.EntryName).Select(e => new BackupFile(e.Key, e.Value.Length, Convert.ToHexStringLower(SHA256.HashData(e.Value))))],
            };
            entries[BackupManifest.EntryName] = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifest.Json);
        }

        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(bytes);
        }
    }
}
