using System.Globalization;

namespace FilmBlog.Core.Backups;

/// <summary>Free space on disks.</summary>
internal static class Space
{
    /// <summary>Throws <see cref="BackupException"/> where a folder's disk has less than so many bytes free.</summary>
    public static void Need(long bytes, string folder, string what)
    {
        var free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new BackupException($"{what} takes up to {Megabytes(bytes)} while it is made, and {folder} has {Megabytes(free)} free. Free some space, or take another disk.");
        }
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1_048_575) / 1_048_576} MB");
}
