using System.Globalization;

namespace FilmBlog.Web.Pages.Admin.Account;

/// <summary>A browser in which an author is signed in.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="Client">What the browser calls itself.</param>
/// <param name="Address">The address it came from last.</param>
/// <param name="SignedInAt">Since when.</param>
/// <param name="SeenAt">When it last came.</param>
public sealed record SessionRow(string Id, string? Client, string? Address, DateTimeOffset SignedInAt, DateTimeOffset SeenAt)
{
    // The first that fits: browsers also call themselves what others are called.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>The browser in words: "Firefox on Linux".</summary>
    public string Browser => string.Join(" on ", new[] { Find(Browsers) ?? "A browser", Find(Systems) }.OfType<string>());

    /// <summary>How long ago something was: "just now", "5 minutes ago", "3 hours ago", "2 days ago".</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalMinutes: < 2 } => "just now",
        { TotalHours: < 2 } ago => string.Create(CultureInfo.InvariantCulture, $"{(int)ago.TotalMinutes} minutes ago"),
        { TotalDays: < 2 } ago => string.Create(CultureInfo.InvariantCulture, $"{(int)ago.TotalHours} hours ago"),
        var ago => string.Create(CultureInfo.InvariantCulture, $"{(int)ago.TotalDays} days ago"),
    };

    private string? Find((string Mark, string Name)[] known) => known.FirstOrDefault(k => Client?.Contains(k.Mark, StringComparison.Ordinal) ?? false).Name;
}
