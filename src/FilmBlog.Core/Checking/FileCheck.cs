using System.Globalization;
using System.Security.Cryptography;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Imaging;

namespace FilmBlog.Core.Checking;

/// <summary>
/// The files of the data folder: every picture against its name, which is its hash, and what belongs to nothing. What is young is left alone:
/// somebody may be writing it.
/// </summary>
internal sealed class FileCheck(DataFolder folder, DateTimeOffset now)
{
    private static readonly TimeSpan Young = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWork = TimeSpan.FromDays(2);

    // The site takes them away itself once they have stayed, where it is given the time.
    private static readonly TimeSpan PictureLeft = ImageStore.Stay + TimeSpan.FromDays(1);

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(IReadOnlyCollection<string> hashes, bool repair, CancellationToken cancellationToken)
    {
        var findings = new List<CheckFinding>();
        foreach (var hash in hashes.Order(StringComparer.Ordinal))
        {
            if (await WrongAsync(folder.ImagePath(hash), hash, cancellationToken) is { } wrong)
            {
                findings.Add(new CheckFinding(Named(folder.ImagePath(hash)), wrong, DataCheck.OnlyABackup));
            }
        }

        var known = hashes.ToHashSet(StringComparer.Ordinal);
        findings.AddRange(FilesIn(folder.Images).Where(path => !(ImageForm.TryParse(Path.GetFileName(path), out var form) && known.Contains(form.Hash)))
            .Where(IsPictureLeft).Select(path => PutAway(path, "no picture of the blog is named so", repair)));
        findings.AddRange(FilesIn(folder.Path, SearchOption.TopDirectoryOnly).Concat(FilesIn(folder.Backups)).Concat(FilesIn(folder.Cards))
            .Where(path => path.EndsWith(DurableFile.DraftExtension, StringComparison.Ordinal)).Where(IsLeftSince(Young))
            .Select(path => PutAway(path, "left by a process that was killed", repair)));
        foreach (var (work, time) in new[] { (folder.Outgoing, LongestWork), (folder.Incoming, IncomingContent.Kept + LongestWork) })
        {
            findings.AddRange(FilesIn(work).Where(IsLeftSince(time)).Select(path => PutAway(path, "left by a process that was killed", repair)));
        }

        return findings;
    }

    private static async Task<string?> WrongAsync(string path, string hash, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)) == hash ? null : "the file is not the picture that was saved";
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return "the file is missing";
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"the file cannot be read: {refused.Message}";
        }
    }

    // Never deleted: who knows better looks through them.
    private CheckFinding PutAway(string path, string what, bool repair)
    {
        if (!repair)
        {
            return new CheckFinding(Named(path), what, "filmblog check --repair puts it away");
        }

        var place = Path.Combine(folder.Orphans, now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), Named(path));
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(path, place, overwrite: true);
        return new CheckFinding(Named(path), what, $"moved to {Named(place)}", IsMended: true);
    }

    private static List<string> FilesIn(string path, SearchOption depth = SearchOption.AllDirectories) =>
        Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*", depth).Order(StringComparer.Ordinal)] : [];

    // What was made from a master leaves with it.
    private bool IsPictureLeft(string path) => ImageForm.TryParse(Path.GetFileName(path), out var form)
        ? IsLeftSince(PictureLeft)(path) && IsLeftSince(PictureLeft)(folder.ImagePath(form.Hash))
        : IsLeftSince(Young)(path);

    private Func<string, bool> IsLeftSince(TimeSpan time) => path => now - File.GetLastWriteTimeUtc(path) > time;

    private string Named(string path) => Path.GetRelativePath(folder.Path, path);
}
