using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace FilmBlog.Core.Tests.Support;

/// <summary>Zip archives for tests: honest ones, and what comes under their name.</summary>
internal static class Archives
{
    public static byte[] Zip(params IEnumerable<(string Name, string Text)> entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>An archive with one entry that is a symbolic link.</summary>
    public static byte[] WithLink(string name, string target)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(name);
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var writer = new StreamWriter(entry.Open());
            writer.Write(target);
        }

        return bytes.ToArray();
    }

    /// <summary>An archive with one byte of its first entry changed after it was packed, without compression.</summary>
    public static byte[] Damaged(string name, string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.NoCompression).Open());
            writer.Write(text);
        }

        var archive = bytes.ToArray();
        archive[archive.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) + 3] ^= 1;
        return archive;
    }

    /// <summary>The archive with the lowest bit of each entry's flags set, as if it were encrypted.</summary>
    public static byte[] Encrypted(byte[] archive)
    {
        var copy = archive.ToArray();
        for (var at = 0; at + 10 < copy.Length; at++)
        {
            if (copy.AsSpan(at, 4).SequenceEqual("PK\x01\x02"u8))
            {
                copy[at + 8] |= 1;
            }
            else if (copy.AsSpan(at, 4).SequenceEqual("PK\x03\x04"u8))
            {
                copy[at + 6] |= 1;
            }
        }

        return copy;
    }

    /// <summary>The archive with every length of its directory made smaller: what is unpacked does not keep to it.</summary>
    public static byte[] Lying(byte[] archive, uint length)
    {
        var copy = archive.ToArray();
        for (var at = 0; at + 46 < copy.Length; at++)
        {
            if (copy.AsSpan(at, 4).SequenceEqual("PK\x01\x02"u8))
            {
                BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(at + 24), length);
            }
        }

        return copy;
    }

    /// <summary>An archive of so many entries that all lead to the same packed bytes.</summary>
    public static byte[] Overlapping(int entries, string text)
    {
        var one = Zip(("a.md", text));
        var directory = one.AsSpan().IndexOf("PK\x01\x02"u8);
        var end = one.AsSpan().IndexOf("PK\x05\x06"u8);
        var bytes = new List<byte>(one[..directory]);
        for (var number = 0; number < entries; number++)
        {
            var name = Encoding.ASCII.GetBytes($"{number:00000}.md");
            var entry = one[directory..(directory + 46)];
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(28), (ushort)name.Length);
            bytes.AddRange(entry);
            bytes.AddRange(name);
            // What stood behind the name.
            bytes.AddRange(one[(directory + 46 + "a.md".Length)..end]);
        }

        var tail = one[end..];
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(8), (ushort)entries);
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(10), (ushort)entries);
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(12), (uint)(bytes.Count - directory));
        bytes.AddRange(tail);
        return [.. bytes];
    }

    /// <summary>An archive that says how many entries it has where large ones say it (zip64), and has nothing like them.</summary>
    public static byte[] Announcing(ulong entries)
    {
        byte[] large = [.. "PK\x06\x06"u8, .. BitConverter.GetBytes(44L), 45, 0, 45, 0, .. new byte[8], .. BitConverter.GetBytes(entries), .. BitConverter.GetBytes(entries), .. new byte[16]];
        byte[] locator = [.. "PK\x06\x07"u8, .. new byte[12], 1, 0, 0, 0];
        byte[] end = [.. "PK\x05\x06"u8, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0];
        return [.. large, .. locator, .. end];
    }

    /// <summary>An archive of one file whose directory has so many entries more than it says.</summary>
    public static byte[] Hiding(int entries)
    {
        var archive = Overlapping(entries, "x");
        var end = archive.AsSpan().LastIndexOf("PK\x05\x06"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(archive.AsSpan(end + 8), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(archive.AsSpan(end + 10), 1);
        return archive;
    }

    /// <summary>An archive whose directory is said to begin behind its end.</summary>
    public static byte[] Outside()
    {
        var archive = Zip(("a.md", "x"));
        BinaryPrimitives.WriteUInt32LittleEndian(archive.AsSpan(archive.AsSpan().LastIndexOf("PK\x05\x06"u8) + 16), (uint)archive.Length + 100);
        return archive;
    }
}
