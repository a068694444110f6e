using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FilmBlog.Core.Data;

/// <summary>The blog's data in one SQLite file.</summary>
public sealed class SqliteFilmBlogContext(DbContextOptions<SqliteFilmBlogContext> options) : FilmBlogContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcDateTimeConverter>();
    }

    /// <summary>Lets the EF tools add migrations without a host.</summary>
    internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SqliteFilmBlogContext>
    {
        public SqliteFilmBlogContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteFilmBlogContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
