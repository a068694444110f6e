using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace FilmBlog.Core.Content;

/// <summary>An archive cannot be taken; the message says why in a sentence.</summary>
public sealed class ArchiveRefusedException(string message) : Exception(message);

/// <summary>
/// Unpacks a zip archive of content into a folder, whatever the archive says of itself: names are checked before anything is written, what
/// is read is counted while it is read, and checksums are compared. Only texts and pictures are written; an archive within it is not opened.
/// </summary>
public static class ContentArchive
{
    /// <summary>The most entries.</summary>
    public const int MaxEntries = 5000;

    /// <summary>The most bytes of an entry.</summary>
    public const long MaxEntryBytes = 20 * 1024 * 1024;

    /// <summary>The most bytes in all.</summary>
    public const long MaxBytes = 500L * 1024 * 1024;

    /// <summary>How many times its own size an archive may hold.</summary>
    public const int MaxRatio = 100;

    // What the smallest of honest archives may hold, whatever their size.
    private const long AlwaysTaken = 1024 * 1024;
    private const int MaxName = 240;

    // The most bytes that the name of a file or a folder has on a disk.
    private const int MaxPartBytes = 255;
    private const int FileTypes = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase) { ".md", ".webp", ".jpg", ".jpeg", ".png", ".gif" };

    private static readonly HashSet<string> Devices = new(
        [
            "CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" }),
        ], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Unpacks an archive into a new folder. Throws <see cref="ArchiveRefusedException"/> when it cannot be taken, and then the folder is as
    /// far as it came: the caller throws it away.
    /// </summary>
    public static async Task UnpackAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(archive);
        try
        {
            await ZipDirectory.CheckAsync(file, cancellationToken);
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            CheckNames(zip.Entries);
            Directory.CreateDirectory(folder);
            var unpacking = new Unpacking(Math.Min(MaxBytes, Math.Max(AlwaysTaken, MaxRatio * file.Length)));
            foreach (var entry in zip.Entries.Where(entry => !IsFolder(entry) && Taken.Contains(Path.GetExtension(entry.FullName))))
            {
                await unpacking.UnpackAsync(entry, Path.Combine(folder, entry.FullName), cancellationToken);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            throw new ArchiveRefusedException("The archive is damaged, or is not a zip archive as every program writes it. Make it anew.");
        }
    }

    private static void CheckNames(IReadOnlyCollection<ZipArchiveEntry> entries)
    {
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            var name = entry.FullName;
            if (entry.IsEncrypted)
            {
                throw new ArchiveRefusedException($"{Shown(name)} is encrypted; pack it without a password.");
            }

            // The upper half is what Unix knows of a file; other systems leave it empty.
            if (((entry.ExternalAttributes >> 16) & FileTypes) is not (0 or RegularFile or Folder))
            {
                throw new ArchiveRefusedException($"{Shown(name)} is a link or no file at all; pack the file itself.");
            }

            if (!IsPlain(IsFolder(entry) ? name[..^1] : name))
            {
                throw new ArchiveRefusedException($"{Shown(name)} is no name that a file may have here.");
            }

            if (!IsFolder(entry) && !files.Add(name))
            {
                throw new ArchiveRefusedException($"{Shown(name)} is in the archive twice.");
            }
        }

        // "a" cannot be a file when "a/b" is one.
        foreach (var entry in entries)
        {
            for (var slash = entry.FullName.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = entry.FullName.IndexOf('/', slash + 1))
            {
                if (files.Contains(entry.FullName[..slash]))
                {
                    throw new ArchiveRefusedException($"{Shown(entry.FullName[..slash])} is both a file and a folder.");
                }
            }
        }
    }

    private static bool IsPlain(string name) => name.Length <= MaxName && name.Split('/').All(part =>
        part.Length > 0 && Encoding.UTF8.GetByteCount(part) <= MaxPartBytes && part is not ("." or "..") && part.AsSpan().IndexOfAny(":\\") < 0 && !part.Any(char.IsControl)
        && part[^1] is not (' ' or '.') && !Devices.Contains(part.Split('.')[0]));

    private static bool IsFolder(ZipArchiveEntry entry) => entry.FullName.EndsWith('/');

    private static string Shown(string name)
    {
        var shown = new string([.. name.Select(c => char.IsControl(c) ? '?' : c)]);
        return $"\"{(shown.Length <= 80 ? shown : shown[..80] + "…")}\"";
    }

    /// <summary>What has been read of an archive so far.</summary>
    private sealed class Unpacking(long limit)
    {
        private long total;

        public async Task UnpackAsync(ZipArchiveEntry entry, string path, CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var buffer = ArrayPool<byte>.Shared.Rent(81_920);
            try
            {
                await using var packed = await entry.OpenAsync(cancellationToken);
                await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                var (length, check) = (0L, Crc32.Start);
                for (int read; (read = await packed.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    length += read;
                    total += read;
                    if (length > MaxEntryBytes)
                    {
                        throw new ArchiveRefusedException($"{Shown(entry.FullName)} is larger than 20 MB.");
                    }

                    if (total > limit)
                    {
                        throw new ArchiveRefusedException("The archive holds far more than its size lets expect: at most 500 MB, and a hundred times its own size, are taken.");
                    }

                    check = Crc32.Add(check, buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }

                if (length != entry.Length || Crc32.End(check) != entry.Crc32)
                {
                    throw new ArchiveRefusedException($"{Shown(entry.FullName)} is damaged: it is not what was packed. Make the archive anew.");
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>The checksum of zip archives (ITU-T V.42), which the library reads and does not compare.</summary>
    private static class Crc32
    {
        public const uint Start = uint.MaxValue;

        private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

        public static uint Add(uint check, ReadOnlySpan<byte> bytes)
        {
            foreach (var next in bytes)
            {
                check = Table[(byte)(check ^ next)] ^ (check >> 8);
            }

            return check;
        }

        public static uint End(uint check) => ~check;

        private static uint Entry(int number)
        {
            var entry = (uint)number;
            for (var bit = 0; bit < 8; bit++)
            {
                entry = (entry >> 1) ^ ((entry & 1) * 0xEDB88320);
            }

            return entry;
        }
    }
}
