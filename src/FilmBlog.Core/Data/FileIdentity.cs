using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace FilmBlog.Core.Data;

/// <summary>What tells a file from another that has its name: its number on its disk, and when it was made.</summary>
/// <param name="Device">The disk.</param>
/// <param name="Number">Its number there, which another file may bear once it is deleted.</param>
/// <param name="MadeAt">When it was made, as the disk counts it; 0: it does not say.</param>
public readonly record struct FileIdentity(ulong Device, ulong Number, ulong MadeAt)
{
    /// <summary>Of the file at a path; null where there is none. Other systems than Linux tell no files apart here.</summary>
    public static FileIdentity? Of(string path)
    {
        const int here = -100;
        const uint number = 0x100;
        const uint made = 0x800;
        if (!OperatingSystem.IsLinux())
        {
            return File.Exists(path) ? default(FileIdentity) : null;
        }

        // Laid out alike on every kind of processor.
        var answer = new byte[256];
        if (Statx(here, Encoding.UTF8.GetBytes(path + '\0'), 0, number | made, answer) != 0)
        {
            return null;
        }

        var known = BinaryPrimitives.ReadUInt32LittleEndian(answer);
        return new FileIdentity(
            BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(136)),
            BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(32)),
            (known & made) == 0 ? 0 : (BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(80)) * 1_000_000_000) + BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(88)));
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] answer);
}
