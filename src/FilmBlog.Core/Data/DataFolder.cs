using System.Globalization;

namespace FilmBlog.Core.Data;

/// <summary>The folder that holds everything a blog owns.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>The SQLite database.</summary>
    public string Database => System.IO.Path.Combine(Path, "filmblog.db");

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

    private string LockFile => System.IO.Path.Combine(Path, "filmblog.lock");

    // Beside the lock: nobody else may open the locked file, not even to read who holds it.
    private string ClaimantFile => System.IO.Path.Combine(Path, "filmblog.pid");

    /// <summary>The file of an image's master.</summary>
    /// <param name="hash">64 lower-case hexadecimal digits.</param>
    public string ImagePath(string hash) => System.IO.Path.Combine(Images, hash[..2], hash + ".webp");

    /// <summary>An empty folder below <see cref="Outgoing"/> for somebody who writes; deleted with all that is in it when the result is disposed.</summary>
    public TemporaryFolder Outbox()
    {
        var folder = new TemporaryFolder(System.IO.Path.Combine(Outgoing, Guid.NewGuid().ToString("N")));
        Directory.CreateDirectory(folder.Path);
        return folder;
    }

    /// <summary>Creates the folder where it is missing. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public void Create() => Directory.CreateDirectory(Path);

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
        catch (IOException) when (File.Exists(LockFile))
        {
            throw new DataFolderInUseException(Path, Claimant());
        }

        File.WriteAllText(ClaimantFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return claim;
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

/// <summary>Another process serves from the data folder.</summary>
public sealed class DataFolderInUseException(string path, string claimant)
    : Exception($"The data folder {path} is in use: {claimant} serves from it. Stop that one first, or set FilmBlog:DataPath to another folder.");
