using FilmBlog.Core.Data;

namespace FilmBlog.Core.Tests.Support;

/// <summary>The files of a data folder at an instant, as a process leaves them that is killed then.</summary>
internal static class Snapshot
{
    // Locks end with a process; the shared memory of a log is made anew from it.
    private static readonly string[] Passing = ["filmblog.lock", "filmblog.use", "filmblog.pid", "filmblog.db-shm"];

    /// <summary>Their bytes, in hexadecimal, by path.</summary>
    public static Dictionary<string, string> Of(DataFolder folder) => Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
        .Where(path => !Passing.Contains(Path.GetFileName(path)))
        .ToDictionary(path => Path.GetRelativePath(folder.Path, path), path => Convert.ToHexString(File.ReadAllBytes(path)));

    /// <summary>Copies them into a new folder.</summary>
    public static string Copy(DataFolder folder, string target)
    {
        foreach (var path in Directory.EnumerateDirectories(folder.Path, "*", SearchOption.AllDirectories).Prepend(folder.Path))
        {
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(folder.Path, path)));
        }

        foreach (var (name, bytes) in Of(folder))
        {
            File.WriteAllBytes(Path.Combine(target, name), Convert.FromHexString(bytes));
        }

        return target;
    }
}
