using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Doctor;

/// <summary>The database: whether it is there, opens, is whole, and fits the program. Opened for reading only.</summary>
internal static class DatabaseExam
{
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(SetUpUnderExam setUp, CancellationToken cancellationToken)
    {
        var path = setUp.Database;
        if (Directory.Exists(setUp.Folder.Path) && (FolderSwap.IsUnfinished(setUp.Folder) || File.Exists(setUp.Folder.Migrating)))
        {
            return [Finding.Note("A restore or a migration is at work, or was cut off: the next start ends it. Ask again after that.")];
        }

        if (DatabaseMissingException.Of(setUp.Folder, path) is { } lost)
        {
            return [Finding.Wrong(lost.Message)];
        }

        if (!HasBegun(setUp))
        {
            return [Beginning(setUp, File.Exists(path) ? "There is nothing in the database yet" : "There is no database yet")];
        }

        if (!FileRights.MayWrite(path))
        {
            return [Finding.Wrong($"The {FileRights.User} may not read and write {path}. Run this as the user that serves, or give the file to that user (chown).")];
        }

        try
        {
            await using var db = Open(path);
            return await WholeAsync(db, cancellationToken) is { } damage ? [damage] : await FitsAsync(setUp, db, cancellationToken);
        }
        catch (SqliteException refused)
        {
            return [Finding.Wrong(StartFailure.Sentence(refused))];
        }
    }

    /// <summary>Whether there is a database with something in it.</summary>
    public static bool HasBegun(SetUpUnderExam setUp) => new FileInfo(setUp.Database) is { Exists: true, Length: > 0 };

    // What serving begins with.
    private static Finding Beginning(SetUpUnderExam setUp, string how)
    {
        var content = Installation.PathOf(setUp.Site.ContentPath);
        return !Directory.Exists(content) ? Finding.Note($"{how}: serving makes it, and begins empty, since there is no folder {content} (FilmBlog:ContentPath).")
            : !FileRights.MayLookInto(content) ? Finding.Wrong($"The {FileRights.User} may not read {content} (FilmBlog:ContentPath): serving would begin without what is in it. Give that user the right to (chmod -R a+rX {content}).")
            : Finding.Note($"{how}: serving makes it and imports {content}.");
    }

    // Where nobody works with it, it is read as it lies there: then not even an index of its journal is made beside it.
    private static SqliteFilmBlogContext Open(string path)
    {
        var source = File.Exists(path + "-wal") ? path : $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";
        var connection = new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 };
        return new SqliteFilmBlogContext(new DbContextOptionsBuilder<SqliteFilmBlogContext>().UseSqlite(connection.ToString()).Options);
    }

    private static async Task<Finding?> WholeAsync(SqliteFilmBlogContext db, CancellationToken cancellationToken)
    {
        var damage = await db.Database.SqlQuery<string>($"PRAGMA quick_check(3)").ToListAsync(cancellationToken);
        return damage is ["ok"] ? null : Finding.Wrong($"The database is damaged: {string.Join("; ", damage)}. Restore a backup.");
    }

    private static async Task<IReadOnlyList<Finding>> FitsAsync(SetUpUnderExam setUp, SqliteFilmBlogContext db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
        {
            return [Finding.Wrong(new NewerDatabaseException(unknown).Message)];
        }

        if (applied.Count == 0 && File.Exists(setUp.Folder.Marker))
        {
            return [Finding.Wrong(new DatabaseMissingException(setUp.Database, "is empty").Message)];
        }

        var engine = (await db.Database.SqlQuery<string>($"SELECT sqlite_version() AS Value").ToListAsync(cancellationToken)).Single();
        var whole = Finding.Ok($"The database is whole (read by SQLite {engine}).");
        if (applied.Count < known.Count)
        {
            // Its tables need not be those that are asked for below.
            var pending = known.Count - applied.Count;
            return [whole, Finding.Note($"The database is older than this program: {(pending == 1 ? "1 migration is" : $"{pending} migrations are")} applied at the next start.")];
        }

        var hasAuthor = await db.Authors.AnyAsync(cancellationToken);
        return
        [
            whole,
            .. hasAuthor ? [] : new[] { Finding.Note("There is no author yet: filmblog author add NAME --email you@example.org --owner") },
            .. await ClockAsync(setUp, db, cancellationToken),
            .. await KeysExam.SecondStepsAsync(setUp, db, cancellationToken),
        ];
    }

    private static async Task<IEnumerable<Finding>> ClockAsync(SetUpUnderExam setUp, SqliteFilmBlogContext db, CancellationToken cancellationToken)
    {
        var (last, now) = (await db.AuditTrail.MaxAsync(a => (DateTimeOffset?)a.At, cancellationToken), setUp.Clock.GetUtcNow());
        return last > now + TimeSpan.FromHours(1)
            ? [Finding.Wrong($"The clock says {now:yyyy-MM-dd HH:mm} UTC, but something was done at {last:yyyy-MM-dd HH:mm}: one of them is wrong. Scheduled reviews, sessions and codes depend on it; let the machine keep time (NTP).")]
            : [];
    }
}
