namespace FilmBlog.Core.Data;

/// <summary>
/// Puts content that was prepared beside it in the place of what the data folder holds, and keeps what was there. One rename decides: before
/// it nothing has changed, after it the swap is ended by whoever comes next, whatever happens meanwhile.
/// </summary>
public sealed class FolderSwap(DataFolder folder, string stamp)
{
    private const string Decided = "restored-";
    private const string Kept = "before-restore-";

    // In the order in which they move: a log of changes never lies beside a database that it is not of, and the database is there last.
    private static readonly string[] Names = ["filmblog.migrating", "filmblog.db-wal", "filmblog.db-shm", "images", "keys", "filmblog.db"];

    /// <summary>Where the new content is prepared; thrown away unless <see cref="Swap"/> is called.</summary>
    public string Prepared => Preparation(folder);

    /// <summary>Where lies what was there before; not there where nothing was.</summary>
    public string Before => Path.Combine(folder.Path, Kept + stamp);

    /// <summary>Called before each step, so that tests see what a kill there would leave.</summary>
    internal Action? OnStep { get; init; }

    /// <summary>What of the data is a disk of its own (a mount), which cannot be exchanged for a folder; null: nothing.</summary>
    public string? Fixed
    {
        get
        {
            var disks = DriveInfo.GetDrives().Select(disk => Path.TrimEndingDirectorySeparator(disk.Name)).ToHashSet(StringComparer.Ordinal);
            var path = new DirectoryInfo(folder.Path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.Path;
            return Names.Select(name => Path.Combine(path, name)).FirstOrDefault(disks.Contains);
        }
    }

    /// <summary>An empty folder to prepare the content in.</summary>
    public void Prepare()
    {
        Discard(folder);
        Directory.CreateDirectory(Prepared);
    }

    /// <summary>Swaps. For who has claimed and seized the data folder, and has closed its database.</summary>
    public void Swap()
    {
        foreach (var path in Directory.EnumerateFiles(Prepared, "*", SearchOption.AllDirectories))
        {
            DurableFile.Flush(path);
        }

        foreach (var path in Directory.EnumerateDirectories(Prepared, "*", SearchOption.AllDirectories).Append(Prepared))
        {
            DurableFile.FlushFolder(path);
        }

        OnStep?.Invoke();
        Directory.Move(Prepared, Path.Combine(folder.Path, Decided + stamp));
        DurableFile.FlushFolder(folder.Path);
        OnStep?.Invoke();
        End();
    }

    /// <summary>Whether there is something left of a swap that was cut off.</summary>
    public static bool IsUnfinished(DataFolder folder) => Unfinished(folder) is not null || Directory.Exists(Preparation(folder));

    /// <summary>
    /// Ends a swap that was decided, throws away one that was not. For who has claimed and seized the data folder, before its database is opened.
    /// </summary>
    public static void Recover(DataFolder folder)
    {
        if (Unfinished(folder) is { } path)
        {
            new FolderSwap(folder, Path.GetFileName(path)[Decided.Length..]).End();
        }

        Discard(folder);
    }

    private static string? Unfinished(DataFolder folder) => Directory.EnumerateDirectories(folder.Path, Decided + "*").FirstOrDefault();

    private static string Preparation(DataFolder folder) => Path.Combine(folder.Path, "restoring");

    private static void Discard(DataFolder folder)
    {
        if (Directory.Exists(Preparation(folder)))
        {
            Directory.Delete(Preparation(folder), recursive: true);
        }
    }

    // Every step may have been done already, by one that was killed. The database comes last: until then the old one, if it is still there, has
    // to go.
    private void End()
    {
        var prepared = Path.Combine(folder.Path, Decided + stamp);
        if (Path.Exists(Path.Combine(prepared, "filmblog.db")))
        {
            // What a backup does not hold stays: keys, where they were left out. What belongs to a database goes with it.
            foreach (var name in Names.Where(name => name.StartsWith("filmblog.", StringComparison.Ordinal) || Path.Exists(Path.Combine(prepared, name))))
            {
                Move(name, folder.Path, Before);
            }

            foreach (var name in Names)
            {
                Move(name, prepared, folder.Path);
            }
        }

        OnStep?.Invoke();
        // Drawn from what is gone; drawn anew where asked for.
        if (Directory.Exists(folder.Cards))
        {
            Directory.Delete(folder.Cards, recursive: true);
        }

        DurableFile.FlushFolder(folder.Path);
        OnStep?.Invoke();
        Directory.Delete(prepared, recursive: true);
        DurableFile.FlushFolder(folder.Path);
    }

    private void Move(string name, string from, string to)
    {
        if (Path.Exists(Path.Combine(from, name)))
        {
            OnStep?.Invoke();
            Directory.CreateDirectory(to);
            Directory.Move(Path.Combine(from, name), Path.Combine(to, name));
        }
    }
}
