using System.Security.Cryptography;
using System.Text.Json;
using FilmBlog.Core.Data;

namespace FilmBlog.Core.Content;

/// <summary>Something that was uploaded and waits to be imported.</summary>
/// <param name="Name">What its sender called it.</param>
/// <param name="By">Who sent it.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="Report">What an import would do; once it is imported, what it did.</param>
/// <param name="IsImported">Whether it is imported: then only the report is left of it.</param>
public sealed record WaitingContent(string Name, string By, DateTimeOffset ReceivedAt, ImportReport Report, bool IsImported = false);

/// <summary>
/// Takes in an uploaded Markdown file or a zip archive of them, says what importing it would do, and imports it when that is asked for.
/// Meanwhile it lies in the data folder under a name that nobody guesses: at most a day.
/// </summary>
public sealed class IncomingContent(DataFolder folder, ContentImporter importer, TimeProvider clock)
{
    /// <summary>The most bytes of an upload.</summary>
    public const long MaxUpload = 200L * 1024 * 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

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
            await using var note = File.OpenRead(NoteOf(token));
            return await JsonSerializer.DeserializeAsync<WaitingContent>(note, cancellationToken: cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Imports what waits under a token, once; the report, or null when there is nothing to import under it any more.</summary>
    public async Task<ImportReport?> ImportAsync(string token, TimeZoneInfo zone, string by, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not { IsImported: false } waiting)
        {
            return null;
        }

        var claimed = Path.Combine(PlaceOf(token), "importing");
        try
        {
            // Whoever asks twice has it imported once.
            Directory.Move(ContentOf(token), claimed);
        }
        catch (IOException)
        {
            return null;
        }

        try
        {
            var report = await ImportAsync(token, claimed, waiting.Name, zone, by, dryRun: false, cancellationToken);
            await NoteAsync(token, waiting with { Report = report, IsImported = true }, CancellationToken.None);
            return report;
        }
        finally
        {
            Directory.Delete(claimed, recursive: true);
        }
    }

    /// <summary>Throws away what waits under a token.</summary>
    public void Discard(string token)
    {
        if (IsToken(token) && Directory.Exists(PlaceOf(token)))
        {
            Directory.Delete(PlaceOf(token), recursive: true);
        }
    }

    /// <summary>Throws away what has waited for a day, and what a killed process left half taken in. How many it were.</summary>
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
            var since = await FindAsync(token, cancellationToken) is { } waiting
                ? waiting.ReceivedAt
                : new DateTimeOffset(Directory.GetCreationTimeUtc(PlaceOf(token)), TimeSpan.Zero);
            if (now - since > Kept)
            {
                Discard(token);
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
        var report = await importer.ImportAsync(new ImportRequest(root, zone, dryRun, by, name), progress: null, cancellationToken);
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

    private async Task NoteAsync(string token, WaitingContent waiting, CancellationToken cancellationToken)
    {
        var draft = NoteOf(token) + ".tmp";
        await using (var note = File.Create(draft))
        {
            await JsonSerializer.SerializeAsync(note, waiting, cancellationToken: cancellationToken);
        }

        File.Move(draft, NoteOf(token), overwrite: true);
    }

    private string PlaceOf(string token) => Path.Combine(folder.Incoming, token);

    private string ContentOf(string token) => Path.Combine(PlaceOf(token), "content");

    private string NoteOf(string token) => Path.Combine(PlaceOf(token), "waiting.json");

    private static bool IsToken(string token) => token.Length == 32 && token.All(char.IsAsciiHexDigitLower);
}
