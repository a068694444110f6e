using System.Globalization;

namespace FilmBlog.Core.Data;

/// <summary>
/// Puts content that was prepared beside it in the place of what the data folder holds, and keeps what was there. One rename decides: before
/// it nothing has changed, after it the swap is ended by whoever comes next, whatever happens meanwhile.
/// </summary>
public sealed class FolderSwap
{
    private const string Decided = "restored-";
    private const string Kept = "before-restore-";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    // Lies in what is prepared, and says that it is. Once it is decided: the name of the folder, and what is put in its place, a name a line.
    private const string Marker = "filmblog.restoring";

    // In the order in which they move: a log of changes never lies beside a database that it is not of, and the database is there last.
    private static readonly string[] Names = ["filmblog.migrating", DataFolder.DatabaseName + "-wal", DataFolder.DatabaseName + "-shm", "images", "keys", DataFolder.DatabaseName];

    private readonly DataFolder folder;
    private readonly string stamp;

    /// <summary>A swap in that folder at that instant.</summary>
    public FolderSwap(DataFolder folder, DateTimeOffset now)
        : this(folder, now.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture))
    {
    }

    private FolderSwap(DataFolder folder, string stamp) => (this.folder, this.stamp) = (folder, stamp);

    /// <summary>Where the new content is prepared; thrown away unless <see cref="SwapAsync"/> is called.</summary>
    public string Prepared => Preparation(folder);

    /// <summary>Where lies what was there before; not there where nothing was.</summary>
    public string Before => Path.Combine(folder.Path, Kept + stamp);

    /// <summary>Called before each step, so that tests see what a kill there would leave.</summary>
    internal Action? OnStep { get; init; }

    private string Chosen => Path.Combine(folder.Path, Decided + stamp);

    /// <summary>Why what is there cannot be exchanged, in a sentence; null: nothing is known to stand in the way.</summary>
    public string? Obstacle()
    {
        var disks = DriveInfo.GetDrives().Select(disk => Path.TrimEndingDirectorySeparator(disk.Name)).ToHashSet(StringComparer.Ordinal);
        var path = Resolved(folder.Path);
        if (Names.Select(name => Path.Combine(path, name)).FirstOrDefault(disks.Contains) is { } mounted)
        {
            return $"{mounted} is a disk of its own, and a restore puts a folder in its place. Unmount it, restore, and move what is in the folder then to the disk; or mount {folder.Path} as a whole.";
        }

        if (Path.Exists(Prepared) && !IsOurs(Prepared))
        {
            return $"{Prepared} is where a restore is prepared, and holds something else. Move that away.";
        }

        if (Path.Exists(Chosen) || Path.Exists(Before))
        {
            return $"A restore of this very second has begun in {folder.Path} already. Try again.";
        }

        return Names.Select(name => Path.Combine(folder.Path, name)).Where(there => Directory.Exists(there) && !IsLink(there)).Select(WhyItStays).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>An empty folder to prepare the content in.</summary>
    public void Prepare()
    {
        Discard();
        Directory.CreateDirectory(Prepared);
        File.WriteAllText(Path.Combine(Prepared, Marker), "");
    }

    /// <summary>Throws away what was prepared, where that was not decided.</summary>
    public void Discard() => Discard(folder);

    /// <summary>
    /// Swaps. For who has claimed and seized the data folder, and has closed its database. Throws <see cref="RestoreUnfinishedException"/> where
    /// it is decided and cannot be ended.
    /// </summary>
    public async Task SwapAsync()
    {
        var names = Names.Where(name => Path.Exists(Path.Combine(Prepared, name)));
        await File.WriteAllLinesAsync(Path.Combine(Prepared, Marker), names.Prepend(Decided + stamp));
        foreach (var path in Directory.EnumerateFiles(Prepared, "*", SearchOption.AllDirectories))
        {
            DurableFile.Flush(path);
        }

        foreach (var path in Directory.EnumerateDirectories(Prepared, "*", SearchOption.AllDirectories).Append(Prepared))
        {
            DurableFile.FlushFolder(path);
        }

        OnStep?.Invoke();
        Directory.Move(Prepared, Chosen);
        DurableFile.FlushFolder(folder.Path);
        OnStep?.Invoke();
        End();
    }

    /// <summary>Whether there is something left of a swap that was cut off.</summary>
    public static bool IsUnfinished(DataFolder folder) => Unfinished(folder) is not null || (Directory.Exists(Preparation(folder)) && IsOurs(Preparation(folder)));

    /// <summary>
    /// Ends a swap that was decided, throws away one that was not. For who has claimed and seized the data folder, before its database is opened.
    /// Throws <see cref="RestoreUnfinishedException"/> where it cannot be ended.
    /// </summary>
    public static void Recover(DataFolder folder)
    {
        Unfinished(folder)?.End();
        Discard(folder);
    }

    // Only what this program made: the instant in the name, and inside what was decided, under that name.
    private static FolderSwap? Unfinished(DataFolder folder) => Directory.EnumerateDirectories(folder.Path, Decided + "*")
        .Select(path => new FolderSwap(folder, Path.GetFileName(path)[Decided.Length..])).FirstOrDefault(swap => swap.WasDecided());

    private bool WasDecided() => DateTimeOffset.TryParseExact(stamp, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
        && !IsLink(Chosen) && DecidedNames() is not null;

    private List<string>? DecidedNames()
    {
        var marker = Path.Combine(Chosen, Marker);
        return File.Exists(marker) && File.ReadAllLines(marker) is [var name, .. var names] && name == Decided + stamp ? [.. Names.Where(names.Contains)] : null;
    }

    private static string Preparation(DataFolder folder) => Path.Combine(folder.Path, "restoring");

    // One that is empty was killed before it was marked.
    private static bool IsOurs(string preparation) =>
        Directory.Exists(preparation) && !IsLink(preparation) && (File.Exists(Path.Combine(preparation, Marker)) || !Directory.EnumerateFileSystemEntries(preparation).Any());

    private static void Discard(DataFolder folder)
    {
        if (IsOurs(Preparation(folder)))
        {
            DeleteMarked(Preparation(folder));
        }
    }

    // The mark goes last, so that a kill leaves nothing that nobody knows.
    private static void DeleteMarked(string path)
    {
        foreach (var inside in Directory.EnumerateDirectories(path))
        {
            Directory.Delete(inside, recursive: true);
        }

        foreach (var inside in Directory.EnumerateFiles(path).Where(inside => Path.GetFileName(inside) != Marker))
        {
            File.Delete(inside);
        }

        File.Delete(Path.Combine(path, Marker));
        Directory.Delete(path);
    }

    // Every step may have been done already, by one that was killed. The database comes last: until then the old one, if it is still there, has
    // to go.
    private void End()
    {
        try
        {
            var names = DecidedNames()!;
            if (Path.Exists(Path.Combine(Chosen, DataFolder.DatabaseName)))
            {
                // What a backup does not hold stays: keys, where they were left out. What belongs to a database goes with it.
                foreach (var name in Names.Where(name => name.StartsWith("filmblog.", StringComparison.Ordinal) || (names.Contains(name) && Path.Exists(Path.Combine(Chosen, name)))))
                {
                    Move(name, folder.Path, Before);
                }

                foreach (var name in names)
                {
                    Move(name, Chosen, folder.Path);
                }
            }

            OnStep?.Invoke();
            // Drawn from what is gone; drawn anew where asked for.
            DataFolder.Discard(folder.Cards);
            DurableFile.FlushFolder(folder.Path);
            OnStep?.Invoke();
            DeleteMarked(Chosen);
            DurableFile.FlushFolder(folder.Path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RestoreUnfinishedException(
                $"A restore has begun and cannot be ended: {refused.Message.TrimEnd('.')}. Make the folder {folder.Path} and what is in it movable for the site's user (unmount what is mounted there) and try again: "
                + $"the next start or restore goes on with it. What was there before is in {Before}, what is still to come in {Chosen}.", refused);
        }
    }

    private void Move(string name, string from, string to)
    {
        var path = Path.Combine(from, name);
        if (!Path.Exists(path))
        {
            return;
        }

        OnStep?.Invoke();
        Directory.CreateDirectory(to);
        try
        {
            Directory.Move(path, Path.Combine(to, name));
        }
        catch (IOException refused)
        {
            // The library does not say which.
            throw new IOException($"{path} cannot be moved to {to} ({refused.Message.TrimEnd('.')})", refused);
        }
    }

    // A folder in another's place is written to itself: it has to learn where it lies.
    private static string? WhyItStays(string path)
    {
        try
        {
            var probe = Path.Combine(path, $"{Marker}.{Guid.NewGuid():N}");
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be moved away: {refused.Message} Give it to the site's user.";
        }
    }

    private static bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null;

    // Each folder on the way may be a link, and lead over others.
    private static string Resolved(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var resolved = root;
        foreach (var name in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, name);
            if (new DirectoryInfo(resolved).ResolveLinkTarget(returnFinalTarget: true)?.FullName is { } target)
            {
                resolved = Resolved(Path.GetFullPath(target));
            }
        }

        return resolved;
    }
}

/// <summary>A restore was decided and cannot be ended; the message says what stands in its way.</summary>
public sealed class RestoreUnfinishedException(string message, Exception inner) : Exception(message, inner);
