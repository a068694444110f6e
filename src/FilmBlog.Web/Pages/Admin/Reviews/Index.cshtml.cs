using FilmBlog.Core.Data;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>The reviews of the desk, and what can be done with many at once.</summary>
public sealed class IndexModel(FilmBlogContext db, BulkActs bulk, TimeProvider clock) : DeskPage
{
    private const int PerPage = 50;

    /// <summary>What was asked for.</summary>
    public ReviewListQuery Query { get; private set; } = null!;

    /// <summary>How many there are.</summary>
    public ReviewCounts Counts { get; private set; } = null!;

    /// <summary>The instant of the request.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Reviews that are only begun, latest first.</summary>
    public IReadOnlyList<BegunReview> Begun { get; private set; } = [];

    /// <summary>The page of the list.</summary>
    public IReadOnlyList<ReviewLine> Reviews { get; private set; } = [];

    /// <summary>How many the whole list has.</summary>
    public int Total { get; private set; }

    /// <summary>How many pages it has.</summary>
    public int Pages => Math.Max(1, (Total + PerPage - 1) / PerPage);

    /// <summary>Names of themes to choose from.</summary>
    public IReadOnlyList<string> Themes { get; private set; } = [];

    /// <summary>What can be taken back.</summary>
    [TempData]
    public string? Undo { get; set; }

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(string? tab, string? q, string? sort, [FromQuery(Name = "page")] int? number, CancellationToken cancellationToken)
    {
        Entitle("Reviews");
        Query = ReviewListQuery.Of(tab, q, sort, number);
        Counts = await ReviewCounts.OfAsync(db, User, Now, cancellationToken);
        var reviews = db.Reviews.Of(User).In(Query.Tab, Now).Matching(Query.Search);
        Total = Query.Search is null ? Counts.Of(Query.Tab) : await reviews.CountAsync(cancellationToken);
        Query = Query with { Page = Math.Min(Query.Page, Pages) };
        Reviews = await reviews.Sorted(Query.Sort, Query.Tab).Skip((Query.Page - 1) * PerPage).Take(PerPage).Select(ReviewLine.Projection(db)).ToListAsync(cancellationToken);
        Themes = await db.Themes.KnownTo(User, Now).OrderByDescending(t => t.Id).Select(t => t.Name).Take(300).ToListAsync(cancellationToken);
        if (Query is { Tab: ReviewTab.All or ReviewTab.Drafts, Page: 1 })
        {
            var words = DeskQueries.Words(Query.Search).Select(Core.Domain.Folding.Plain).ToList();
            var copies = db.CopiesOf(User).Where(c => c.ReviewId == null);
            Begun = await words.Aggregate(copies, (found, word) => found.Where(c => FilmBlogContext.Folded(c.Title)!.Contains(word))).OrderByDescending(c => c.SavedAt).Take(PerPage)
                .Select(c => new BegunReview(c.Id, null, c.Title, c.SavedAt, db.Authors.Where(a => a.Id == c.AuthorId).Select(a => a.Name).FirstOrDefault()))
                .ToListAsync(cancellationToken);
        }
    }

    /// <summary>Does one thing with all that were chosen.</summary>
    public async Task<IActionResult> OnPostAsync(InputModel input, CancellationToken cancellationToken)
    {
        if (!User.IsOwner && input.Ids.Length <= BulkActs.Most && await db.Reviews.AnyAsync(r => input.Ids.Contains(r.Id) && r.AuthorId != AuthorId, cancellationToken))
        {
            HttpContext.NoteAnothers();
        }

        var back = ReviewListQuery.Of(input.Tab, input.Q, input.Sort, input.Page).Address;
        var outcome = await bulk.DoAsync(input.Act, input.Ids, input.Theme?.Trim() ?? "", User, cancellationToken);
        Undo = outcome.Undo;
        return Done(back, outcome.Message);
    }

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary>The reviews that were chosen.</summary>
        public int[] Ids { get; set; } = [];

        /// <summary>What is to be done: see <see cref="BulkActs"/>.</summary>
        public string? Act { get; set; }

        /// <summary>The theme to add or take away.</summary>
        public string? Theme { get; set; }

        /// <summary>The list from which it came: the tab.</summary>
        public string? Tab { get; set; }

        /// <summary>The words.</summary>
        public string? Q { get; set; }

        /// <summary>The order.</summary>
        public string? Sort { get; set; }

        /// <summary>The page.</summary>
        public int? Page { get; set; }
    }
}
