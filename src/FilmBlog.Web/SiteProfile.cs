using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web;

/// <summary>
/// What the site says of itself: set at the desk, or else by the operator in <see cref="SiteOptions"/>. Kept in memory; what was changed in
/// the database shows with <see cref="RefreshAsync"/>. Until the first refresh the operator's values stand.
/// </summary>
public sealed class SiteProfile(SiteOptions options, IServiceScopeFactory scopes)
{
    /// <summary>With what the names of these settings begin in the database.</summary>
    internal const string Prefix = Setting.SitePrefix;

    private volatile Snapshot now = new(options, new Dictionary<string, string>());

    /// <summary>The site's name.</summary>
    public string Title => now.Title;

    /// <summary>One line under the name.</summary>
    public string? Tagline => now.Tagline;

    /// <summary>Who writes, where a review names nobody else.</summary>
    public string Author => now.Author;

    /// <summary>The language of the site as a BCP 47 tag.</summary>
    public string Language => now.Culture.Name;

    /// <summary>How this language writes dates and numbers.</summary>
    internal CultureInfo Culture => now.Culture;

    /// <summary>The time zone of the site.</summary>
    public TimeZoneInfo Zone => now.Zone;

    /// <summary>Takes over what was set at the desk.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var set = await scope.ServiceProvider.GetRequiredService<FilmBlogContext>().Settings.Where(s => s.Name.StartsWith(Prefix))
            .ToDictionaryAsync(s => s.Name[Prefix.Length..], s => s.Value, cancellationToken);
        now = new Snapshot(options, set);
    }

    /// <summary>The zone of a name such as <c>Europe/Berlin</c>; null when there is none of that name here.</summary>
    internal static TimeZoneInfo? ZoneOf(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>The culture of a tag such as <c>en-GB</c>; null when there is none.</summary>
    internal static CultureInfo? CultureOf(string? tag)
    {
        try
        {
            return string.IsNullOrEmpty(tag) ? null : CultureInfo.GetCultureInfo(tag, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    // Replaced as a whole: a page that begins with one time zone does not end with another's language.
    private sealed class Snapshot(SiteOptions options, Dictionary<string, string> set)
    {
        public string Title { get; } = set.GetValueOrDefault(nameof(Title), options.Title);

        // The operator's line can be taken away, too.
        public string? Tagline { get; } = set.GetValueOrDefault(nameof(Tagline), options.Tagline ?? "") is { Length: > 0 } tagline ? tagline : null;

        public string Author { get; } = set.GetValueOrDefault(nameof(Author), options.Author);

        // What this machine does not know (the database came from another) is the operator's to say.
        public CultureInfo Culture { get; } = CultureOf(set.GetValueOrDefault(nameof(Language))) ?? CultureInfo.GetCultureInfo(options.Language);

        public TimeZoneInfo Zone { get; } = ZoneOf(set.GetValueOrDefault(nameof(SiteOptions.TimeZone))) ?? options.Zone;
    }
}
