using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Checking;

/// <summary>
/// The files of the data folder: every picture against its name, which is its hash, and what belongs to nothing. What is young is left alone:
/// somebody may be writing it. Links are named and never followed: what they lead to is somebody else's.
/// </summary>
internal sealed class FileCheck(FilmBlogContext db, DataFolder folder, DateTimeOffset now)
{
    private const string Killed = "left by a process that was killed";

    private static readonly TimeSpan Young = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWork = TimeSpan.FromDays(2);

    // The site takes them away itself once they have stayed, where it is given the time.
    private static readonly TimeSpan PictureLeft = ImageStore.Stay + TimeSpan.FromDays(1);

    /// <summary>Checks them.</summary>
    /// <param name="repair">Whether to put away what belongs to nothing.</param>
    /// <param name="looked">Told how many more pictures were looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<CheckFinding>> RunAsync(bool repair, Action<int> looked, CancellationToken cancellationToken)
    {
        var hashes = await HashesAsync(cancellationToken);
        var findings = new List<CheckFinding>(hashes.Where(hash => !Image.IsHash(hash)).Select(hash =>
            new CheckFinding("images", $"a picture is named {JsonEncoded(hash)}, as none is", DataCheck.OnlyABackup)));
        var lost = new List<string>();
        foreach (var hash in hashes.Where(Image.IsHash).Order(StringComparer.Ordinal))
        {
            if (await WrongAsync(hash, cancellationToken) is not null)
            {
                lost.Add(hash);
            }

            looked(1);
        }

        findings.AddRange(Links().Select(path => new CheckFinding(
            Named(path), "it is a link, and was not followed", "see for yourself what it leads to", IsNote: true)));
        var left = Left(hashes).ToList();
        if (lost.Count + left.Count > 0)
        {
            findings.AddRange(await OnceMoreAsync(lost, left, repair, cancellationToken));
        }

        return findings;
    }

    // That took a while: a picture may have been taken away meanwhile, or come in again whose file lay there. While one writes nobody else does.
    private async Task<IEnumerable<CheckFinding>> OnceMoreAsync(List<string> lost, List<(string Path, string What)> left, bool repair, CancellationToken cancellationToken)
    {
        await using var turn = repair ? await db.BeginWritingAsync(cancellationToken) : null;
        var hashes = await HashesAsync(cancellationToken);
        var findings = new List<CheckFinding>();
        foreach (var hash in lost.Where(hashes.Contains))
        {
            if (await WrongAsync(hash, cancellationToken) is { } wrong)
            {
                findings.Add(new CheckFinding(Named(folder.ImagePath(hash)), wrong, DataCheck.OnlyABackup));
            }
        }

        var still = Left(hashes).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        findings.AddRange(left.Where(file => still.Contains(file.Path)).Select(file => PutAway(file.Path, file.What, repair)).ToList());
        return findings;
    }

    private async Task<HashSet<string>> HashesAsync(CancellationToken cancellationToken) =>
        await db.Images.AsNoTracking().Select(i => i.Hash).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);

    private async Task<string?> WrongAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(folder.ImagePath(hash));
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

    private IEnumerable<(string Path, string What)> Left(HashSet<string> hashes) =>
        FilesIn(folder.Images).Where(path => !(ImageForm.TryParse(Path.GetFileName(path), out var form) && hashes.Contains(form.Hash)))
            .Where(IsPictureLeft).Select(path => (path, "no picture of the blog is named so"))
            .Concat(FilesIn(folder.Path, deep: false).Concat(FilesIn(folder.Backups)).Concat(FilesIn(folder.Cards))
                .Where(path => path.EndsWith(DurableFile.DraftExtension, StringComparison.Ordinal) && IsLeftSince(Young, path)).Select(path => (path, Killed)))
            .Concat(FilesIn(folder.Outgoing).Where(path => IsLeftSince(LongestWork, path))
                .Concat(FilesIn(folder.Incoming).Where(path => IsLeftSince(IncomingContent.Kept + LongestWork, path))).Select(path => (path, Killed)));

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

    private IEnumerable<string> Links() => new[] { folder.Images, folder.Backups, folder.Cards, folder.Outgoing, folder.Incoming }
        .SelectMany(path => IsLink(path) ? [path] : EntriesIn(path).Where(entry => entry.IsLink).Select(entry => entry.Path));

    private static IEnumerable<string> FilesIn(string path, bool deep = true) => EntriesIn(path, deep).Where(entry => !entry.IsLink && !entry.IsFolder).Select(entry => entry.Path);

    private static IReadOnlyList<(string Path, bool IsFolder, bool IsLink)> EntriesIn(string path, bool deep = true)
    {
        if (!Directory.Exists(path) || (deep && IsLink(path)))
        {
            return [];
        }

        var entries = new FileSystemEnumerable<(string Path, bool IsFolder, bool IsLink)>(
            path,
            (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory, entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            new EnumerationOptions { RecurseSubdirectories = deep, AttributesToSkip = FileAttributes.None })
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    // What was made from a master leaves with it.
    private bool IsPictureLeft(string path) => ImageForm.TryParse(Path.GetFileName(path), out var form)
        ? IsLeftSince(PictureLeft, path) && IsLeftSince(PictureLeft, folder.ImagePath(form.Hash))
        : IsLeftSince(Young, path);

    private bool IsLeftSince(TimeSpan time, string path) => now - File.GetLastWriteTimeUtc(path) > time;

    private string Named(string path) => Path.GetRelativePath(folder.Path, path);

    // It may hold anything, and stands on a line.
    private static string JsonEncoded(string text) => System.Text.Json.JsonSerializer.Serialize(text.Length <= 80 ? text : text[..80]);
}
