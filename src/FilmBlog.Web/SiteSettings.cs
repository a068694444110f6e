using System.ComponentModel.DataAnnotations;
using FilmBlog.Core;
using FilmBlog.Core.Backups;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Web;

/// <summary>Reads the settings, checks them, and registers what follows from them: for serving and for verbs alike.</summary>
internal static class SiteSettings
{
    private static readonly string[] Unkept = ["Path", "Password", "Key", "Secret", "Token", "Mail:User"];

    /// <summary>Throws <see cref="StartException"/> where a value is not allowed.</summary>
    public static SiteOptions AddSite(this IHostApplicationBuilder builder)
    {
        var options = Read(builder.Configuration);
        var folder = new DataFolder(Installation.PathOf(options.DataPath));
        try
        {
            folder.Create();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The data folder {folder.Path} cannot be created or written: {refused.Message} Set FilmBlog:DataPath to a folder that this user may write.");
        }

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<SiteProfile>();
        builder.Services.AddAuthors();
        builder.Services.AddSingleton(SettingsToKeep(builder.Configuration));
        builder.Services.AddFilmBlogCore(folder, Database(builder.Configuration)?.ToString());
        return options;
    }

    /// <summary>
    /// The database that the settings name in the place of the data folder's own, by its absolute path; null: they name none. Throws what
    /// <see cref="SqliteConnectionStringBuilder"/> does where it cannot be read.
    /// </summary>
    public static SqliteConnectionStringBuilder? Database(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("FilmBlog") is not { } given)
        {
            return null;
        }

        var connection = new SqliteConnectionStringBuilder(given);
        if (IsFile(connection))
        {
            connection.DataSource = Installation.PathOf(connection.DataSource);
        }

        return connection;
    }

    /// <summary>Whether a connection names a file, and not memory.</summary>
    public static bool IsFile(SqliteConnectionStringBuilder connection) => connection is not ({ DataSource: "" or ":memory:" } or { Mode: SqliteOpenMode.Memory });

    // What a backup tells of the settings: no paths of this machine, nothing that lets anybody in anywhere.
    private static BackupSettings SettingsToKeep(IConfiguration configuration)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in configuration.GetSection(SiteOptions.Section).AsEnumerable())
        {
            if (value is not null && !Array.Exists(Unkept, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                kept.Add(name, value);
            }
        }

        return new BackupSettings(kept);
    }

    /// <summary>The settings as far as they can be read, and what is wrong with them, each in a sentence.</summary>
    public static (SiteOptions Options, IReadOnlyList<string> Wrong) Examine(IConfiguration configuration)
    {
        var section = configuration.GetSection(SiteOptions.Section);
        var wrong = Misplaced(section, typeof(SiteOptions)).ToList();
        SiteOptions options;
        try
        {
            options = section.Get<SiteOptions>() ?? new SiteOptions();
        }
        catch (InvalidOperationException unreadable)
        {
            return (new SiteOptions(), wrong.Count > 0 ? wrong : [$"A setting cannot be read: {unreadable.Message} {unreadable.InnerException?.Message}"]);
        }

        return (options,
        [
            .. wrong, .. Wrong(options, ""), .. Wrong(options.Limits, "Limits:"), .. Wrong(options.Backup, "Backup:"), .. Wrong(options.Mail, "Mail:"),
            .. Wrong(options.Crawlers, "Crawlers:"), .. Wrong(options.IndexNow, "IndexNow:"), .. Wrong(options.Telemetry, "Telemetry:"),
        ]);
    }

    private static IEnumerable<string> Wrong(object part, string section)
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(part, new ValidationContext(part), found, validateAllProperties: true);
        // Our own sentences begin with the setting that they are about; the attributes of .NET know only their property.
        return found.Select(w => w.ErrorMessage!.StartsWith(SiteOptions.Section + ":", StringComparison.Ordinal)
            ? w.ErrorMessage
            : $"{SiteOptions.Section}:{section}{w.MemberNames.FirstOrDefault()}: {w.ErrorMessage}");
    }

    private static SiteOptions Read(IConfiguration configuration)
    {
        var (options, wrong) = Examine(configuration);
        return wrong.Count == 0 ? options : throw new StartException(string.Join(' ', wrong));
    }

    // A section within the section is a class of ours.
    private static IEnumerable<string> Misplaced(IConfigurationSection section, Type options)
    {
        var known = options.GetProperties().ToDictionary(property => property.Name, property => property.PropertyType, StringComparer.OrdinalIgnoreCase);
        foreach (var given in section.GetChildren())
        {
            if (!known.TryGetValue(given.Key, out var type))
            {
                var meant = NearNames.Of(given.Key, known.Keys) is [var nearest, ..] ? $" Did you mean {nearest}?" : "";
                yield return $"There is no setting {section.Path}:{given.Key}.{meant} The known ones are {string.Join(", ", known.Keys)}.";
            }
            else if (type.Assembly == options.Assembly && type.IsClass)
            {
                foreach (var further in Misplaced(given, type))
                {
                    yield return further;
                }
            }
            else if (given.GetChildren().FirstOrDefault() is { } one)
            {
                yield return $"{given.Path} is one value; there is no {one.Path}. Several are separated by commas where several may be given.";
            }
        }
    }
}
