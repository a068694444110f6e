using System.Globalization;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages;

/// <summary>What is kept of whom, written from the settings: a sentence stands there because the program does so, and goes with the setting.</summary>
[Cached]
public sealed class PrivacyModel(SiteProfile profile, SiteOptions site, IConfiguration configuration, IHostEnvironment environment) : PageModel
{
    /// <summary>The settings.</summary>
    public SiteOptions Site => site;

    /// <summary>The site's name.</summary>
    public string Title => profile.Title;

    /// <summary>Whether the log is kept in files.</summary>
    public bool LogsToFiles => environment.IsProduction();

    /// <summary>Whether the operator has set up the log further.</summary>
    public bool HasOtherLogs => configuration.GetSection("Serilog").Exists();

    /// <summary>Whether no setting makes the site tell anybody anything.</summary>
    public bool TellsNobody => !(site.IndexNow.IsOn || site.Telemetry.IsOn || site.Mail.IsOn);

    /// <summary>A duration as a sentence has it.</summary>
    public static string Days(TimeSpan duration) => duration.TotalDays.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Shows it.</summary>
    public void OnGet()
    {
        HttpContext.IsMadeOf(PageParts.Of());
        new PageMetadata("Privacy", $"What {profile.Title} keeps of its readers and authors: no cookies, no addresses in the log, nothing from other sites.", "/privacy").Describe(ViewData);
    }
}
