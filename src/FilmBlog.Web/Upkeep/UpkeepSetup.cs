using FilmBlog.Core.Backups;
using FilmBlog.Core.Data;

namespace FilmBlog.Web.Upkeep;

/// <summary>What the site does by itself so that nothing is lost.</summary>
internal static class UpkeepSetup
{
    public static void AddUpkeep(this IServiceCollection services, SiteOptions site)
    {
        services.AddSingleton(provider => new BackupShelf(
            provider.GetRequiredService<BackupWriter>(),
            site.Backup.Path is { Length: > 0 } path ? Installation.PathOf(path) : provider.GetRequiredService<DataFolder>().Backups,
            site.Backup.Keep));
        services.AddSingleton<ScheduledBackups>();
        services.AddHostedService(provider => provider.GetRequiredService<ScheduledBackups>());
        services.AddSingleton<NightWork>();
        services.AddHostedService(provider => provider.GetRequiredService<NightWork>());
        services.AddHostedService<DatabaseClosing>();
    }
}
