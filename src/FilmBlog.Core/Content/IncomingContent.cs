using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using FilmBlog.Core.Data;

namespace FilmBlog.Core.Content;

/// <summary>Something that was uploaded and waits to be imported.</summary>
/// <param name="Name">What its sender called it.</param>
/// <param name="By">Who sent it.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="Report">What an import would do; once it is imported, what it did.</param>
/// <param name="IsImported">Whether it is imported: then only the report is left of it.</param>
public sealed record WaitingContent(string Name, string By, DateTimeOffset ReceivedAt, ImportReport Report, bool IsImported = false)
{
    /// <summary>How far its import came, where one has begun and not ended: what was saved stays, and importing it again goes on. Null: none has.</summary>
    [JsonIgnore]
    public ImportProgress? Begun { get; init; }

    /// <summary>Whether it is being imported at this moment.</summary>
    [JsonIgnore]
    public bool IsBeingImported { get; init; }
}

/// <summary>
/// Takes in an uploaded Markdown file or a zip archive of them, says what importing it would do, and imports it when that is asked for.
/// It lies in the data folder under a name that nobody guesses until all of it is imported, or somebody throws it away: at most a week.
/// </summary>
public sealed class IncomingContent(DataFolder folder, ContentImporter importer, TimeProvider clock)
{
    /// <summary>The most bytes of an upload.</summary>
    public const long MaxUpload = 200L * 1024 * 1024;

    /// <summary>How long an upload waits.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private static readonly TimeSpan LongestUpload = TimeSpan.FromDays(1);

    // One process serves from the folder: what it does not import, nobody does.
    private readonly ConcurrentDictionary<string, string> importing = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes a file in and tries its import. The result is the token under which it waits. Throws <see cref="ArchiveRefusedException"/> with a
    /// sentence when it cannot be taken, and then nothing is left of it.
    /// </summary>
    /// <param name="name">What its sender calls it.</param>
    /// <param name="upload">Its bytes as they come in.</param>
    /// <param name="zone">The zone of dates that name none.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> TakeAsync(string name, Stream upload, TimeZoneInfo zone, string by, CancellationToken cancellationToken)
    {
        await RemoveOldAsync(cancellationToken);
        name = Path.GetFileName(name.Replace('\\', '/'));
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        Directory.CreateDirectory(PlaceOf(token));
        try
        {
            await UnpackAsync(name, upload, token, cancellationToken);
            var report = await ImportAsync(token, ContentOf(token), name, zone, by, dryRun: true, cancellationToken);
            await NoteAsync(token, new WaitingContent(name, by, clock.GetUtcNow(), report), cancellationToken);
            return token;
        }
        catch
        {
            Directory.Delete(PlaceOf(token), recursive: true);
            throw;
        }
    }

