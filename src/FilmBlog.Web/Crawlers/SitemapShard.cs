using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FilmBlog.Web.Crawlers;

/// <summary>
/// A part of the sitemap of a large blog: what has an id within a range. A range never changes, so that a new review touches only the shard at
/// the end.
/// </summary>
/// <param name="Kind">What it lists.</param>
/// <param name="Number">Which range of ids, from 0.</param>
internal readonly record struct SitemapShard(SitemapKind Kind, int Number)
{
    /// <summary>Ids of a range. Few enough for the pictures of its reviews to find room in one file, too.</summary>
    public const int Size = 10_000;

    /// <summary>The pages that are no review's and no hub's, few in any blog.</summary>
    public static SitemapShard Pages { get; } = new(SitemapKind.Pages, 0);

    /// <summary>The first id of the range.</summary>
    public int FirstId => Number * Size;

    /// <summary>The last id of the range.</summary>
    public int LastId => FirstId + Size - 1;

    /// <summary>Its name, and the end of its address: <c>reviews-3</c>.</summary>
    public string Name => Kind == SitemapKind.Pages ? "pages" : string.Create(CultureInfo.InvariantCulture, $"{NameOf(Kind)}-{Number}");

    /// <summary>Where it is served.</summary>
    public string Path => $"/sitemaps/{Name}.xml";

    /// <summary>Reads a name. False for what names no shard.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out SitemapShard? shard)
    {
        shard = null;
        foreach (var kind in Enum.GetValues<SitemapKind>())
        {
            var number = 0;
            if (name == NameOf(kind) || (name.StartsWith(NameOf(kind) + "-", StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(NameOf(kind).Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= int.MaxValue / Size - 1))
            {
                shard = new SitemapShard(kind, number);
            }
        }

        // One address for each: neither reviews-03 nor pages-1.
        shard = shard?.Name == name ? shard : null;
        return shard is not null;
    }

    private static string NameOf(SitemapKind kind) => kind switch
    {
        SitemapKind.Reviews => "reviews",
        SitemapKind.Directors => "directors",
        SitemapKind.Themes => "themes",
        _ => "pages",
    };
}

/// <summary>What a part of the sitemap lists.</summary>
internal enum SitemapKind
{
    /// <summary>Pages about the site and its lists, years, decades.</summary>
    Pages,

    /// <summary>Reviews.</summary>
    Reviews,

    /// <summary>Directors.</summary>
    Directors,

    /// <summary>Themes.</summary>
    Themes,
}
