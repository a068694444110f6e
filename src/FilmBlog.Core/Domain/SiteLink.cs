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

    /// <summary>Moves it in its list.</summary>
    public void Stand(int position) => Position = position;
}

/// <summary>A list of links.</summary>
public enum SiteLinkList
{
    /// <summary>Entries of the masthead, after those that the site has by itself.</summary>
    Navigation,

    /// <summary>Blogs and people worth reading.</summary>
    Blogroll,
}
