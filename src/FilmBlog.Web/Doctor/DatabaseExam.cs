using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Doctor;

/// <summary>The database: whether it opens, is whole, and fits the program; and how old the last backup is. Opened for reading only.</summary>
internal static class DatabaseExam
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(7);

    public static async Task<IReadOnlyList<Finding>> ExamineAsync(SetUpUnderExam setUp, CancellationToken cancellationToken)
    {
        var path = setUp.Folder.Database;
        if (!File.Exists(path))
        {
            var content = Installation.PathOf(setUp.Site.ContentPath);
            return [Finding.Note(Directory.Exists(content)
                ? $"There is no database yet: serving creates it and imports {content}."
                : $"There is no database yet: serving creates it, and begins empty, since there is no folder {content} (FilmBlog:ContentPath).")];
        }

        if (!FileRights.MayWrite(path))
        {
            return [Finding.Wrong($"The user {Environment.UserName} may not read and write {path}. Run this as the user that serves, or give the file to that user (chown).")];
        }

        var findings = new List<Finding>();
        try
        {
            await using var db = Open(path);
            findings.AddRange(await WholeAsync(db, cancellationToken));
            findings.AddRange(await FitsAsync(db, cancellationToken));
            var (last, now) = (await db.AuditTrail.MaxAsync(a => (DateTimeOffset?)a.At, cancellationToken), setUp.Clock.GetUtcNow());
            if (last > now + TimeSpan.FromHours(1))
            {
                findings.Add(Finding.Wrong($"The clock says {now:yyyy-MM-dd HH:mm} UTC, but something was done at {last:yyyy-MM-dd HH:mm}: one of them is wrong. Scheduled reviews, sessions and codes depend on it; let the machine keep time (NTP)."));
            }
        }
        catch (SqliteException refused)
        {
            findings.Add(Finding.Wrong(StartFailure.Sentence(refused)));
        }

        return [.. findings, Backups(setUp)];
    }

    // Where nobody works with it, it is read as it lies there: then not even an index of its journal is made beside it.
    private static SqliteFilmBlogContext Open(string path)
    {
        var source = File.Exists(path + "-wal") ? path : $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";
        var connection = new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 };
        return new SqliteFilmBlogContext(new DbContextOptionsBuilder<SqliteFilmBlogContext>().UseSqlite(connection.ToString()).Options);
    }

    private static async Task<IReadOnlyList<Finding>> WholeAsync(SqliteFilmBlogContext db, CancellationToken cancellationToken)
    {
        var damage = await db.Database.SqlQuery<string>($"PRAGMA quick_check(3)").ToListAsync(cancellationToken);
        var engine = (await db.Database.SqlQuery<string>($"SELECT sqlite_version() AS Value").ToListAsync(cancellationToken)).Single();
        return damage is ["ok"]
            ? [Finding.Ok($"The database is whole (read by SQLite {engine}).")]
            : [Finding.Wrong($"The database is damaged: {string.Join("; ", damage)}. Restore a backup.")];
    }

    private static async Task<IReadOnlyList<Finding>> FitsAsync(SqliteFilmBlogContext db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
        {
            return [Finding.Wrong(new NewerDatabaseException(unknown).Message)];
        }

        if (applied.Count < known.Count)
        {
            return [Finding.Note($"The database is older than this program: {known.Count - applied.Count} migrations are applied at the next start.")];
        }

        return await db.Authors.AnyAsync(cancellationToken)
            ? []
            : [Finding.Note("There is no author yet: filmblog author add NAME --email you@example.org --owner")];
    }

    private static Finding Backups(SetUpUnderExam setUp)
    {
        var folder = setUp.Site.Backup.Path is { Length: > 0 } elsewhere ? Installation.PathOf(elsewhere) : setUp.Folder.Backups;
        var last = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.zip").Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max() : default;
        var age = setUp.Clock.GetUtcNow().UtcDateTime - last;
        return last == default ? Finding.Note($"There is no backup in {folder}.")
            : age > Old ? Finding.Wrong($"The last backup in {folder} is {age.TotalDays:0} days old.")
            : Finding.Ok($"The last backup is {age.TotalHours:0} hours old.");
    }
}
