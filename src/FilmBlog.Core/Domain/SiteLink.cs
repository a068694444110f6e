namespace FilmBlog.Core.Domain;

/// <summary>A link that the author keeps: an entry of the navigation, or a blog worth reading.</summary>
public sealed class SiteLink
{
    private SiteLink()
    {
    }

    /// <summary>A link of a list, at a place in it.</summary>
    public SiteLink(SiteLinkList list, string text, string url, int position)
    {
        List = list;
        Text = text;
        Url = url;
        Position = position;
    }

    /// <summary>The most characters of <see cref="Text"/>.</summary>
    public const int MaxText = 100;

    /// <summary>The most characters of <see cref="Url"/> and <see cref="FeedUrl"/>.</summary>
    public const int MaxUrl = 1000;

    /// <summary>The most characters of <see cref="Note"/>.</summary>
    public const int MaxNote = 300;

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The list in which it stands.</summary>
    public SiteLinkList List { get; private set; }

    /// <summary>Its place in the list, from 0.</summary>
    public int Position { get; private set; }

    /// <summary>What it says, 1 to 100 characters.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Where it leads: a path on this site, or an http or https address; at most 1,000 characters.</summary>
    public string Url { get; private set; } = "";

    /// <summary>A sentence about it, at most 300 characters.</summary>
    public string? Note { get; private set; }

    /// <summary>Its feed, where it is a blog that has one; an http or https address.</summary>
    public string? FeedUrl { get; private set; }

    /// <summary>Replaces what it says.</summary>
    public void Write(string text, string url, string? note, string? feedUrl) => (Text, Url, Note, FeedUrl) = (text, url, note, feedUrl);

    /// <summary>Whether this is an address on another site that a link may lead to: http or https, with a host and without a password.</summary>
    public static bool IsWebAddress(string url) =>
        url.Length <= MaxUrl && IsOneWord(url) && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Host.Length: > 0, UserInfo: "" };

    /// <summary>Whether this is a path on this site: <c>/reviews?sort=rating</c>.</summary>
    public static bool IsPath(string url) =>
        // Browsers read two slashes, and a backslash too, as the beginning of a host.
        url.Length <= MaxUrl && IsOneWord(url) && url is ['/', ..] and not ['/', '/', ..] && !url.Contains('\\', StringComparison.Ordinal);

    /// <summary>Moves it in its list.</summary>
    public void Stand(int position) => Position = position;

    private static bool IsOneWord(string url) => !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
}

/// <summary>A list of links.</summary>
public enum SiteLinkList
{
    /// <summary>Entries of the masthead, after those that the site has by itself.</summary>
    Navigation,

    /// <summary>Blogs and people worth reading.</summary>
    Blogroll,
}
