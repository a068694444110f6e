using System.ComponentModel.DataAnnotations;
using FilmBlog.Core;
using FilmBlog.Core.Data;

namespace FilmBlog.Web;

/// <summary>Reads the settings, checks them, and registers what follows from them: for serving and for verbs alike.</summary>
internal static class SiteSettings
{
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
        builder.Services.AddFilmBlogCore(folder, builder.Configuration.GetConnectionString("FilmBlog"));
        return options;
    }

    private static SiteOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(SiteOptions.Section);
        var known = typeof(SiteOptions).GetProperties().Select(property => property.Name).ToList();
        if (section.GetChildren().FirstOrDefault(given => !known.Contains(given.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new StartException($"There is no setting FilmBlog:{unknown.Key}; the known ones are {string.Join(", ", known)}.");
        }

        var options = section.Get<SiteOptions>() ?? new SiteOptions();
        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true))
        {
            throw new StartException(string.Join(' ', wrong.Select(w => w.ErrorMessage)));
        }

        return options;
    }
}
