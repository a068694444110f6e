using System.Security.Claims;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Which reviews the list shows.</summary>
public enum ReviewTab
{
    /// <summary>All but those in the bin.</summary>
    All,

    /// <summary>Those that readers do not see.</summary>
    Drafts,

    /// <summary>Those that readers will see.</summary>
    Scheduled,

    /// <summary>Those that readers see.</summary>
    Published,

    /// <summary>Those that were thrown away.</summary>
    Bin,
}

/// <summary>In which order.</summary>
public enum ReviewSort
{
    /// <summary>Last saved first.</summary>
    Saved,

    /// <summary>Last published first; of scheduled ones the next.</summary>
    Published,

    /// <summary>By the film's title.</summary>
    Title,

    /// <summary>Best first.</summary>
    Rating,
}

/// <summary>Scopes over reviews as the desk lists them.</summary>
internal static class DeskQueries
{
    extension(IQueryable<Review> reviews)
    {
        /// <summary>Those that an author may change.</summary>
        public IQueryable<Review> Of(ClaimsPrincipal author)
        {
            var id = author.AuthorId;
            return author.IsOwner ? reviews : reviews.Where(r => r.AuthorId == id);
        }

        /// <summary>Those of which an author may know: their own, and what readers see.</summary>
        public IQueryable<Review> KnownTo(ClaimsPrincipal author, DateTimeOffset now)
        {
            var id = author.AuthorId;
            return author.IsOwner ? reviews : reviews.Where(r => r.AuthorId == id || r.PublishedAt <= now);
        }

        /// <summary>Those of a tab.</summary>
        public IQueryable<Review> In(ReviewTab tab, DateTimeOffset now) => tab switch
        {
            ReviewTab.Drafts => reviews.Where(r => r.PublishedAt == null && r.BinnedAt == null),
            ReviewTab.Scheduled => reviews.Where(r => r.PublishedAt > now),
            ReviewTab.Published => reviews.Where(r => r.PublishedAt <= now),
            ReviewTab.Bin => reviews.Where(r => r.BinnedAt != null),
            // What is published lies in no bin; said so, the database follows the order and not the many that are not binned.
            _ => reviews.Where(r => r.PublishedAt != null || r.BinnedAt == null),
        };

        /// <summary>Those whose titles or directors contain every word, however it is spelt: without marks and in any case.</summary>
        public IQueryable<Review> Matching(string? search)
        {
            foreach (var word in Words(search))
            {
                var (plain, key) = (Folding.Plain(word), Folding.NameKey(word));
                reviews = reviews.Where(r => r.Film.SortTitle.Contains(plain) || r.Film.TitleKey.Contains(key)
                    || FilmBlogContext.Folded(r.Film.OriginalTitle)!.Contains(plain) || FilmBlogContext.Folded(r.Headline)!.Contains(plain)
                    || r.Film.Directors.Any(d => d.Director.NameKey.Contains(key) || d.Director.SortName.Contains(plain)));
            }

            return reviews;
        }

        /// <summary>In order; the usual order of each tab follows an index.</summary>
        public IQueryable<Review> Sorted(ReviewSort sort, ReviewTab tab) => (sort, tab) switch
        {
            (ReviewSort.Published, ReviewTab.Scheduled) => reviews.OrderBy(r => r.PublishedAt).ThenBy(r => r.Id),
            (ReviewSort.Published, ReviewTab.Bin) => reviews.OrderByDescending(r => r.BinnedAt).ThenByDescending(r => r.Id),
            (ReviewSort.Published, _) => reviews.OrderByDescending(r => r.PublishedAt).ThenByDescending(r => r.Id),
            (ReviewSort.Title, _) => reviews.OrderBy(r => r.Film.SortTitle).ThenBy(r => r.Film.Id).ThenBy(r => r.Id),
            (ReviewSort.Rating, _) => reviews.OrderByDescending(r => r.Rating).ThenByDescending(r => r.PublishedAt).ThenByDescending(r => r.Id),
            _ => reviews.OrderByDescending(r => r.SavedAt).ThenByDescending(r => r.Id),
        };
    }

    /// <summary>Directors of whom an author may know: not those whom only others' unpublished reviews name.</summary>
    public static IQueryable<Director> KnownTo(this IQueryable<Director> directors, ClaimsPrincipal author, DateTimeOffset now)
    {
        var id = author.AuthorId;
        return author.IsOwner ? directors : directors.Where(d => d.Films.Any(f => f.Film.Reviews.Any(r => r.AuthorId == id || r.PublishedAt <= now)));
    }

    /// <summary>Themes of which an author may know: not those that only others' unpublished reviews carry.</summary>
    public static IQueryable<Theme> KnownTo(this IQueryable<Theme> themes, ClaimsPrincipal author, DateTimeOffset now)
    {
        var id = author.AuthorId;
        return author.IsOwner ? themes : themes.Where(t => t.Reviews.Any(r => r.Review.AuthorId == id || r.Review.PublishedAt <= now));
    }

    /// <summary>Working copies of an author; of an owner all.</summary>
    public static IQueryable<WorkingCopy> CopiesOf(this FilmBlogContext db, ClaimsPrincipal author)
    {
        var id = author.AuthorId;
        return author.IsOwner ? db.WorkingCopies : db.WorkingCopies.Where(c => c.AuthorId == id);
    }

    /// <summary>The words of a search, no more than anyone needs.</summary>
    public static IEnumerable<string> Words(string? search) =>
        (search ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => Folding.Plain(w).Length > 0).Take(8);
}
