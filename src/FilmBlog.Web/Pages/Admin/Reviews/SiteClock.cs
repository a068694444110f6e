using System.Globalization;
using FilmBlog.Web.Text;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Time as the site's own clock shows it, for fields and sentences of the desk.</summary>
public sealed class SiteClock(SiteProfile site, SiteOptions options, Wording words, TimeProvider time)
{
    /// <summary>Where the time comes from.</summary>
    public TimeProvider Time => time;

    /// <summary>The site's zone.</summary>
    public TimeZoneInfo Zone => site.Zone;

    /// <summary>The site's public address, where it is set.</summary>
    public Uri? Base => options.BaseUrl is { } url ? new Uri(url) : null;

    /// <summary>The zone at an instant: "Europe/Berlin, UTC+02:00".</summary>
    public string Describe(DateTimeOffset at) => $"{Zone.Id}, {Offset(Zone.GetUtcOffset(at))}";

    /// <summary>What a field for date and time holds.</summary>
    public string Field(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An instant as a form sends it back, without room for two readings.</summary>
    public string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Nine in the morning of the next day: what a field begins with.</summary>
    public DateTimeOffset Tomorrow(DateTimeOffset now) =>
        Core.Writing.LocalTime.Of(TimeZoneInfo.ConvertTime(now, Zone).Date.AddDays(1).AddHours(9), Zone).Instants[0];

    /// <summary>An instant in words, with the zone's offset on that day: "3 December, 09:00 (UTC+01:00)".</summary>
    public string Say(DateTimeOffset at, DateTimeOffset now) => $"{words.Moment(at, now)} ({Offset(Zone.GetUtcOffset(at))})";

    /// <summary>An offset as people write it.</summary>
    public static string Offset(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{offset:hh\\:mm}");
}
