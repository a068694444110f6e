using System.Globalization;

namespace FilmBlog.Core.Backups;

/// <summary>A folder in which the last few backups are kept that the site makes by itself.</summary>
/// <param name="writer">Writes them.</param>
/// <param name="path">Absolute path of the folder; created where missing.</param>
/// <param name="keep">How many are kept, at least one.</param>
public sealed class BackupShelf(BackupWriter writer, string path, int keep)
{
    private const string Prefix = "filmblog-";
    private const string Extension = ".zip";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>When the latest one was taken; null where there is none.</summary>
    public DateTimeOffset? LatestAt() => Backups(path).Select(backup => (DateTimeOffset?)backup.TakenAt).FirstOrDefault();

    /// <summary>
    /// When the latest one was taken that was written to its end, by what it says of itself; null where there is none. Its content is not read: that
    /// takes as long as a restore.
    /// </summary>
    /// <param name="path">The folder; it need not be there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DateTimeOffset?> LatestWholeAtAsync(string path, CancellationToken cancellationToken)
    {
        foreach (var (file, takenAt) in Backups(path))
        {
            try
            {
                await using var backup = await BackupArchive.OpenAsync(file, cancellationToken);
                return takenAt;
            }
            catch (Exception broken) when (broken is BackupException or IOException or UnauthorizedAccessException)
            {
                // The one before it may be whole.
            }
        }

        return null;
    }

    /// <summary>
    /// Takes one, and throws away the oldest beyond those that are kept. Throws <see cref="BackupException"/> when it cannot be written: then
    /// none is thrown away.
    /// </summary>
    public async Task<BackupManifest> AddAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The folder of the backups, {path}, cannot be created: {refused.Message}");
        }

        var file = Path.Combine(path, Prefix + now.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture) + Extension);
        var manifest = await writer.WriteFileAsync(file, withKeys: false, cancellationToken);
        foreach (var (old, _) in Backups(path).Skip(keep).ToList())
        {
            File.Delete(old);
        }

        return manifest;
    }

    // Newest first. Other files in the folder are somebody else's.
    private static IEnumerable<(string Path, DateTimeOffset TakenAt)> Backups(string path) => !Directory.Exists(path) ? [] : Directory.EnumerateFiles(path, $"{Prefix}*{Extension}")
        .Select(file => (file, IsOne: DateTimeOffset.TryParseExact(Path.GetFileNameWithoutExtension(file)[Prefix.Length..], Stamp, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var at), at))
        .Where(backup => backup.IsOne).Select(backup => (backup.file, backup.at)).OrderByDescending(backup => backup.at);
}
