using FilmBlog.Core.Data;

namespace FilmBlog.Web.Doctor;

/// <summary>The data folder: whether it can be used, whose it is, on what it lies, and how much room is left.</summary>
internal static class FolderExam
{
    private const long Megabyte = 1024 * 1024;

    private static readonly string[] OverNetwork = ["nfs", "cifs", "smb", "9p", "v9fs", "afs", "ceph", "glusterfs", "lustre"];

    public static IEnumerable<Finding> Examine(SetUpUnderExam setUp)
    {
        var folder = setUp.Folder.Path;
        if (Obstacle(setUp) is { } obstacle)
        {
            return [Finding.Wrong(obstacle)];
        }

        return Directory.Exists(folder)
            ? [Finding.Ok($"The data folder {folder} can be read and written."), .. Owners(setUp.Folder, FileRights.OwnerOf), .. Secrets(setUp.Folder.Keys, setUp.Database), .. Disk(folder), .. DatabaseDisk(setUp), .. Room(setUp)]
            : [Finding.Note($"The data folder {folder} does not exist yet: serving creates it."), .. Disk(FileRights.ExistingParent(folder)), .. DatabaseDisk(setUp)];
    }

    /// <summary>Why this user cannot work in the data folder: nothing can be said then of what lies there. Null: it can, or serving creates it.</summary>
    public static string? Obstacle(SetUpUnderExam setUp)
    {
        var folder = setUp.Folder.Path;
        return File.Exists(folder) ? $"{folder} is a file; FilmBlog:DataPath must be a folder."
            : !Directory.Exists(folder) && FileRights.WhyNotMade(folder) is { } why ? $"The data folder {folder} does not exist, and {why}. Create it for the user that serves, or set FilmBlog:DataPath."
            : Directory.Exists(folder) && !FileRights.MayUse(folder) ? $"The {FileRights.User} may not read and write in the data folder {folder}. Run this as the user that serves, or give the folder to that user (chown)."
            : null;
    }

    /// <summary>Whether what the site keeps is its folder's owner's. What others keep there may be theirs.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="ownerOf">The number of the user whose file it is; null: not known.</param>
    internal static IEnumerable<Finding> Owners(DataFolder folder, Func<string, uint?> ownerOf)
    {
        var owner = ownerOf(folder.Path);
        var others = folder.Own.Where(Path.Exists).SelectMany(path => Within(path).Prepend(path))
            .Where(path => ownerOf(path) != owner).Take(3).Select(path => Path.GetRelativePath(folder.Path, path)).ToList();
        if (others.Count > 0)
        {
            yield return Finding.Wrong($"In the data folder {string.Join(", ", others)} {(others.Count == 1 ? "belongs" : "belong")} to another user than the folder, perhaps because a verb was run by root: the site may not be able to write there. Give all of it to one user (chown -R).");
        }
    }

    // Any of these folders may be a disk of its own, on which the system keeps a folder for itself.
    private static IEnumerable<string> Within(string path) => Directory.Exists(path)
        ? Directory.EnumerateFileSystemEntries(path, "*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = 0 }).Where(entry => Path.GetFileName(entry) != "lost+found")
        : [];

    private static IEnumerable<Finding> Secrets(string keys, string database)
    {
        foreach (var key in Directory.Exists(keys) ? Directory.EnumerateFiles(keys, "*.xml").Prepend(keys) : [])
        {
            if (FileRights.IsOpenToOthers(key))
            {
                yield return Finding.Wrong($"{key} can be read or changed by other users of this machine, who could forge a sign-in with it: chmod -R go= {keys}");
                yield break;
            }
        }

        if (File.Exists(database) && FileRights.IsOpenToOthers(database) && FileRights.IsOpenToOthers(Path.GetDirectoryName(database)!))
        {
            yield return Finding.Note($"{database} can be read by other users of this machine; drafts and hashes of passwords lie in it: chmod o= {Path.GetDirectoryName(database)}");
        }
    }

    private static IEnumerable<Finding> Disk(string folder)
    {
        var kind = KindOf(folder);
        yield return OverNetwork.Any(n => kind.StartsWith(n, StringComparison.OrdinalIgnoreCase))
            ? Finding.Wrong($"{folder} lies on a network file system ({kind}): its locks are not reliable enough for the database, which may be damaged. Use a disk of this machine, and bring backups elsewhere.")
            : kind switch
            {
                "tmpfs" or "ramfs" => Finding.Note($"{folder} lies in memory ({kind}): all of it is gone when the machine restarts."),
                "" => Finding.Note($"On what kind of file system {folder} lies is not known here."),
                "overlay" or "overlayfs" => Finding.Note($"{folder} lies in a container's own layer ({kind}): all of it is gone with the container. Mount a volume there."),
                _ => Finding.Ok($"{folder} lies on a disk of this machine ({kind})."),
            };
    }

    // Where the settings name another database than the folder's: its log of changes is written beside it.
    private static IEnumerable<Finding> DatabaseDisk(SetUpUnderExam setUp)
    {
        var folder = Path.GetDirectoryName(setUp.Database)!;
        return folder == setUp.Folder.Path ? []
            : !Directory.Exists(folder) ? [Finding.Wrong($"The folder {folder} of the database (ConnectionStrings:FilmBlog) does not exist: create it for the user that serves.")]
            : !FileRights.MayUse(folder) ? [Finding.Wrong($"The {FileRights.User} may not read and write in the folder {folder} of the database (ConnectionStrings:FilmBlog).")]
            : Disk(folder);
    }

    private static string KindOf(string folder)
    {
        try
        {
            return new DriveInfo(folder).DriveFormat;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "";
        }
    }

    private static IEnumerable<Finding> Room(SetUpUnderExam setUp)
    {
        long free;
        try
        {
            free = new DriveInfo(setUp.Folder.Path).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            yield break;
        }

        var database = new FileInfo(setUp.Database);
        var needed = (database.Exists ? database.Length : 0) * 2;
        yield return free < 100 * Megabyte ? Finding.Wrong($"Only {free / Megabyte} MB are free for {setUp.Folder.Path}: saving will soon fail.")
            : free < 1024 * Megabyte || free < needed ? Finding.Note($"{free / Megabyte} MB are free for {setUp.Folder.Path}: little for a backup or a migration, which write the database once more.")
            : Finding.Ok($"{free / Megabyte} MB are free.");
    }
}
