using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace FilmBlog.Core.Data;

/// <summary>Files that are whole or not there at all, also after a power cut.</summary>
public static partial class DurableFile
{
    /// <summary>The end of the names of files that are being written.</summary>
    public const string DraftExtension = ".tmp";

    private static readonly TimeSpan LongestWork = TimeSpan.FromDays(1);

    /// <summary>
    /// Has a file written beside its place, and puts it there once it is on the disk: what stood there before stays until then. Of a failed
    /// attempt nothing is left.
    /// </summary>
    /// <param name="path">Its place. The folder must be there.</param>
    /// <param name="write">Makes the file whose path it is given.</param>
    public static Task WriteAsync(string path, Func<string, Task> write) => PlaceAsync(path, write, isLasting: true);

    /// <summary>The same for what can be made anew: whole or not there at all, but nobody waits until it is on the disk.</summary>
    public static Task WriteRenewableAsync(string path, Func<string, Task> write) => PlaceAsync(path, write, isLasting: false);

    /// <summary>
    /// Deletes what processes were writing in a folder that have been killed: drafts whose maker runs no more, or that nobody has touched for a
    /// day. Of other files, however they are named, none.
    /// </summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="isOurs">Whether a file of this name is the caller's to write.</param>
    /// <param name="now">The present.</param>
    public static void RemoveAbandoned(string folder, Func<string, bool> isOurs, DateTimeOffset now)
    {
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*" + DraftExtension))
            {
                if (Draft().Match(Path.GetFileName(path)) is { Success: true } draft && isOurs(draft.Groups["file"].Value)
                    && (!IsRunning(draft.Groups["maker"].Value) || now - File.GetLastWriteTimeUtc(path) > LongestWork))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Nobody misses them; the next one tries again.
        }
    }

    /// <summary>The same for a short text.</summary>
    public static Task WriteTextAsync(string path, string text, CancellationToken cancellationToken) =>
        WriteAsync(path, draft => File.WriteAllTextAsync(draft, text, cancellationToken));

    /// <summary>Creates a file that only the site's user may read.</summary>
    public static FileStream CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Creates a folder, and those above it, where they are missing, and waits until their names are on the disk.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var above = Path.GetDirectoryName(path);
        if (above is { Length: > 0 })
        {
            CreateFolder(above);
        }

        Directory.CreateDirectory(path);
        if (above is { Length: > 0 })
        {
            FlushFolder(above);
        }
    }

    /// <summary>Creates a folder that only the site's user may enter. One that is there keeps the rights that it has.</summary>
    public static DirectoryInfo CreatePrivateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Waits until a file is on the disk.</summary>
    public static void Flush(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    public static void FlushFolder(string path)
    {
        // Windows keeps names by itself. The library opens no folders.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = Open(path, flags: 0);
        if (!folder.IsInvalid)
        {
            RandomAccess.FlushToDisk(folder);
        }
    }

    private static async Task PlaceAsync(string path, Func<string, Task> write, bool isLasting)
    {
        var draft = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}{DraftExtension}";
        try
        {
            await write(draft);
            if (isLasting)
            {
                Flush(draft);
            }

            File.Move(draft, path, overwrite: true);
            if (isLasting)
            {
                FlushFolder(Path.GetDirectoryName(path)!);
            }
        }
        finally
        {
            File.Delete(draft);
        }
    }

    // Where the system does not tell, everybody is: a day decides.
    private static bool IsRunning(string processId) => !OperatingSystem.IsLinux() || Directory.Exists("/proc/" + processId);

    [GeneratedRegex(@"\A(?<file>.+)\.(?<maker>[1-9][0-9]{0,9})\.[0-9a-f]{32}\.tmp\z", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Draft();

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
