using System.Data.Common;
using System.Runtime.CompilerServices;
using FilmBlog.Core.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace FilmBlog.Core.Data;

/// <summary>
/// Prepares each SQLite connection: a fresh one starts from SQLite's defaults, a pooled one keeps what was set, so each is set once. It reads
/// only, until it is its turn to write.
/// </summary>
internal sealed class SqliteConnectionSetup(DatabaseFile file) : DbConnectionInterceptor
{
    // FULL: an acknowledged save survives a power cut. No mmap: it amplifies a damaged file. trusted_schema and cell_size_check: the file
    // may have come from elsewhere (a restore). The cache is left as small as it comes: each connection of the pool has its own, and the
    // system keeps the file's pages.
    private const string Pragmas = """
        PRAGMA busy_timeout = 5000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA mmap_size = 0;
        PRAGMA query_only = ON;
        """;

    private readonly ConditionalWeakTable<sqlite3, object> prepared = [];

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        file.ThrowIfGone();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        file.ThrowIfGone();
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    /// <summary>Lets an open connection write, or only read.</summary>
    public static void Allow(DbConnection connection, bool writing)
    {
        using var command = connection.CreateCommand();
        command.CommandText = writing ? "PRAGMA query_only = OFF" : "PRAGMA query_only = ON";
        command.ExecuteNonQuery();
    }

    private void Prepare(SqliteConnection connection)
    {
        // A connection forgets its functions when it goes back to the pool.
        connection.CreateFunction("folded", (string? text) => text is null ? null : Folding.Plain(text), isDeterministic: true);
        if (connection.Handle is not { } handle || prepared.TryGetValue(handle, out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        prepared.AddOrUpdate(handle, this);
    }
}
