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
        builder.Services.AddFilmBlogCore(folder, builder.Configuration.GetConnectionString("FilmBlog"));
        return options;
    }

    private static SiteOptions Read(IConfiguration configuration)
    {
        SiteOptions options;
        try
        {
            options = configuration.GetSection(SiteOptions.Section).Get<SiteOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new SiteOptions();
        }
        catch (InvalidOperationException unknown)
        {
            var known = string.Join(", ", typeof(SiteOptions).GetProperties().Select(property => property.Name));
            throw new StartException($"The section FilmBlog of the settings cannot be read: {unknown.Message} Known settings: {known}.");
        }

        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true))
        {
            throw new StartException(string.Join(' ', wrong.Select(w => w.ErrorMessage)));
        }

        return options;
    }
}
