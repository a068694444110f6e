using System.Text.RegularExpressions;
using FilmBlog.Core.Data;
using FilmBlog.Core.Imaging;

namespace FilmBlog.Core.Backups;

/// <summary>The entries that a backup may have, and no others.</summary>
internal static partial class BackupEntries
{
    public const string Database = DataFolder.DatabaseName;

    public const string Settings = "settings.json";

    public const string Keys = "keys/";

    private const string Images = "images/";

    /// <summary>The entry of an image.</summary>
    public static string OfImage(string hash) => $"{Images}{hash[..2]}/{hash}.webp";

    /// <summary>Whether bytes of this length and SHA-256 are the image of that hash.</summary>
    public static bool IsOfImage(string hash, long length, string sha256) => sha256 == hash && length <= ImageMaster.MaxBytes;

    /// <summary>The hash by which an entry is named; null: it is none of an image.</summary>
    public static string? ImageHash(string name) => name.StartsWith(Images, StringComparison.Ordinal) ? name[^69..^5] : null;

    /// <summary>Whether a backup may have an entry of this name, beside the manifest.</summary>
    public static bool IsKnown(string name) => name is Database or Settings || Image().IsMatch(name) || Key().IsMatch(name);

    /// <summary>A name from elsewhere as it may stand in a sentence.</summary>
    public static string Shown(string name) => new([.. name.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);

    [GeneratedRegex(@"\Aimages/([0-9a-f]{2})/\1[0-9a-f]{62}\.webp\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Image();

    [GeneratedRegex(@"\Akeys/(key|revocation)-[0-9A-Za-z-]{1,60}\.xml\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
