using System.ComponentModel.DataAnnotations;
using System.Net;
using FilmBlog.Web.Crawlers;
using FilmBlog.Web.Mail;
using FilmBlog.Web.Security;
using FilmBlog.Web.Telemetry;
using FilmBlog.Web.Upkeep;

namespace FilmBlog.Web;

/// <summary>The section <c>FilmBlog</c> of the settings. A bad value stops the start.</summary>
public sealed class SiteOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "FilmBlog";

    /// <summary>Folder of the database, images and logs; created where missing.</summary>
    [Required]
    public string DataPath { get; set; } = "data";

    /// <summary>Folder that is imported when serving creates the database.</summary>
    [Required]
    public string ContentPath { get; set; } = "content";

    /// <summary>Public address for canonical links, such as <c>https://films.example</c>. Unset: the request's own, for loopback hosts only.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Addresses of proxies whose forwarded scheme and client address are believed, beside loopback; comma-separated.</summary>
    public string? TrustedProxies { get; set; }

    /// <summary>The site's name.</summary>
    [Required, StringLength(100)]
    public string Title { get; set; } = "FilmBlog";

    /// <summary>One line under the name.</summary>
    [StringLength(200)]
    public string? Tagline { get; set; }

    /// <summary>Who writes, where a review names nobody else.</summary>
    [Required, StringLength(150)]
    public string Author { get; set; } = "The author";

    /// <summary>The language of the site as a BCP 47 tag.</summary>
    [Required]
    public string Language { get; set; } = "en";

    /// <summary>The time zone of the site, such as <c>Europe/Berlin</c>.</summary>
    [Required]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>How many megabytes the pages take at most that are kept in memory; 0: each is made anew for each who asks.</summary>
    [Range(0, 4096)]
    public int PageCacheMegabytes { get; set; } = 32;

    /// <summary>The section <c>FilmBlog:Limits</c>.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>The section <c>FilmBlog:Mail</c>.</summary>
    public MailOptions Mail { get; set; } = new();

    /// <summary>The section <c>FilmBlog:Backup</c>.</summary>
    public BackupOptions Backup { get; set; } = new();

    /// <summary>The section <c>FilmBlog:Crawlers</c>.</summary>
    public CrawlerOptions Crawlers { get; set; } = new();

    /// <summary>The section <c>FilmBlog:IndexNow</c>.</summary>
    public IndexNowOptions IndexNow { get; set; } = new();

    /// <summary>The section <c>FilmBlog:Telemetry</c>.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>Whether readers come over https: then cookies are secure and carry the prefix <c>__Host-</c>.</summary>
    internal bool IsOverTls => BaseUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>The zone of <see cref="TimeZone"/>.</summary>
    internal TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The addresses of <see cref="TrustedProxies"/>.</summary>
    internal IEnumerable<IPAddress> Proxies =>
        (TrustedProxies ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(IPAddress.Parse);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseUrl is not null && !(Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }))
        {
            yield return new ValidationResult($"FilmBlog:BaseUrl is \"{BaseUrl}\"; it must be an http or https address without a path, such as https://films.example.");
        }

        if (IndexNow.IsOn && BaseUrl is null)
        {
            yield return new ValidationResult("FilmBlog:IndexNow:Key is set, but FilmBlog:BaseUrl is not: search engines can only be told of addresses in public, such as https://films.example.");
        }

        if (SiteProfile.ZoneOf(TimeZone) is null)
        {
            yield return new ValidationResult($"FilmBlog:TimeZone is \"{TimeZone}\", which is no time zone; it must be a name such as UTC, Europe/Berlin or America/New_York.");
        }

        if (SiteProfile.CultureOf(Language) is null)
        {
            yield return new ValidationResult($"FilmBlog:Language is \"{Language}\", which is no language; it must be a tag such as en, en-GB, de or pt-BR.");
        }

        foreach (var proxy in (TrustedProxies ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IPAddress.TryParse(proxy, out _))
            {
                yield return new ValidationResult($"FilmBlog:TrustedProxies names \"{proxy}\"; it must be a list of IP addresses, such as 10.0.0.2, 10.0.0.3.");
            }
        }
    }
}
