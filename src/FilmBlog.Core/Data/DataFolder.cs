using System.Globalization;
using FilmBlog.Core.Domain;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Core.Data;

/// <summary>The folder that holds everything a blog owns.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>The name of the database's file, here and in backups.</summary>
    public const string DatabaseName = "filmblog.db";

    /// <summary>The SQLite database.</summary>
    public string Database => System.IO.Path.Combine(Path, DatabaseName);

    /// <summary>How the database is opened: never created, which is the migrator's alone.</summary>
    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Database, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 5 }.ToString();

    /// <summary>The masters of the images, by hash.</summary>
    public string Images => System.IO.Path.Combine(Path, "images");

    /// <summary>Social cards that were drawn. Nothing is lost with them.</summary>
    public string Cards => System.IO.Path.Combine(Path, "cards");

    /// <summary>What was uploaded and waits to be imported.</summary>
    public string Incoming => System.IO.Path.Combine(Path, "incoming");

    /// <summary>What is being written to be downloaded.</summary>
    public string Outgoing => System.IO.Path.Combine(Path, "outgoing");

    /// <summary>Keys that protect cookies and forms.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>Log files.</summary>
    public string Logs => System.IO.Path.Combine(Path, "logs");

    /// <summary>Backups that the site makes by itself.</summary>
    public string Backups => System.IO.Path.Combine(Path, "backups");

    /// <summary>Files that belonged to nothing and were taken out of the way.</summary>
    public string Orphans => System.IO.Path.Combine(Path, "orphans");

    /// <summary>Says that the folder has had a database: where that is gone then, none is begun in silence.</summary>
    public string Marker => System.IO.Path.Combine(Path, "filmblog.made");

    /// <summary>There while the database is brought to another schema: names the copy to put back if that does not end.</summary>
    public string Migrating => System.IO.Path.Combine(Path, "filmblog.migrating");

    private string SharedFile => System.IO.Path.Combine(Path, "filmblog.use");

    private string LockFile => System.IO.Path.Combine(Path, "filmblog.lock");

    // Beside the lock: nobody else may open the locked file, not even to read who holds it.
    private string ClaimantFile => System.IO.Path.Combine(Path, "filmblog.pid");

    /// <summary>
    /// What the blog keeps here, files and folders, whether they are there or not; of the database also what SQLite lays beside it. Whatever else lies
    /// in the folder is somebody else's.
    /// </summary>
    public IReadOnlyList<string> Own =>
    [
        Database, Database + "-wal", Database + "-shm", Database + "-journal", Marker, Migrating, SharedFile, LockFile, ClaimantFile,
        Images, Cards, Keys, Logs, Backups, Incoming, Outgoing, Orphans,
    ];

    /// <summary>The file of an image's master. Throws <see cref="ArgumentException"/> for what is no hash: it might lead out of the folder.</summary>
    /// <param name="hash">64 lower-case hexadecimal digits.</param>
    public string ImagePath(string hash) => Image.IsHash(hash)
        ? System.IO.Path.Combine(Images, hash[..2], hash + ".webp")
        : throw new ArgumentException("An image is named by 64 lower-case hexadecimal digits.", nameof(hash));

    /// <summary>An empty folder below <see cref="Outgoing"/> for somebody who writes; deleted with all that is in it when the result is disposed.</summary>
    public TemporaryFolder Outbox()
    {
        var folder = new TemporaryFolder(System.IO.Path.Combine(Outgoing, Guid.NewGuid().ToString("N")));
        Directory.CreateDirectory(folder.Path);
        return folder;
    }

    /// <summary>
    /// Creates the folder where it is missing, for the site's user alone: what nobody has published lies in it, and who signs in. One that is there
    /// stays as the operator made it. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
    /// </summary>
    public void Create() => DurableFile.CreatePrivateFolder(Path);

    /// <summary>
    /// Claims the folder for a serving process until the result is disposed or the process ends, however it ends.
    /// Throws <see cref="DataFolderInUseException"/> when another process serves from it.
    /// </summary>
    public IDisposable Claim()
    {
        FileStream claim;
        try
        {
            claim = new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (IsTaken(held))
        {
            throw new DataFolderInUseException(Path, Claimant());
        }

        File.WriteAllText(ClaimantFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return claim;
    }

    /// <summary>
    /// Says that a verb works with the data, until the result is disposed: others may do so too, nobody may replace the database meanwhile.
    /// Throws <see cref="DataFolderInUseException"/> where somebody does.
    /// </summary>
    public IDisposable Share()
    {
        try
        {
            if (!File.Exists(SharedFile))
            {
                // Only that it is there: a lock that others may share is taken on a file that is opened to be read.
                using var made = new FileStream(SharedFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            }

            return new FileStream(SharedFile, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (IOException held) when (IsTaken(held))
        {
            throw new DataFolderInUseException($"The database in {Path} is being restored or migrated. Try again when that has ended.");
        }
    }

    /// <summary>
    /// Keeps verbs away until the result is disposed, for who replaces the database. Throws <see cref="DataFolderInUseException"/> where one
    /// is at work.
    /// </summary>
    public IDisposable Seize()
    {
        try
        {
            return new FileStream(SharedFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (IsTaken(held))
        {
            throw new DataFolderInUseException($"Another command of FilmBlog is at work on the data folder {Path}. Try again when it has ended.");
        }
    }

    /// <summary>Throws away what a killed process was writing for a download. Nothing happens while a verb is at work, which may be writing there.</summary>
    public void ClearOutgoing()
    {
        try
        {
            using var alone = Seize();
            Discard(Outgoing);
        }
        catch (DataFolderInUseException)
        {
            // The next start does it.
        }
    }

    /// <summary>Deletes a folder of which nothing is missed, as far as it lets itself be deleted: of one that is a disk of its own, the content.</summary>
    internal static void Discard(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // What is left is made anew, or lies there unread.
        }
    }

    // Somebody else's lock, and not that the disk is full or for reading only: by the number that the system gave.
    private static bool IsTaken(IOException failure)
    {
        const int sharingViolation = 32;
        const int wouldBlock = 11;
        const int wouldBlockOnMac = 35;
        return (failure.HResult & 0xFFFF) == (OperatingSystem.IsWindows() ? sharingViolation : OperatingSystem.IsMacOS() ? wouldBlockOnMac : wouldBlock);
    }

    private string Claimant()
    {
        try
        {
            return File.ReadAllText(ClaimantFile) is { Length: > 0 } id ? $"process {id}" : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}

/// <summary>A folder that is deleted with all that is in it when it is disposed.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record TemporaryFolder(string Path) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Another process is at work on the data folder; the message says what to do.</summary>
public sealed class DataFolderInUseException(string message) : Exception(message)
{
    /// <summary>One that serves from it.</summary>
    public DataFolderInUseException(string path, string claimant)
        : this($"The data folder {path} is in use: {claimant} serves from it. Stop that one first, or set FilmBlog:DataPath to another folder.")
    {
    }
}
