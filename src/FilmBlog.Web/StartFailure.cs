using FilmBlog.Core.Backups;
using FilmBlog.Core.Data;
using FilmBlog.Web.Errors;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Web;

/// <summary>Says in one sentence why a start failed.</summary>
internal static class StartFailure
{
    public static string Sentence(Exception failure) => failure switch
    {
        StartException or NewerDatabaseException or DataFolderInUseException or DatabaseMissingException or DatabaseDamagedException or MigrationFailedException
            or RestoreUnfinishedException or BackupException => failure.Message,
        SqliteException { SqliteErrorCode: 26 } => "The database file is not a SQLite database, or it is encrypted. Restore a backup with filmblog restore FILE; to begin anew, move the data folder away.",
        SqliteException { SqliteErrorCode: 11 } => "The database file is damaged. Restore a backup with filmblog restore FILE, or see with filmblog check what is left.",
        SqliteException { SqliteErrorCode: 8 or 14 } sqlite => $"The database file cannot be opened for writing: {sqlite.Message}",
        SqliteException { SqliteErrorCode: 13 } => "The disk is full: the database cannot be written.",
        // What lies beside the database is written by the system itself, which does not say more than that it failed.
        SqliteException { SqliteErrorCode: 10 } sqlite => $"The disk is full or fails: the database cannot be read or written ({sqlite.Message}).",
        IOException when StorageTroubles.Of(failure) is StorageTrouble.Full => $"The disk is full: {failure.Message}",
        SqliteException { SqliteErrorCode: 5 } => "The database is locked by another process. End that one, or try again.",
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => $"{failure.Message} Another program listens there; choose another address with --urls.",
        IOException or UnauthorizedAccessException => $"A file or folder cannot be used: {failure.Message}",
        OperationCanceledException => "It was stopped before its end.",
        { InnerException: { } inner } when failure is AggregateException or System.Reflection.TargetInvocationException => Sentence(inner),
        _ => $"{failure.GetType().Name}: {failure.Message}",
    };
}
