using System.Text.Json;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Imaging;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Core.Backups;

/// <summary>What was restored.</summary>
/// <param name="Manifest">What the backup says of itself.</param>
/// <param name="Settings">The settings of the site that was backed up; none of them was changed here.</param>
/// <param name="WithKeys">Whether its keys came along.</param>
/// <param name="Before">The folder in which lies what was here before; null where there was nothing.</param>
/// <param name="Unrendered">Texts that this program cannot render, a sentence each: their pages are empty until they are mended.</param>
public sealed record RestoreReport(
    BackupManifest Manifest, IReadOnlyDictionary<string, string> Settings, bool WithKeys, string? Before, IReadOnlyList<string> Unrendered);

/// <summary>
/// Puts the content of a backup in the place of what the data folder holds. All of it is verified and made ready beside that first; one rename
/// decides, and what was there is kept.
/// </summary>
public sealed class Restoration(DataFolder folder, ImageStore images, TimeProvider clock)
{
    private const int MostOfSettings = 1024 * 1024;

    /// <summary>Called before each step of the swap, so that tests see what a kill there would leave.</summary>
    internal Action? OnStep { get; set; }

    /// <summary>
    /// Restores a backup. Throws <see cref="DataFolderInUseException"/> while somebody works with the data, <see cref="BackupException"/> where
    /// the backup cannot be restored; then nothing has changed.
    /// </summary>
    /// <param name="path">The archive.</param>
    /// <param name="progress">Told of each entry: how many are done, of how many.</param>
    /// <param name="cancellationToken">Gives up, until the swap begins.</param>
    public async Task<RestoreReport> RestoreAsync(string path, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        folder.Create();
        using var claim = folder.Claim();
        using var alone = folder.Seize();
        FolderSwap.Recover(folder);
        var swap = new FolderSwap(folder, clock.GetUtcNow()) { OnStep = OnStep };
        if (swap.Obstacle() is { } obstacle)
        {
            throw new BackupException(obstacle);
        }

        try
        {
            swap.Prepare();
            await using var backup = await OpenAsync(path, cancellationToken);
            if (DiskSpace.Lack(2 * backup.Length, folder.Path, "Restoring the backup") is { } lack)
            {
                throw new BackupException(lack);
            }

            await UnpackAsync(backup, swap.Prepared, progress, cancellationToken);
            var admitted = await AdmitAsync(backup.Manifest, swap.Prepared, cancellationToken);
            var settings = await SettingsAsync(backup, cancellationToken);
            CloseDatabase();
            await swap.SwapAsync();
            return new RestoreReport(
                backup.Manifest with { Counts = admitted.Counts }, settings, backup.Manifest.Files.Any(IsKey), Directory.Exists(swap.Before) ? swap.Before : null, admitted.Problems);
        }
        finally
        {
            swap.Discard();
        }
    }

    private static bool IsKey(BackupFile file) => file.Name.StartsWith(BackupEntries.Keys, StringComparison.Ordinal);

    private static async Task<BackupArchive> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await BackupArchive.OpenAsync(path, cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The backup {path} cannot be read: {refused.Message}");
        }
    }

    private async Task UnpackAsync(BackupArchive backup, string target, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(target, "images"));
        if (backup.Manifest.Files.Any(IsKey))
        {
            DurableFile.CreatePrivateFolder(Path.Combine(target, "keys"));
        }

        var done = 0;
        foreach (var file in backup.Manifest.Files.Where(file => file.Name != BackupEntries.Settings))
        {
            var path = Path.Combine(target, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var unpacked = IsKey(file) ? DurableFile.CreatePrivate(path) : new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            {
                await backup.CopyAsync(file, unpacked, cancellationToken);
            }

            if (BackupEntries.ImageHash(file.Name) is { } hash)
            {
                await CheckImageAsync(file, hash, path, cancellationToken);
            }

            progress?.Report((++done, backup.Manifest.Files.Count));
        }
    }

    // A picture that is what its name says, and nothing beside.
    private async Task CheckImageAsync(BackupFile file, string hash, string path, CancellationToken cancellationToken)
    {
        try
        {
            if (!BackupEntries.IsOfImage(hash, file.Length, file.Sha256) || (await images.NormaliseAsync(await File.ReadAllBytesAsync(path, cancellationToken), cancellationToken)).Hash != hash)
            {
                throw new BackupException($"{file.Name} in the backup is not the picture that its name says.");
            }
        }
        catch (ImageRefusedException refused)
        {
            throw new BackupException($"{file.Name} in the backup is no picture: {refused.Message}.");
        }
    }

    // Nothing that a stranger rendered is served: it is made anew from the texts.
    private static async Task<AdmittedDatabase> AdmitAsync(BackupManifest manifest, string prepared, CancellationToken cancellationToken)
    {
        var admitted = await BackupDatabase.AdmitAsync(Path.Combine(prepared, BackupEntries.Database), manifest, Rerenderer.RenderAnewAsync, cancellationToken);
        var held = manifest.Files.Select(file => BackupEntries.ImageHash(file.Name)).OfType<string>();
        if (!admitted.Images.ToHashSet(StringComparer.Ordinal).SetEquals(held.Concat(manifest.Missing)))
        {
            throw new BackupException("The backup is not whole: its pictures are not those that its database names.");
        }

        return admitted;
    }

    private static async Task<IReadOnlyDictionary<string, string>> SettingsAsync(BackupArchive backup, CancellationToken cancellationToken)
    {
        try
        {
            return await backup.ReadAsync(BackupEntries.Settings, MostOfSettings, cancellationToken) is { } text
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(text, BackupManifest.Json)!
                : new Dictionary<string, string>();
        }
        catch (JsonException)
        {
            throw new BackupException("The settings in the backup cannot be read: it is damaged or was changed.");
        }
    }

    private void CloseDatabase()
    {
        using var connection = new SqliteConnection(folder.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}
