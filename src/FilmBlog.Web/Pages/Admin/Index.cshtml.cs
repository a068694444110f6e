using FilmBlog.Core.Backups;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Health;
using FilmBlog.Web.Pages.Admin.Reviews;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin;

/// <summary>Where the author begins: what is being written, what comes next, what needs attention.</summary>
public sealed class IndexModel(FilmBlogContext db, BackupState backups, SiteHealth health, TimeProvider clock) : DeskPage
{
    private const int Few = 6;

    /// <summary>What an owner has to know: nothing can be saved, a backup failed, a check found damage.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (health.Unwritable is { } reason)
            {
                yield return $"Nothing can be saved: {reason.TrimEnd('.')}. What is typed meanwhile stays in the browser.";
            }

            if (backups.Failure is { } failure)
            {
                yield return $"The latest backup failed. {failure}";
            }

            if (backups.Missing is var missing and > 0)
            {
                yield return $"The latest backup is without {(missing == 1 ? "1 picture, whose file is" : $"{missing} pictures, whose files are")} missing or damaged: run filmblog check on the server.";
            }

            if (backups.Check is { Problems: > 0 })
            {
                yield return "The nightly check found that some of the data is not what was saved: run filmblog check on the server.";
            }
        }
    }

    /// <summary>What the site does by itself and cannot do, for owners.</summary>
    public IReadOnlyList<FailingWork> Failing => health.Failing;

    /// <summary>The instant of the request.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>What is being written: reviews that are begun, and changes to others.</summary>
    public IReadOnlyList<BegunReview> Writing { get; private set; } = [];

    /// <summary>The latest drafts that nothing is being written in.</summary>
    public IReadOnlyList<ReviewLine> Drafts { get; private set; } = [];

    /// <summary>What comes out next.</summary>
    public IReadOnlyList<ReviewLine> Next { get; private set; } = [];

    /// <summary>The latest reviews that want something.</summary>
    public IReadOnlyList<ReviewLine> Wanting { get; private set; } = [];

    /// <summary>How many there are of each kind.</summary>
    public ReviewCounts Counts { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Entitle("Desk");
        Counts = await ReviewCounts.OfAsync(db, User, Now, cancellationToken);
        Writing = await db.CopiesOf(User).OrderByDescending(c => c.SavedAt).Take(Few)
            .Select(c => new BegunReview(c.Id, c.ReviewId, c.Title, c.SavedAt, null)).ToListAsync(cancellationToken);
        var reviews = db.Reviews.Of(User);
        var line = ReviewLine.Projection(db);
        Drafts = await reviews.In(ReviewTab.Drafts, Now).Where(r => !db.WorkingCopies.Any(c => c.ReviewId == r.Id)).Sorted(ReviewSort.Saved, ReviewTab.Drafts)
            .Take(Few).Select(line).ToListAsync(cancellationToken);
        Next = await reviews.In(ReviewTab.Scheduled, Now).Sorted(ReviewSort.Published, ReviewTab.Scheduled).Take(Few).Select(line).ToListAsync(cancellationToken);
        Wanting = [.. (await reviews.In(ReviewTab.Published, Now).Sorted(ReviewSort.Published, ReviewTab.Published).Take(50).Select(line).ToListAsync(cancellationToken))
            .Where(r => r.Wants.Any()).Take(Few)];
    }
}
