using System.Globalization;

namespace FilmBlog.Core.Data;

/// <summary>Free space on disks.</summary>
internal static class DiskSpace
{
    /// <summary>What there is to say where a folder's disk has less than so many bytes free; null where it has them.</summary>
    public static string? Lack(long bytes, string folder, string what)
    {
        var free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        return free >= bytes ? null
            : $"{what} takes up to {Megabytes(bytes)} while it is made, and {folder} has {Megabytes(free)} free. Free some space, or take another disk.";
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1_048_575) / 1_048_576} MB");
}
