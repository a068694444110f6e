using System.Buffers.Binary;
using System.Globalization;

namespace FilmBlog.Core.Content;

/// <summary>
/// The list of contents at the end of a zip archive (PKWARE APPNOTE 4.3), looked at before the library reads it: the library takes all of it
/// into memory, however long it is, and counts afterwards. Both what the archive says of itself and what is there are counted.
/// </summary>
internal static class ZipDirectory
{
    private const uint EntryMark = 0x02014B50;
    private const uint LargeEndMark = 0x06064B50;
    private const uint LargeLocatorMark = 0x07064B50;
    private const int EntrySize = 46;
    private const int EndSize = 22;
    private const int LargeEndSize = 56;
    private const int LargeLocatorSize = 20;

    // A name, and what systems note beside it; honest entries have a tenth of it.
    private const int MaxDirectoryBytes = ContentArchive.MaxEntries * 2048;

    /// <summary>
    /// Throws <see cref="ArchiveRefusedException"/> where there are too many entries, and <see cref="InvalidDataException"/> where there is no
    /// end to be found. The file stands at its beginning afterwards.
    /// </summary>
    public static async Task CheckAsync(FileStream file, CancellationToken cancellationToken)
    {
        var (count, start) = await EndAsync(file, cancellationToken);
        if (count > ContentArchive.MaxEntries)
        {
            throw new ArchiveRefusedException(string.Create(CultureInfo.InvariantCulture, $"The archive has {count} entries; at most {ContentArchive.MaxEntries} are taken."));
        }

        await CountAsync(file, start, cancellationToken);
        file.Position = 0;
    }

    private static async Task<(ulong Count, long Start)> EndAsync(FileStream file, CancellationToken cancellationToken)
    {
        // Behind the record may stand a remark of 64 KB.
        var tail = await ReadAsync(file, Math.Max(0, file.Length - EndSize - ushort.MaxValue), EndSize + ushort.MaxValue, cancellationToken);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < EndSize)
        {
            throw new InvalidDataException("There is no end of a directory.");
        }

        var end = tail.AsSpan(at);
        ulong count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var isLarge = BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) == ushort.MaxValue || count == ushort.MaxValue || start == uint.MaxValue;
        return isLarge ? await LargeEndAsync(file, file.Length - tail.Length + at, cancellationToken) ?? (count, start) : (count, start);
    }

    // Zip64: null where there is none after all.
    private static async Task<(ulong Count, long Start)?> LargeEndAsync(FileStream file, long end, CancellationToken cancellationToken)
    {
        var locator = await ReadAsync(file, Math.Max(0, end - LargeLocatorSize), LargeLocatorSize, cancellationToken);
        if (locator.Length < LargeLocatorSize || BinaryPrimitives.ReadUInt32LittleEndian(locator) != LargeLocatorMark)
        {
            return null;
        }

        var record = await ReadAsync(file, BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8)), LargeEndSize, cancellationToken);
        return record.Length == LargeEndSize && BinaryPrimitives.ReadUInt32LittleEndian(record) == LargeEndMark
            ? (BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)))
            : throw new InvalidDataException("The end of the directory is not where it is said to be.");
    }

    private static async Task CountAsync(FileStream file, long start, CancellationToken cancellationToken)
    {
        var directory = await ReadAsync(file, start, MaxDirectoryBytes, cancellationToken);
        var (count, at) = (0, 0L);
        while (at + EntrySize <= directory.Length && BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan((int)at)) == EntryMark)
        {
            var entry = directory.AsSpan((int)at);
            // The name, and what stands beside it.
            at += EntrySize + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            count++;
        }

        if (count > ContentArchive.MaxEntries || (directory.Length == MaxDirectoryBytes && at + EntrySize > directory.Length))
        {
            throw new ArchiveRefusedException(string.Create(CultureInfo.InvariantCulture, $"The archive has more entries than it says, or too much is noted beside their names; at most {ContentArchive.MaxEntries} are taken."));
        }
    }

    private static async Task<byte[]> ReadAsync(FileStream file, long start, int length, CancellationToken cancellationToken)
    {
        Check(file, start);
        file.Position = start;
        var bytes = new byte[(int)Math.Min(length, file.Length - start)];
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static void Check(FileStream file, long start)
    {
        if (start < 0 || start > file.Length)
        {
            throw new InvalidDataException("The directory is said to be outside of the file.");
        }
    }
}
