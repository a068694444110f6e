using System.Runtime.InteropServices;

namespace FilmBlog.Web.Doctor;

/// <summary>What the system's kernel knows of its clock. Only asked: nothing is set.</summary>
internal static class KernelClock
{
    // More than the structure has on any kind of processor. All zeros: nothing is to be changed.
    private const int Room = 512;

    // What adjtimex answers by itself, so that no place in the structure has to be known (TIME_ERROR).
    private const int NotKept = 5;

    /// <summary>Whether something keeps it in time, as NTP does; null: not known here, or not told to this process.</summary>
    public static bool? IsKept()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return AdjTimeX(new byte[Room]) is var state and >= 0 ? state != NotKept : null;
        }
        catch (Exception unknown) when (unknown is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AdjTimeX(byte[] state);
}
