using System.Text.Json;

namespace FilmBlog.Core.Backups;

/// <summary>What a backup holds: its last entry, so that whoever restores can tell that it is whole.</summary>
public sealed record BackupManifest
{
    /// <summary>The name of its entry.</summary>
    public const string EntryName = "manifest.json";

    /// <summary>The version of this format.</summary>
    public const int CurrentFormat = 1;

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, MaxDepth = 8, AllowDuplicateProperties = false, RespectNullableAnnotations = true };

    /// <summary>The version of this format.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The version of the program that wrote it.</summary>
    public string Program { get; init; } = "";

    /// <summary>The last migration of the database's schema.</summary>
    public required string Schema { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>How many rows the tables have, those that matter.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();

    /// <summary>Every other entry.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>Hashes of images whose files were missing when it was taken, or damaged.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Those of <see cref="Missing"/> that were there, and were not the pictures that had been saved.</summary>
    public IReadOnlyList<string> Damaged { get; init; } = [];

    /// <summary>What lay there and is no part of a blog: tables of others in the database, foreign files among the keys.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

/// <summary>An entry of a backup.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record BackupFile(string Name, long Length, string Sha256);

/// <summary>A backup cannot be taken or restored; the message says why in a sentence.</summary>
public sealed class BackupException(string message) : Exception(message);

/// <summary>
/// What the operator set, without secrets and without what belongs to the machine: kept in backups so that it can be read there. Restoring
/// changes no setting.
/// </summary>
/// <param name="Values">By their full names, such as <c>FilmBlog:Title</c>.</param>
public sealed record BackupSettings(IReadOnlyDictionary<string, string> Values);
