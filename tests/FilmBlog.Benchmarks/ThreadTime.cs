using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FilmBlog.Benchmarks;

/// <summary>
/// Time that the calling thread spent on a processor, so that other work on the machine does not count. Where the system is not Linux it is
/// the time that passed.
/// </summary>
internal static class ThreadTime
{
    private const int ThreadClock = 3;

    /// <summary>Microseconds since some beginning.</summary>
    public static double Microseconds() => OperatingSystem.IsLinux() && ClockGetTime(ThreadClock, out var time) == 0
        ? (time.Seconds * 1e6) + (time.Nanoseconds / 1e3)
        : Stopwatch.GetElapsedTime(0).TotalMicroseconds;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
