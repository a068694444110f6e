using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace FilmBlog.Web.Doctor;

/// <summary>What the system lets this user do with a file, and whose it is: asked, not tried, so that nothing is changed.</summary>
internal static class FileRights
{
    private const int Write = 2;
    private const int Enter = 1;
    private const int Read = 4;

    /// <summary>Whether this user may read and write in a folder.</summary>
    public static bool MayUse(string folder) => OperatingSystem.IsWindows() || Access(Name(folder), Read | Write | Enter) == 0;

    /// <summary>Whether this user may look into a folder and read what is in it.</summary>
    public static bool MayLookInto(string folder) => OperatingSystem.IsWindows() || Access(Name(folder), Read | Enter) == 0;

    /// <summary>Whether this user may read a file.</summary>
    public static bool MayRead(string file) => OperatingSystem.IsWindows() || Access(Name(file), Read) == 0;

    /// <summary>Whether this user may read and write a file.</summary>
    public static bool MayWrite(string file) => OperatingSystem.IsWindows() || Access(Name(file), Read | Write) == 0;

    /// <summary>The number of the user whose file it is; null: not known here.</summary>
    public static uint? OwnerOf(string path)
    {
        const int here = -100;
        const uint owner = 0x8;
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // Laid out alike on every kind of processor: the owner is the word at 20.
        var answer = new byte[256];
        return Statx(here, Name(path), 0, owner, answer) == 0 ? BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(20)) : null;
    }

    /// <summary>Whether others than the owner may read it.</summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite)) != 0;

    /// <summary>Why this user cannot make a folder that is not there yet, for the middle of a sentence; null: it can.</summary>
    public static string? WhyNotMade(string folder)
    {
        var parent = ExistingParent(folder);
        return File.Exists(parent) ? $"{parent} is a file" : MayUse(parent) ? null : $"the {User} may not create it in {parent}";
    }

    /// <summary>The nearest folder above, or file in its place, that is there.</summary>
    public static string ExistingParent(string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        while (parent is not null && !Path.Exists(parent))
        {
            parent = Path.GetDirectoryName(parent);
        }

        return parent ?? Path.GetPathRoot(folder)!;
    }

    /// <summary>Who this is, for a sentence.</summary>
    public static string User => $"user {Environment.UserName}";

    // As C has it: ended by a zero.
    private static byte[] Name(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "access", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(byte[] path, int mode);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] answer);
}
