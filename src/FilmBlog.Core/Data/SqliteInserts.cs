using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace FilmBlog.Core.Data;

/// <summary>
/// Saves many new rows with one prepared command per table: EF writes, prepares and reads back a command for each row, which is most of what
/// an import costs. Columns, conversions and keys are those of EF's model.
/// </summary>
internal static class SqliteInserts
{
    // Below this EF's own way costs nothing that anybody would notice.
    private const int Least = 200;

    /// <summary>Whether there is much to save and nothing but new rows, so that the order among tables is all that matters.</summary>
    public static bool Suit(IReadOnlyCollection<EntityEntry> changed) =>
        changed.Count >= Least && changed.All(e => e.State == EntityState.Added && !e.Metadata.IsOwned());

    /// <summary>Inserts the rows; keys that the database gives are taken over. Within the context's transaction.</summary>
    public static void Run(DbContext db, IEnumerable<EntityEntry> added, CancellationToken cancellationToken)
    {
        var byType = added.ToLookup(e => e.Metadata);
        var done = new HashSet<IEntityType>();
        foreach (var type in byType.Select(rows => rows.Key))
        {
            Insert(db, type, byType, done, cancellationToken);
        }
    }

    private static void Insert(
        DbContext db, IEntityType type, ILookup<IEntityType, EntityEntry> byType, HashSet<IEntityType> done, CancellationToken cancellationToken)
    {
        if (!byType.Contains(type) || !done.Add(type))
        {
            return;
        }

        // What a row refers to comes first: its key may not be known before.
        foreach (var key in type.GetForeignKeys())
        {
            Insert(db, key.PrincipalEntityType, byType, done, cancellationToken);
        }

        var generated = type.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } id] && !id.IsForeignKey() ? id : null;
        var columns = type.GetProperties().Where(p => p != generated).Select(p => new Column(p, type)).ToList();
        using var command = Prepare(db, type, columns);
        foreach (var entry in byType[type])
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var column in columns)
            {
                column.Take(entry);
            }

            command.ExecuteNonQuery();
            if (generated is not null)
            {
                var key = entry.Property(generated);
                key.CurrentValue = Convert.ChangeType(raw.sqlite3_last_insert_rowid(command.Connection!.Handle), generated.ClrType, CultureInfo.InvariantCulture);
                key.IsTemporary = false;
            }
        }
    }

    private static SqliteCommand Prepare(DbContext db, IEntityType type, List<Column> columns)
    {
        var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        var sql = db.GetService<ISqlGenerationHelper>();
        // Names of tables and columns are the model's own, and delimited.
        command.CommandText =
            $"INSERT INTO {sql.DelimitIdentifier(type.GetTableName()!)} ({string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Name)))}) "
            + $"VALUES ({string.Join(", ", columns.Select(c => c.Parameter.ParameterName))})";
        command.Parameters.AddRange(columns.Select(c => c.Parameter));
        command.Prepare();
        return command;
    }

    private sealed class Column(IProperty property, IEntityType type)
    {
        private readonly Func<object?, object?>? convert = property.GetTypeMapping().Converter?.ConvertToProvider;

        public string Name { get; } = property.GetColumnName(StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value)!;

        public SqliteParameter Parameter { get; } = new($"@p{property.GetIndex()}", null);

        public void Take(EntityEntry entry)
        {
            var value = entry.CurrentValues[property];
            Parameter.Value = (value is null || convert is null ? value : convert(value)) ?? DBNull.Value;
        }
    }
}
