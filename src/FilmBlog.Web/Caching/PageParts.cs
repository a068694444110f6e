using FilmBlog.Core.Catalogue;

namespace FilmBlog.Web.Caching;

/// <summary>What a page is made of, and so what makes another one of it. It outlives the request: it must keep nothing of it.</summary>
public abstract class PageParts
{
    /// <summary>Whether readers would see the same page that was made with this version of the catalogue.</summary>
    public abstract ValueTask<bool> HaveStayedAsync(ReviewCatalogue catalogue, long since);

    /// <summary>Parts of the blog that are known beforehand, beside what stands on every page.</summary>
    public static PageParts Of(params BlogPart[] parts) => new KnownParts(parts);

    private sealed class KnownParts(BlogPart[] parts) : PageParts
    {
        public override ValueTask<bool> HaveStayedAsync(ReviewCatalogue catalogue, long since) => ValueTask.FromResult(catalogue.HaveStayed(parts, since));
    }
}

/// <summary>A page on its way into the cache. Pages that say nothing of their parts change with every review.</summary>
internal sealed class PageInTheMaking
{
    public PageParts Parts { get; set; } = PageParts.Of(BlogPart.AnyReview);
}

/// <summary>How a page says what it is made of.</summary>
internal static class PagePartsOfRequest
{
    /// <summary>Says what the page is made of that this request gets, so that no other change takes it out of the cache.</summary>
    public static void IsMadeOf(this HttpContext context, PageParts parts)
    {
        if (context.Features.Get<PageInTheMaking>() is { } page)
        {
            page.Parts = parts;
        }
    }
}
