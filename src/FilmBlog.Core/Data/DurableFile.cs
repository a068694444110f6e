using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FilmBlog.Core.Data;

/// <summary>Files that are whole or not there at all, also after a power cut.</summary>
public static class DurableFile
{
    /// <summary>The end of the names of files that are being written.</summary>
    public const string DraftExtension = ".tmp";

    /// <summary>
    /// Has a file written beside its place, and puts it there once it is on the disk: what stood there before stays until then. Of a failed
    /// attempt nothing is left.
    /// </summary>
    /// <param name="path">Its place. The folder must be there.</param>
    /// <param name="write">Makes the file whose path it is given.</param>
    public static async Task WriteAsync(string path, Func<string, Task> write)
    {
        var draft = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}{DraftExtension}";
        try
        {
            await write(draft);
            Flush(draft);
            File.Move(draft, path, overwrite: true);
            FlushFolder(Path.GetDirectoryName(path)!);
        }
        finally
        {
            File.Delete(draft);
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

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
