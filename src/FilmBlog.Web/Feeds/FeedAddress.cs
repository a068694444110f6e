using System.Globalization;
using FilmBlog.Core.Catalogue;

namespace FilmBlog.Web.Feeds;

/// <summary>The languages that feed readers speak.</summary>
internal enum FeedFormat
{
    /// <summary>RFC 4287.</summary>
    Atom,

    /// <summary>RSS 2.0.</summary>
    Rss,

    /// <summary>JSON Feed 1.1.</summary>
    Json,
}

/// <summary>Which feed somebody asks for.</summary>
/// <param name="Kind">Of what kind of hub; null: of the whole site.</param>
/// <param name="Slug">Which hub of that kind.</param>
/// <param name="Format">In which format.</param>
/// <param name="Page">Which archived document, from 1, the oldest; null: the one that readers subscribe to.</param>
internal sealed record FeedAddress(HubKind? Kind, string? Slug, FeedFormat Format, int? Page = null)
{
    /// <summary>What is searched for; null: it is no feed of a search.</summary>
    public string? Query { get; init; }

    /// <summary>The page for people that shows the same.</summary>
    public string PagePath => Kind switch
    {
        null when Query is { } query => $"/search?q={Uri.EscapeDataString(query)}",
        HubKind.Director => $"/directors/{Slug}",
        HubKind.Theme => $"/themes/{Slug}",
        _ => "/",
    };

    /// <summary>What readers subscribe to.</summary>
    public string SubscriptionPath => Query is null ? $"{PagePath.TrimEnd('/')}/{FileName(Format)}" : SearchFeed.PathOf(Query);

    /// <summary>The document itself.</summary>
    public string Path => Page is { } page ? ArchivePath(page) : SubscriptionPath;

    /// <summary>An archived document of the same feed.</summary>
    public string ArchivePath(int page) => string.Create(CultureInfo.InvariantCulture, $"{SubscriptionPath}?page={page}");

    /// <summary>The last part of the address of feeds in a format.</summary>
    public static string FileName(FeedFormat format) => format switch
    {
        FeedFormat.Atom => "atom.xml",
        FeedFormat.Rss => "rss.xml",
        _ => "feed.json",
    };

    /// <summary>The media type of a format.</summary>
    public static string MediaType(FeedFormat format) => format switch
    {
        FeedFormat.Atom => "application/atom+xml",
        FeedFormat.Rss => "application/rss+xml",
        _ => "application/feed+json",
    };
}
