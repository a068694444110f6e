using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Web.Errors;

/// <summary>What keeps the database, or the disk, from doing its work, where it is nobody's mistake.</summary>
internal enum StorageTrouble
{
    /// <summary>Another failure.</summary>
    None,

    /// <summary>Others are writing: it passes by itself.</summary>
    Busy,

    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>The disk takes nothing, or gives nothing.</summary>
    Unusable,
}

/// <summary>Tells which trouble is behind a failure.</summary>
internal static class StorageTroubles
{
    // As systems number them: no space, quota exceeded, read-only; the first as Windows says it too.
    private const int NoSpace = 28;
    private const int DiskFull = unchecked((int)0x80070070);
    private const int OverQuota = 122;
    private const int ReadOnly = 30;

    /// <summary>What somebody hears who sent something; null: it was no trouble of this kind.</summary>
    public static string? Sentence(Exception? failure) => Of(failure) switch
    {
        StorageTrouble.Full => "Not saved: the disk of the server is full. Send it again when there is room.",
        StorageTrouble.Busy => "Not saved: the database is busy. Send it again in a moment.",
        StorageTrouble.Unusable => "Not saved: the server cannot write to its disk. Send it again later.",
        _ => null,
    };

    public static StorageTrouble Of(Exception? failure) => failure switch
    {
        null => StorageTrouble.None,
        DatabaseBusyException or SqliteException { SqliteErrorCode: 5 or 6 } => StorageTrouble.Busy,
        SqliteException { SqliteErrorCode: 13 } => StorageTrouble.Full,
        DatabaseGoneException or SqliteException { SqliteErrorCode: 8 or 10 or 14 } => StorageTrouble.Unusable,
        IOException { HResult: NoSpace or DiskFull or OverQuota } => StorageTrouble.Full,
        IOException { HResult: ReadOnly } => StorageTrouble.Unusable,
        _ => Of(failure.InnerException),
    };
}