    /// <summary>What waits under a token; null when there is nothing, or no longer.</summary>
    public async Task<WaitingContent?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!IsToken(token))
        {
            return null;
        }

        try
        {
            // Asked first: an import that ends meanwhile has noted by then that it has.
            var isBeingImported = importing.ContainsKey(token);
            var begun = ProgressOf(token).Read();
            await using var note = File.OpenRead(NoteOf(token));
            return await JsonSerializer.DeserializeAsync<WaitingContent>(note, cancellationToken: cancellationToken) is { } waiting
                ? waiting with { Begun = waiting.IsImported ? null : begun, IsBeingImported = isBeingImported && !waiting.IsImported }
                : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Imports what waits under a token, once; the report, or null when there is nothing to import under it any more, or somebody imports it at
    /// this moment. Of an import that is cut off, also by an exception from here, the batches that were saved stay, and it can be begun again.
    /// Throws <see cref="ImportTakenBackException"/> when somebody takes it back meanwhile; it waits then as before.
    /// </summary>
    public async Task<ImportReport?> ImportAsync(string token, TimeZoneInfo zone, string by, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not { IsImported: false } waiting)
        {
            return null;
        }

        // Whoever asks twice has it imported once.
        if (!importing.TryAdd(token, by))
        {
            return null;
        }

        try
        {
            // Somebody else may have ended it since it was asked for.
            if (!Directory.Exists(ContentOf(token)))
            {
                return null;
            }

            ProgressOf(token).Report(default);
            var report = await ImportAsync(token, ContentOf(token), waiting.Name, zone, by, dryRun: false, cancellationToken);
            await NoteAsync(token, waiting with { Report = report, IsImported = true }, CancellationToken.None);
            Directory.Delete(ContentOf(token), recursive: true);
            ProgressOf(token).Delete();
            return report;
        }
        catch (ImportTakenBackException)
        {
            // Nothing of it is left that could go on.
            ProgressOf(token).Delete();
            throw;
        }
        finally
        {
            importing.TryRemove(token, out _);
        }
    }

    /// <summary>Throws away what waits under a token. False when it is being imported at this moment, and then it stays.</summary>
    public bool Discard(string token)
    {
        if (!IsToken(token))
        {
            return true;
        }

        if (!importing.TryAdd(token, ""))
        {
            return false;
        }

        try
        {
            if (Directory.Exists(PlaceOf(token)))
            {
                Directory.Delete(PlaceOf(token), recursive: true);
            }

            return true;
        }
        finally
        {
            importing.TryRemove(token, out _);
        }
    }

    /// <summary>Throws away what has waited for a week, and what a killed process left half taken in. How many it were.</summary>
    public async Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        if (!Directory.Exists(folder.Incoming))
        {
            return removed;
        }

        var now = clock.GetUtcNow();
        foreach (var token in Directory.EnumerateDirectories(folder.Incoming).Select(path => Path.GetFileName(path)).Where(IsToken).ToList())
        {
            var until = await FindAsync(token, cancellationToken) is { } waiting
                ? waiting.ReceivedAt + Kept
                : new DateTimeOffset(Directory.GetCreationTimeUtc(PlaceOf(token)), TimeSpan.Zero) + LongestUpload;
            if (now > until && Discard(token))
            {
                removed++;
            }
        }

        return removed;
    }

    private async Task UnpackAsync(string name, Stream upload, string token, CancellationToken cancellationToken)
    {
        var arrived = Path.Combine(PlaceOf(token), "arrived");
        await using (var file = new FileStream(arrived, FileMode.CreateNew, FileAccess.Write))
        {
            await CopyAsync(upload, file, cancellationToken);
        }

        if (Path.GetExtension(name).Equals(".zip", StringComparison.OrdinalIgnoreCase))
        {
            await ContentArchive.UnpackAsync(arrived, ContentOf(token), cancellationToken);
            File.Delete(arrived);
        }
        else if (Path.GetExtension(name).Equals(".md", StringComparison.OrdinalIgnoreCase))
        {
            // Where an exported file lies, so that it names its pictures as one does.
            var reviews = Path.Combine(ContentOf(token), "reviews");
            Directory.CreateDirectory(reviews);
            // What the file is called says nothing about a review but where problems are; its sender's name for it is never part of a path.
            File.Move(arrived, Path.Combine(reviews, "review.md"));
        }
        else
        {
            throw new ArchiveRefusedException("A Markdown file (.md) or a zip archive of them (.zip) is taken.");
        }
    }

    private static async Task CopyAsync(Stream upload, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[81_920];
        for (int read; (read = await upload.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (file.Length + read > MaxUpload)
            {
                throw new ArchiveRefusedException("The file is larger than 200 MB. Import the folder with the verb import, or in several parts.");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private async Task<ImportReport> ImportAsync(
        string token, string content, string name, TimeZoneInfo zone, string by, bool dryRun, CancellationToken cancellationToken)
    {
        var root = RootOf(content);
        var report = await importer.ImportAsync(new ImportRequest(root, zone, dryRun, by, name), dryRun ? null : ProgressOf(token), cancellationToken);
        // Where it lies here means nothing to its sender.
        var place = PlaceOf(token);
        return report with
        {
            Problems = [.. report.Problems.Select(p => p with
            {
                Path = Named(p.Path),
                Message = p.Message.Replace(root, name, StringComparison.Ordinal).Replace(place, name, StringComparison.Ordinal),
            })],
        };

        string Named(string path) => path.EndsWith("/review.md", StringComparison.Ordinal) && !name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? name
            : path.Replace(root, name, StringComparison.Ordinal);
    }

    // Many programs pack a folder as one folder with everything in it.
    private static string RootOf(string content)
    {
        var entries = Directory.EnumerateFileSystemEntries(content).Take(2).ToList();
        return entries is [var only] && Directory.Exists(only) && Path.GetFileName(only) is not ("reviews" or "pages" or "directors" or "themes" or "images")
            ? RootOf(only)
            : content;
    }

    private Task NoteAsync(string token, WaitingContent waiting, CancellationToken cancellationToken) =>
        DurableFile.WriteTextAsync(NoteOf(token), JsonSerializer.Serialize(waiting), cancellationToken);

    private string PlaceOf(string token) => Path.Combine(folder.Incoming, token);

    private string ContentOf(string token) => Path.Combine(PlaceOf(token), "content");

    private ProgressNote ProgressOf(string token) => new(Path.Combine(PlaceOf(token), "progress"));

    private string NoteOf(string token) => Path.Combine(PlaceOf(token), "waiting.json");

    private static bool IsToken(string token) => token.Length == 32 && token.All(char.IsAsciiHexDigitLower);
}
