using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace FilmBlog.Core.Data;

/// <summary>What a SQLite database is made of, beside what this program makes. Parts are named by kind and name: <c>table Reviews</c>.</summary>
internal static partial class SqliteSchema
{
    // Where Litestream notes how far it has followed.
    private static readonly HashSet<string> Guests = new(["table _litestream_seq", "table _litestream_lock"], StringComparer.Ordinal);

    // In the order in which they are dropped: a table takes with it what lies on it.
    private static readonly string[] Kinds = ["trigger", "view", "table", "index"];

    /// <summary>Whether a part is known to be another's who may be here.</summary>
    public static bool IsGuest(string part) => Guests.Contains(part);

    /// <summary>Whether SQLite made a part by itself for another one.</summary>
    public static bool IsOfSqlite(string part) => part.Contains(" sqlite_", StringComparison.Ordinal);

    /// <summary>Whether a part acts by itself when something is saved.</summary>
    public static bool ChangesData(string part) => part.StartsWith("trigger ", StringComparison.Ordinal);

    /// <summary>
    /// Everything that a database is made of, by kind and name, without differences in white space. What SQLite adds by itself is left out.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var parts = await db.Database.SqlQuery<Part>(
            $"""SELECT type || ' ' || name AS "Name", tbl_name || ': ' || coalesce(sql, '') AS "Definition" FROM sqlite_master WHERE name NOT GLOB 'sqlite_stat[14]' AND name <> 'sqlite_sequence'""")
            .ToListAsync(cancellationToken);
        return parts.ToDictionary(part => part.Name, part => WhiteSpace().Replace(part.Definition, " "), StringComparer.Ordinal);
    }

    /// <summary>Compares a database with one that this program makes and brings to a migration.</summary>
    /// <returns>Parts that do not belong there, and those of ours that are missing or differ. The search is not looked at: it is made anew anyway.</returns>
    public static async Task<(IReadOnlyList<string> Foreign, IReadOnlyList<string> Differing)> CompareAsync(FilmBlogContext db, string migration, CancellationToken cancellationToken)
    {
        var found = await OfAsync(db, cancellationToken);
        var (expected, search) = await ExpectedAsync(migration, cancellationToken);
        return ([.. found.Keys.Where(part => !expected.ContainsKey(part) && !search.Contains(part)).Order(StringComparer.Ordinal)],
            [.. expected.Keys.Where(part => !search.Contains(part) && found.GetValueOrDefault(part) != expected[part]).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Takes parts out of a copy that belongs to the caller alone.</summary>
    public static async Task LeaveOutAsync(FilmBlogContext copy, IEnumerable<string> parts, CancellationToken cancellationToken)
    {
        var sql = copy.GetService<ISqlGenerationHelper>();
        await copy.Database.ExecuteSqlAsync($"PRAGMA foreign_keys = OFF", cancellationToken);
        foreach (var (kind, name) in parts.Select(part => (Kind: part.Split(' ')[0], Name: part[(part.IndexOf(' ', StringComparison.Ordinal) + 1)..]))
            .Where(part => Kinds.Contains(part.Kind) && !part.Name.StartsWith("sqlite_", StringComparison.Ordinal)).OrderBy(part => Array.IndexOf(Kinds, part.Kind)))
        {
            // A name cannot be a parameter; it is delimited.
            var drop = $"DROP {kind} IF EXISTS {sql.DelimitIdentifier(name)}";
            await copy.Database.ExecuteSqlRawAsync(drop, [], cancellationToken);
        }

        await copy.Database.ExecuteSqlAsync($"PRAGMA foreign_keys = ON", cancellationToken);
    }

    // In memory: it wants no disk, which may be full.
    private static async Task<(IReadOnlyDictionary<string, string> Parts, IReadOnlySet<string> Search)> ExpectedAsync(string migration, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(cancellationToken);
        await using var fresh = new SqliteFilmBlogContext(new DbContextOptionsBuilder<SqliteFilmBlogContext>().UseSqlite(connection)
            .ConfigureWarnings(warnings => warnings.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.NonTransactionalMigrationOperationWarning)).Options);
        await fresh.GetService<IMigrator>().MigrateAsync(migration, cancellationToken);
        var parts = await OfAsync(fresh, cancellationToken);
        await fresh.Database.MigrateAsync(cancellationToken);
        var withoutSearch = await OfAsync(fresh, cancellationToken);
        await fresh.MakeSearchAsync(cancellationToken);
        return (parts, (await OfAsync(fresh, cancellationToken)).Keys.Except(withoutSearch.Keys).ToHashSet(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();

    private sealed record Part(string Name, string Definition);
}
