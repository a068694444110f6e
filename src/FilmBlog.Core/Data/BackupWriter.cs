using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Data;

/// <summary>What a backup holds: its last entry, so that whoever restores can tell that it is whole.</summary>
public sealed record BackupManifest
{
    /// <summary>The name of its entry.</summary>
    public const string EntryName = "manifest.json";

    /// <summary>The version of this format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The last migration of the database's schema.</summary>
    public required string Schema { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Reviews, drafts and the bin included.</summary>
    public required int Reviews { get; init; }

    /// <summary>Images.</summary>
    public required int Images { get; init; }

    /// <summary>Authors.</summary>
    public required int Authors { get; init; }

    /// <summary>Every other entry.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>Hashes of images whose files were missing when it was taken.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}

/// <summary>An entry of a backup.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record BackupFile(string Name, long Length, string Sha256);

/// <summary>
/// Writes everything that a blog owns into one zip archive while it is being served: the database as it is at one moment, the images that it
/// names, and a manifest. Sign-ins that last are left out, and so are the keys.
/// </summary>
public sealed class BackupWriter(IServiceScopeFactory scopes, DataFolder folder, TimeProvider clock)
{
    /// <summary>The name of the database's entry.</summary>
    public const string DatabaseName = "filmblog.db";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a backup. Throws <see cref="IOException"/> when the disk is full or the output is gone.</summary>
    /// <param name="output">Takes the archive; need not be able to seek.</param>
    /// <param name="cancellationToken">Gives up; what was written is no backup then.</param>
    public async Task<BackupManifest> WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        using var outbox = folder.Outbox();
        var database = Path.Combine(outbox.Path, DatabaseName);
        var (manifest, hashes) = await CopyDatabaseAsync(database, cancellationToken);
        var files = new List<BackupFile>();
        var missing = new List<string>();
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        files.Add(await AddAsync(zip, DatabaseName, database, CompressionLevel.Fastest, cancellationToken));
        foreach (var hash in hashes)
        {
            var path = folder.ImagePath(hash);
            try
            {
                // Pictures are as small as they get.
                files.Add(await AddAsync(zip, $"images/{hash[..2]}/{hash}.webp", path, CompressionLevel.NoCompression, cancellationToken));
            }
            catch (Exception lost) when (lost is FileNotFoundException or DirectoryNotFoundException)
            {
                missing.Add(hash);
            }
        }

        manifest = manifest with { Files = files, Missing = missing };
        await using var entry = await zip.CreateEntry(BackupManifest.EntryName).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, manifest, Json, cancellationToken);
        return manifest;
    }

    private async Task<(BackupManifest Manifest, IReadOnlyList<string> Hashes)> CopyDatabaseAsync(string path, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await using var copy = await db.CopyToAsync(path, cancellationToken);
        await copy.Sessions.ExecuteDeleteAsync(cancellationToken);
        var hashes = await copy.Images.OrderBy(i => i.Hash).Select(i => i.Hash).ToListAsync(cancellationToken);
        var manifest = new BackupManifest
        {
            Schema = (await copy.Database.GetAppliedMigrationsAsync(cancellationToken)).Last(),
            TakenAt = clock.GetUtcNow(),
            Reviews = await copy.Reviews.CountAsync(cancellationToken),
            Images = hashes.Count,
            Authors = await copy.Authors.CountAsync(cancellationToken),
            Files = [],
            Missing = [],
        };
        return (manifest, hashes);
    }

    private static async Task<BackupFile> AddAsync(ZipArchive zip, string name, string path, CompressionLevel level, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        await using var entry = await zip.CreateEntry(name, level).OpenAsync(cancellationToken);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            var length = 0L;
            for (int read; (read = await file.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                length += read;
                sha.AppendData(buffer, 0, read);
                await entry.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return new BackupFile(name, length, Convert.ToHexStringLower(sha.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
