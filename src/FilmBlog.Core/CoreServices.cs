using FilmBlog.Core.Backups;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Checking;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Recommendations;
using FilmBlog.Core.Searching;
using FilmBlog.Core.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FilmBlog.Core;

/// <summary>Registers what Core offers.</summary>
public static class CoreServices
{
    /// <summary>Adds the database and everything that works on it.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="folder">Where the blog's data lies.</param>
    /// <param name="connectionString">Another SQLite database than the folder's own, by its absolute path; or null.</param>
    public static IServiceCollection AddFilmBlogCore(this IServiceCollection services, DataFolder folder, string? connectionString = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(folder);
        var connection = new SqliteConnectionStringBuilder(connectionString ?? folder.ConnectionString);
        if (connection.Mode == SqliteOpenMode.ReadWriteCreate)
        {
            connection.Mode = SqliteOpenMode.ReadWrite;
        }

        services.AddSingleton(new DatabaseFile(Path.GetFullPath(connection.DataSource)));
        services.AddSingleton<SqliteConnectionSetup>();
        services.AddSingleton<WriterGate>();
        services.AddDbContextPool<FilmBlogContext, SqliteFilmBlogContext>((provider, options) => options
            .UseSqlite(connection.ToString())
            // Where SQLite has to rebuild a table it does so with foreign keys off, outside of the transaction: nothing that an operator could mend.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning))
            .AddInterceptors(provider.GetRequiredService<SqliteConnectionSetup>()));
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<ReviewCatalogue>();
        services.AddSingleton<Lookalikes>();
        services.AddSingleton<Recommender>();
        services.AddScoped<ReviewSearch>();
        services.AddSingleton<ImageStore>();
        services.AddSingleton<SocialCardStore>();
        services.AddSingleton<ContentImporter>();
        services.AddSingleton<ContentExporter>();
        services.AddSingleton<Rerenderer>();
        services.AddSingleton<ExportArchive>();
        services.TryAddSingleton(new BackupSettings(new Dictionary<string, string>()));
        services.AddSingleton<BackupWriter>();
        services.AddSingleton<Restoration>();
        services.AddSingleton<BackupState>();
        services.AddSingleton<DataCheck>();
        services.AddScoped<ImageLibrary>();
        services.AddScoped<ImportUndo>();
        services.AddSingleton<IncomingContent>();
        services.AddScoped<ReviewDesk>();
        services.AddScoped<ReviewHistory>();
        services.AddScoped<PublishingCheck>();
        services.AddScoped<ThemeActs>();
        return services;
    }
}
