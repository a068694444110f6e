using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace FilmBlog.Core.Backups;

/// <summary>
/// Reads a backup, whoever wrote it: entries are those of the manifest and no others, and each is what the manifest says, counted and hashed
/// while it is read. Everything here throws <see cref="BackupException"/> with a sentence where it is not so.
/// </summary>
internal sealed class BackupArchive : IAsyncDisposable
{
    private const long MostOfManifest = 256L * 1024 * 1024;
    private const int MostRatio = 100;

    // What the smallest of honest archives may hold, whatever their size.
    private const long AlwaysTaken = 16L * 1024 * 1024;

    private readonly ZipArchive zip;

    private BackupArchive(ZipArchive zip, BackupManifest manifest) => (this.zip, Manifest) = (zip, manifest);

    public BackupManifest Manifest { get; }

    /// <summary>Bytes of all entries.</summary>
    public long Length => Manifest.Files.Sum(file => file.Length);

    public static async Task<BackupArchive> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        ZipArchive? zip = null;
        try
        {
            var length = file.Length;
            zip = await ReadingAsync(path, () => ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellationToken));
            var manifest = await ReadingAsync(path, () => ReadManifestAsync(zip, path, cancellationToken));
            Check(zip, manifest, length);
            return new BackupArchive(zip, manifest);
        }
        catch
        {
            if (zip is not null)
            {
                await zip.DisposeAsync();
            }

            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads all of it.</summary>
    /// <param name="read">Called after each entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task VerifyAsync(Action? read, CancellationToken cancellationToken)
    {
        foreach (var file in Manifest.Files)
        {
            await CopyAsync(file, Stream.Null, cancellationToken);
            read?.Invoke();
        }
    }

    /// <summary>Unpacks an entry.</summary>
    public async Task CopyAsync(BackupFile file, Stream target, CancellationToken cancellationToken)
    {
        var copied = await ReadingAsync(file.Name, async () =>
        {
            await using var entry = await zip.GetEntry(file.Name)!.OpenAsync(cancellationToken);
            return await Hashing.CopyAsync(entry, target, file.Length, cancellationToken);
        });
        if (copied != (file.Length, file.Sha256))
        {
            throw new BackupException($"The backup is damaged: {file.Name} is not what was backed up. Take another one.");
        }
    }

    /// <summary>Reads a short entry; null where there is none.</summary>
    public async Task<byte[]?> ReadAsync(string name, long most, CancellationToken cancellationToken)
    {
        if (Manifest.Files.FirstOrDefault(file => file.Name == name) is not { } file || file.Length > most)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await CopyAsync(file, bytes, cancellationToken);
        return bytes.ToArray();
    }

    public ValueTask DisposeAsync() => zip.DisposeAsync();

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive zip, string path, CancellationToken cancellationToken)
    {
        if (zip.Entries.Where(entry => entry.FullName == BackupManifest.EntryName).ToList() is not [var entry])
        {
            throw new BackupException($"{path} is no backup of FilmBlog: it has no manifest, or was not written to its end.");
        }

        using var bytes = new MemoryStream();
        await using (var packed = await entry.OpenAsync(cancellationToken))
        {
            if ((await Hashing.CopyAsync(packed, bytes, MostOfManifest, cancellationToken)).Length > MostOfManifest)
            {
                throw new BackupException("The backup's manifest is too large to be one.");
            }
        }

        return JsonSerializer.Deserialize<BackupManifest>(bytes.ToArray(), BackupManifest.Json) is { } manifest && manifest.Files.All(file => file is not null)
            ? manifest
            : throw new JsonException();
    }

    private static void Check(ZipArchive zip, BackupManifest manifest, long length)
    {
        if (manifest.Format != BackupManifest.CurrentFormat)
        {
            throw new BackupException(string.Create(CultureInfo.InvariantCulture,
                $"The backup has the format {manifest.Format}, and this program reads {BackupManifest.CurrentFormat}. Restore it with the program that wrote it ({manifest.Program})."));
        }

        var entries = zip.Entries.Select(entry => entry.FullName).Where(name => name != BackupManifest.EntryName).Order(StringComparer.Ordinal);
        var named = manifest.Files.Select(file => file.Name).Order(StringComparer.Ordinal).ToList();
        if (!entries.SequenceEqual(named, StringComparer.Ordinal) || named.Distinct(StringComparer.Ordinal).Count() != named.Count)
        {
            throw new BackupException("The backup is damaged or was changed: its entries are not those that its manifest names.");
        }

        if (named.Find(name => !BackupEntries.IsKnown(name)) is { } foreign)
        {
            throw new BackupException($"The backup has an entry that no backup has: {BackupEntries.Shown(foreign)}.");
        }

        if (!named.Contains(BackupEntries.Database, StringComparer.Ordinal))
        {
            throw new BackupException("The backup has no database.");
        }

        var most = Math.Max(AlwaysTaken, length < long.MaxValue / MostRatio ? length * MostRatio : long.MaxValue);
        if (manifest.Files.Any(file => file.Length < 0 || file.Length > most) || manifest.Files.Sum(file => (decimal)file.Length) > most
            || manifest.Files.Any(file => file.Sha256 is not { Length: SHA256.HashSizeInBytes * 2 }))
        {
            throw new BackupException("The backup claims to hold far more than its size lets expect: it is damaged or was changed.");
        }
    }

    private static async Task<T> ReadingAsync<T>(string what, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or JsonException)
        {
            throw new BackupException($"{what} is damaged, or is no backup of FilmBlog. Take another one.");
        }
    }
}
