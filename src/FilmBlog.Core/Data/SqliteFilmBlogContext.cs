using System.Text.Json;
using FilmBlog.Core.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Data;

/// <summary>The blog's data in one SQLite file.</summary>
public sealed class SqliteFilmBlogContext(DbContextOptions<SqliteFilmBlogContext> options) : FilmBlogContext(options)
{
    // None: the database belongs to whoever made the context, such as the EF tools.
    private readonly WriterGate? gate = options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService<WriterGate>();
    private bool isWritable;

    /// <inheritdoc/>
    public override async Task<Writing> BeginWritingAsync(CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is not null)
        {
            return Writing.WithinAnother;
        }

        var turn = isWritable ? null : await TakeTurnAsync(cancellationToken);
        try
        {
            return new Writing(await Database.BeginTransactionAsync(cancellationToken), turn is null ? null : turn.DisposeAsync);
        }
        catch
        {
            if (turn is not null)
            {
                await turn.DisposeAsync();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<IAsyncDisposable> BeginMaintenanceAsync(CancellationToken cancellationToken) => await TakeTurnAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task<IAsyncDisposable> BeginReadingAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        // EF's own transactions begin IMMEDIATE and would keep writers out for as long as one reads.
        var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);
        await Database.UseTransactionAsync(transaction, cancellationToken);
        return new Reading(this, transaction);
    }

    /// <inheritdoc/>
    public override Task<int> ThinRevisionsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => WriteAsync(
        () => Database.ExecuteSqlAsync(
            $"""
            DELETE FROM "Revisions" WHERE "Id" IN (
                SELECT "Id" FROM (
                    SELECT "Id", "SavedAt", "ImportId", lead("SavedAt") OVER (
                        PARTITION BY "ReviewId", "CopyId", "SitePageId", "DirectorId", "ThemeId", "Origin" = {RevisionOrigin.Kept} ORDER BY "SavedAt", "Id") AS "Next"
                    FROM "Revisions") AS v
                WHERE "SavedAt" < {before.UtcDateTime} AND date("SavedAt") = date("Next")
                    AND NOT EXISTS (SELECT 1 FROM "Imports" AS i WHERE i."Id" = v."ImportId" AND i."UndoneAt" IS NULL)
                LIMIT {most})
            """,
            cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public override Task<SearchHits> SearchAsync(SearchTerms terms, CancellationToken cancellationToken) => terms.NamesOnly
        ? SqliteSearch.SuggestAsync(this, terms, cancellationToken)
        : SqliteSearch.FindAsync(this, terms, cancellationToken);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<NamedReview>> SearchNearAsync(string words, int most, CancellationToken cancellationToken) =>
        SqliteSearch.NearAsync(this, words, most, cancellationToken);

    /// <inheritdoc/>
    public override Task<bool> IsSearchReadyAsync(CancellationToken cancellationToken) => SqliteSearchIndex.IsReadyAsync(this, cancellationToken);

    /// <inheritdoc/>
    public override Task DetachSearchAsync(CancellationToken cancellationToken) => SqliteSearchIndex.DetachAsync(this, cancellationToken);

    /// <inheritdoc/>
    public override Task MakeSearchAsync(CancellationToken cancellationToken) => SqliteSearchIndex.MakeAsync(this, cancellationToken);

    /// <inheritdoc/>
    public override async Task<FilmBlogContext> CopyToAsync(string path, CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        try
        {
            // It writes, but not here: nobody has to wait for it.
            SqliteConnectionSetup.Allow(Database.GetDbConnection(), writing: true);
            await Database.ExecuteSqlAsync($"VACUUM INTO {path}", cancellationToken);
        }
        finally
        {
            SqliteConnectionSetup.Allow(Database.GetDbConnection(), writing: isWritable);
            await Database.CloseConnectionAsync();
        }

        // Not pooled: the file is free as soon as the copy is closed.
        var file = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false };
        var copy = new SqliteFilmBlogContext(new DbContextOptionsBuilder<SqliteFilmBlogContext>().UseSqlite(file.ToString()).Options);
        await copy.Database.OpenConnectionAsync(cancellationToken);
        // What is taken out of a copy is not to be found in its empty pages.
        await copy.Database.ExecuteSqlAsync($"PRAGMA secure_delete = ON", cancellationToken);
        return copy;
    }

    private protected override Task KeepSearchAsync(IReadOnlyCollection<int> reviewIds, CancellationToken cancellationToken) =>
        SqliteSearchIndex.KeepAsync(this, reviewIds, cancellationToken);

    private protected override async Task<int> SaveAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        var changed = ChangeTracker.Entries().Where(e => e.State is not (EntityState.Unchanged or EntityState.Detached)).ToList();
        if (!acceptAllChangesOnSuccess || !SqliteInserts.Suit(changed))
        {
            return await base.SaveAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        try
        {
            SqliteInserts.Run(this, changed, cancellationToken);
        }
        catch (SqliteException refused)
        {
            throw new DbUpdateException("New rows could not be saved.", refused);
        }

        ChangeTracker.AcceptAllChanges();
        return changed.Count;
    }

    // One command however many they are: an import adds a row here for each of its reviews.
    private protected override Task NumberChangesAsync(IReadOnlyCollection<int> reviewIds, long number, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "ReviewChanges" ("ReviewId", "Number")
            SELECT "value", {number} FROM json_each({JsonSerializer.Serialize(reviewIds)}) WHERE true
            ON CONFLICT ("ReviewId") DO UPDATE SET "Number" = excluded."Number"
            """,
            cancellationToken);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> AppliedMigrationsAsync(CancellationToken cancellationToken) =>
        await HasTableAsync(HistoryRepository.DefaultTableName, cancellationToken)
            ? await Database.SqlQuery<string>($"SELECT MigrationId AS Value FROM __EFMigrationsHistory").ToListAsync(cancellationToken)
            : [];

    /// <inheritdoc/>
    public override async Task ForgetAbandonedMigrationAsync(CancellationToken cancellationToken)
    {
        // EF marks a running migration by a row and waits for it to go for ever; a killed process leaves it behind.
        if (await HasTableAsync("__EFMigrationsLock", cancellationToken))
        {
            await Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcDateTimeConverter>();
    }

    private async Task<bool> HasTableAsync(string name, CancellationToken cancellationToken) =>
        (await Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE name = {name}").ToListAsync(cancellationToken)).Count > 0;

    // The order matters: the turn is over when the connection writes no more.
    private async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        try
        {
            if (gate is not null)
            {
                await gate.EnterAsync(cancellationToken);
            }
        }
        catch
        {
            await Database.CloseConnectionAsync();
            throw;
        }

        SqliteConnectionSetup.Allow(Database.GetDbConnection(), writing: true);
        isWritable = true;
        return new Turn(this);
    }

    private sealed class Turn(SqliteFilmBlogContext db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            db.isWritable = false;
            try
            {
                // Without a gate nobody reads but the owner.
                SqliteConnectionSetup.Allow(db.Database.GetDbConnection(), writing: db.gate is null);
                await db.Database.CloseConnectionAsync();
            }
            finally
            {
                db.gate?.Leave();
            }
        }
    }

    private sealed class Reading(SqliteFilmBlogContext db, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Lets the EF tools add migrations without a host.</summary>
    internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SqliteFilmBlogContext>
    {
        public SqliteFilmBlogContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteFilmBlogContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
