using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Data;

/// <summary>
/// The database as it was before a migration, in <see cref="DataFolder.Backups"/>. A file of one line beside the database names it from before
/// the first change until after the last: where that file is found at a start, a migration was cut off, and the copy is put back.
/// </summary>
internal static class MigrationCopy
{
    private const string Prefix = "before-";
    private const int Kept = 3;

    /// <summary>Makes the copy, reads all of it once, and notes that a migration begins. Throws <see cref="IOException"/> where it cannot be written.</summary>
    public static async Task<string> MakeAsync(FilmBlogContext db, DataFolder folder, string migration, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Backups);
        var path = Path.Combine(folder.Backups, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{migration}-{now:yyyyMMdd'T'HHmmss'Z'}.db"));
        await DurableFile.WriteAsync(path, async draft =>
        {
            DurableFile.CreatePrivate(draft).Dispose();
            await using var copy = await db.CopyToAsync(draft, cancellationToken);
            if (await SqliteIntegrity.MendIndexesAsync(copy, cancellationToken) is [var damage, ..])
            {
                throw new DatabaseDamagedException(damage);
            }
        });
        await DurableFile.WriteTextAsync(folder.Migrating, Path.GetFileName(path), cancellationToken);
        return path;
    }

    /// <summary>Notes that the migration has ended; the last few copies are kept.</summary>
    public static void Done(DataFolder folder)
    {
        File.Delete(folder.Migrating);
        DurableFile.FlushFolder(folder.Path);
        foreach (var old in Directory.EnumerateFiles(folder.Backups, Prefix + "*.db").OrderByDescending(File.GetLastWriteTimeUtc).Skip(Kept).ToList())
        {
            File.Delete(old);
        }
    }

    /// <summary>Whether a migration was cut off.</summary>
    public static bool IsWanted(DataFolder folder) => File.Exists(folder.Migrating);

    /// <summary>
    /// Puts the copy in the place of a database whose migration was cut off or failed; whoever is killed here does it again. Throws
    /// <see cref="DatabaseDamagedException"/> where there is no copy any more.
    /// </summary>
    /// <param name="folder">Claimed and seized by the caller.</param>
    /// <param name="database">Path of the database. Nobody may have it open.</param>
    public static async Task PutBackAsync(DataFolder folder, string database)
    {
        var copy = Path.Combine(folder.Backups, (await File.ReadAllTextAsync(folder.Migrating)).Trim());
        if (!File.Exists(copy))
        {
            throw new DatabaseDamagedException($"a migration was cut off, and the copy from before it, {copy}, is gone");
        }

        // The log of changes is of the database that goes: read into the other one it would destroy it.
        File.Delete(database + "-wal");
        File.Delete(database + "-shm");
        await DurableFile.WriteAsync(database, draft =>
        {
            File.Copy(copy, draft);
            return Task.CompletedTask;
        });
        File.Delete(folder.Migrating);
        DurableFile.FlushFolder(folder.Path);
    }

    /// <summary>Closes what the pool has open of a database.</summary>
    public static void Close(FilmBlogContext db)
    {
        db.Database.CloseConnection();
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
    }
}

/// <summary>The database is damaged. SQLite says in several lines how.</summary>
public sealed class DatabaseDamagedException(string damage)
    : Exception($"The database is damaged ({damage.ReplaceLineEndings("; ")}). Restore a backup with filmblog restore FILE, or see with filmblog check what is left.");
