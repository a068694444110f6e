using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Web.Errors;

/// <summary>What keeps the database from doing its work, where it is nobody's mistake.</summary>
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
    public static StorageTrouble Of(Exception? failure) => failure switch
    {
        null => StorageTrouble.None,
        DatabaseBusyException or SqliteException { SqliteErrorCode: 5 or 6 } => StorageTrouble.Busy,
        SqliteException { SqliteErrorCode: 13 } => StorageTrouble.Full,
        SqliteException { SqliteErrorCode: 8 or 10 or 14 } => StorageTrouble.Unusable,
        _ => Of(failure.InnerException),
    };
}
