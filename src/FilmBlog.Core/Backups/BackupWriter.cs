using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using FilmBlog.Core.Data;
using FilmBlog.Core.Imaging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Backups;

/// <summary>
/// Writes everything that a blog owns into one zip archive while it is being served: the database as it is at one moment, the images that it
/// names, the settings, and a manifest; the keys where they are asked for. Sign-ins that last are left out.
/// </summary>
public sealed class BackupWriter(IServiceScopeFactory scopes, DataFolder folder, BackupSettings settings, TimeProvider clock)
{
    private static readonly string Program = typeof(BackupWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>
    /// Writes a backup into a file that only the site's user may read. It is read once more, and then takes the place of what stood there
    /// before. Throws <see cref="BackupException"/> when it cannot be written, or could not be restored; nothing is left of it then.
    /// </summary>
    /// <param name="path">Absolute path. The folder must be there.</param>
    /// <param name="withKeys">Whether the keys that protect sign-ins and second steps are in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<BackupManifest> WriteFileAsync(string path, bool withKeys, CancellationToken cancellationToken) =>
        WriteFileAsync(path, withKeys, progress: null, cancellationToken);

    /// <summary>The same, and tells how far it has come.</summary>
    /// <param name="path">Absolute path. The folder must be there.</param>
    /// <param name="withKeys">Whether the keys that protect sign-ins and second steps are in it.</param>
    /// <param name="progress">Told of each entry, when it is written and when it was read once more: how many are done, of how many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BackupManifest> WriteFileAsync(string path, bool withKeys, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        DurableFile.RemoveAbandoned(Path.GetDirectoryName(path)!, name => name == Path.GetFileName(path), clock.GetUtcNow());
        await RefuseWithoutSpaceAsync(Path.GetDirectoryName(path)!, cancellationToken);
        var steps = new Steps(progress);
        try
        {
            BackupManifest? manifest = null;
            await DurableFile.WriteAsync(path, async draft =>
            {
                await using (var file = DurableFile.CreatePrivate(draft))
                {
                    manifest = await WriteAsync(file, withKeys, steps, cancellationToken);
                }

                await using var written = await BackupArchive.OpenAsync(draft, cancellationToken);
                await written.VerifyAsync(steps.Next, cancellationToken);
            });
            return manifest!;
        }
        // 10, 13: the copy of the database could not be written.
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: 10 or 13 })
        {
            throw new BackupException($"The backup {path} could not be written: {refused.Message} What stood there before is left as it was.");
        }
    }

    /// <summary>
    /// Writes a backup. Throws <see cref="BackupException"/> before anything is written when there is no space for its making or the data are in
    /// a state that a restore refuses, <see cref="IOException"/> when the disk is full or the output is gone.
    /// </summary>
    /// <param name="output">Takes the archive; need not be able to seek.</param>
    /// <param name="withKeys">Whether the keys that protect sign-ins and second steps are in it.</param>
    /// <param name="cancellationToken">Gives up; what was written is no backup then.</param>
    public Task<BackupManifest> WriteAsync(Stream output, bool withKeys, CancellationToken cancellationToken) =>
        WriteAsync(output, withKeys, new Steps(null), cancellationToken);

    private async Task<BackupManifest> WriteAsync(Stream output, bool withKeys, Steps steps, CancellationToken cancellationToken)
    {
        using var outbox = folder.Outbox();
        var database = Path.Combine(outbox.Path, BackupEntries.Database);
        var (manifest, hashes) = await CopyDatabaseAsync(database, cancellationToken);
        var files = new List<BackupFile>();
        var (missing, damaged) = (new List<string>(), new List<string>());
        var keys = withKeys && Directory.Exists(folder.Keys) ? Directory.GetFiles(folder.Keys) : [];
        // The database and the settings beside them.
        steps.Entries = hashes.Count + keys.Length + 2;
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        files.Add(await AddAsync(zip, BackupEntries.Database, database, CompressionLevel.Fastest, cancellationToken));
        steps.Next();
        foreach (var hash in hashes)
        {
            try
            {
                if (await AddImageAsync(zip, hash, cancellationToken) is { } file)
                {
                    files.Add(file);
                }
                else
                {
                    damaged.Add(hash);
                    missing.Add(hash);
                }
            }
            catch (Exception lost) when (lost is FileNotFoundException or DirectoryNotFoundException)
            {
                missing.Add(hash);
            }

            steps.Next();
        }

        var leftOut = manifest.LeftOut.ToList();
        foreach (var key in keys.Order(StringComparer.Ordinal))
        {
            var name = BackupEntries.Keys + Path.GetFileName(key);
            if (BackupEntries.IsKnown(name))
            {
                files.Add(await AddAsync(zip, name, key, CompressionLevel.Fastest, cancellationToken));
            }
            else
            {
                leftOut.Add(name);
            }

            steps.Next();
        }

        var set = Path.Combine(outbox.Path, BackupEntries.Settings);
        await File.WriteAllTextAsync(set, JsonSerializer.Serialize(settings.Values, BackupManifest.Json), cancellationToken);
        files.Add(await AddAsync(zip, BackupEntries.Settings, set, CompressionLevel.Fastest, cancellationToken));
        steps.Next();

        manifest = manifest with { Files = files, Missing = missing, Damaged = damaged, LeftOut = leftOut };
        await using var entry = await zip.CreateEntry(BackupManifest.EntryName).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, manifest, BackupManifest.Json, cancellationToken);
        return manifest;
    }

    private async Task<(BackupManifest Manifest, IReadOnlyList<string> Hashes)> CopyDatabaseAsync(string path, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        Need(2 * LengthOf(db), folder.Path, "The copy of the database that a backup begins with");
        DurableFile.CreatePrivate(path).Dispose();
        await using var copy = await db.CopyToAsync(path, cancellationToken);
        var schema = (await copy.Database.GetAppliedMigrationsAsync(cancellationToken)).Last();
        var (foreign, _) = await SqliteSchema.CompareAsync(copy, schema, cancellationToken);
        await SqliteSchema.LeaveOutAsync(copy, foreign, cancellationToken);
        await copy.Sessions.ExecuteDeleteAsync(cancellationToken);
        if (await SqliteIntegrity.MendIndexesAsync(copy, cancellationToken) is [var damage, ..])
        {
            throw new DatabaseDamagedException(damage);
        }

        var hashes = await copy.Images.OrderBy(i => i.Hash).Select(i => i.Hash).ToListAsync(cancellationToken);
        var manifest = new BackupManifest
        {
            Program = Program,
            Schema = schema,
            TakenAt = clock.GetUtcNow(),
            Counts = await BackupCounts.OfAsync(copy, cancellationToken),
            Files = [],
            Missing = [],
            LeftOut = [.. foreign.Where(part => !SqliteSchema.IsGuest(part) && !SqliteSchema.IsOfSqlite(part))],
        };
        try
        {
            await BackupDatabase.CheckAsync(copy, manifest, cancellationToken);
        }
        catch (BackupException refused)
        {
            throw new BackupException($"No backup was taken, for it could not be restored. {refused.Message} What is wrong, filmblog check names.");
        }

        return (manifest, hashes);
    }

    // An archive is at most as large as what goes into it, and the former one stays until the new one is whole.
    private async Task RefuseWithoutSpaceAsync(string target, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var database = LengthOf(db);
        var images = await db.Images.SumAsync(i => i.Length, cancellationToken);
        Need(2 * (database + images), target, "The backup");
    }

    private static void Need(long bytes, string target, string what)
    {
        if (DiskSpace.Lack(bytes, target, what) is { } lack)
        {
            throw new BackupException(lack);
        }
    }

    private static long LengthOf(FilmBlogContext db) => new FileInfo(db.Database.GetDbConnection().DataSource).Length;

    // Held against its hash before any of it is in the archive. Null: it is not the picture that was saved, or the disk does not give it back.
    private async Task<BackupFile?> AddImageAsync(ZipArchive zip, string hash, CancellationToken cancellationToken)
    {
        var path = folder.ImagePath(hash);
        byte[] bytes;
        try
        {
            bytes = new FileInfo(path).Length <= ImageMaster.MaxBytes ? await File.ReadAllBytesAsync(path, cancellationToken) : [];
        }
        catch (Exception refused) when (refused is IOException and not (FileNotFoundException or DirectoryNotFoundException) or UnauthorizedAccessException)
        {
            return null;
        }

        if (!BackupEntries.IsOfImage(hash, bytes.Length, ImageStore.HashOf(bytes)))
        {
            return null;
        }

        // Pictures are as small as they get.
        await using var entry = await zip.CreateEntry(BackupEntries.OfImage(hash), CompressionLevel.NoCompression).OpenAsync(cancellationToken);
        await entry.WriteAsync(bytes, cancellationToken);
        return new BackupFile(BackupEntries.OfImage(hash), bytes.Length, hash);
    }

    private static async Task<BackupFile> AddAsync(ZipArchive zip, string name, string path, CompressionLevel level, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        await using var entry = await zip.CreateEntry(name, level).OpenAsync(cancellationToken);
        var (length, sha) = await Hashing.CopyAsync(file, entry, long.MaxValue - 1, cancellationToken);
        return new BackupFile(name, length, sha);
    }

    // Each entry counts twice: when it is written, and when it was read once more. What is left out is not read.
    private sealed class Steps(IProgress<(int Done, int Total)>? progress)
    {
        private int done;

        public int Entries { get; set; }

        public void Next() => progress?.Report((++done, 2 * Entries));
    }
}
