using System.Globalization;
using FilmBlog.Core.Data;

namespace FilmBlog.Core.Backups;

/// <summary>A backup that was put on a shelf.</summary>
/// <param name="TakenAt">When.</param>
/// <param name="Missing">How many pictures it is without, since their files are missing or damaged.</param>
/// <param name="Stuck">Older ones that should have been thrown away and could not be, a sentence each.</param>
public sealed record ShelvedBackup(DateTimeOffset TakenAt, int Missing, IReadOnlyList<string> Stuck);

/// <summary>A folder in which the last few backups are kept that the site makes by itself.</summary>
/// <param name="writer">Writes them.</param>
/// <param name="path">Absolute path of the folder; created where missing.</param>
/// <param name="keep">How many are kept, at least one.</param>
public sealed class BackupShelf(BackupWriter writer, string path, int keep)
{
    private const string Prefix = "filmblog-";
    private const string Extension = ".zip";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Deletes a file; tests have it fail.</summary>
    internal Action<string> Delete { get; init; } = File.Delete;

    /// <summary>The latest one; null where there is none. What lies in the future, or is no backup whatever its name, does not count.</summary>
    public Task<ShelvedBackup?> LatestAsync(DateTimeOffset now, CancellationToken cancellationToken) => LatestInAsync(path, now, cancellationToken);

    /// <summary>The same of any folder, which need not be there. An archive's content is not read: that takes as long as a restore.</summary>
    public static async Task<ShelvedBackup?> LatestInAsync(string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (file, at) in Named(path, now))
        {
            if (await MissingAsync(file, cancellationToken) is { } missing)
            {
                return new ShelvedBackup(at, missing, []);
            }
        }

        return null;
    }

    /// <summary>
    /// Takes one, and throws away the oldest beyond those that are kept; a whole one is among those, if there is any. Throws
    /// <see cref="BackupException"/> when it cannot be written, or could not be restored: then none is thrown away.
    /// </summary>
    public async Task<ShelvedBackup> AddAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The folder of the backups, {path}, cannot be created: {refused.Message}");
        }

        DurableFile.RemoveAbandoned(path, name => StampOf(name) is not null, now);
        var file = Path.Combine(path, Prefix + now.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture) + Extension);
        var manifest = await writer.WriteFileAsync(file, withKeys: false, cancellationToken);
        return new ShelvedBackup(now, manifest.Missing.Count, await ThinAsync(now, cancellationToken));
    }

    private async Task<IReadOnlyList<string>> ThinAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (kept, hasWhole) = (0, false);
        var stuck = new List<string>();
        foreach (var (old, _) in Named(path, now))
        {
            if (await MissingAsync(old, cancellationToken) is not { } missing)
            {
                // Somebody else's, or what a failing disk left of one.
                continue;
            }

            if (kept < keep || (!hasWhole && missing == 0))
            {
                kept++;
                hasWhole |= missing == 0;
                continue;
            }

            // Without a whole one among the newer, one that lacks pictures goes and the next whole one stays.
            try
            {
                Delete(old);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                stuck.Add($"{old} is not needed any more and cannot be deleted: {refused.Message}");
            }
        }

        return stuck;
    }

    // How many pictures an archive is without; null: it is none of ours, or cannot be read.
    private static async Task<int?> MissingAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await BackupArchive.OpenAsync(file, cancellationToken);
            return archive.Manifest.Missing.Count;
        }
        catch (Exception refused) when (refused is BackupException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Newest first, by their names. Other files in the folder are somebody else's.
    private static List<(string Path, DateTimeOffset At)> Named(string path, DateTimeOffset now) => !Directory.Exists(path) ? [] : [.. Directory.EnumerateFiles(path)
        .Select(file => (Path: file, At: StampOf(Path.GetFileName(file)))).Where(backup => backup.At <= now)
        .Select(backup => (backup.Path, backup.At!.Value)).OrderByDescending(backup => backup.Value)];

    private static DateTimeOffset? StampOf(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal)
        && DateTimeOffset.TryParseExact(name[Prefix.Length..^Extension.Length], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
