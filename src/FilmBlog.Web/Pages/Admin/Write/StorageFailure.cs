using Microsoft.Data.Sqlite;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>What a writer hears when the database cannot take a text: nothing is lost by it, and saving works again afterwards.</summary>
internal static class StorageFailure
{
    /// <summary>The sentence for a failure of the database; null: it is another failure.</summary>
    public static string? Of(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 13 } => "Not saved: the disk of the server is full. What you wrote stands here; save it again when there is room.",
        SqliteException { SqliteErrorCode: 5 or 6 } => "Not saved: the database is busy. What you wrote stands here; save it again in a moment.",
        SqliteException { SqliteErrorCode: 8 or 10 or 14 } => "Not saved: the server cannot write to its disk. What you wrote stands here; save it again later.",
        { InnerException: { } inner } => Of(inner),
        _ => null,
    };
}
