namespace FilmBlog.Web.Crawlers;

/// <summary>An address as a sitemap names it.</summary>
/// <param name="Path">A path from the root.</param>
/// <param name="ChangedAt">When its content last changed; null where that is not known.</param>
internal readonly record struct SitemapAddress(string Path, DateTimeOffset? ChangedAt)
{
    /// <summary>Paths of the pictures that the page shows.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];
}
