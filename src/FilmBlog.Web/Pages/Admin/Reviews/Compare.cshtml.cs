using FilmBlog.Core.Data;
using FilmBlog.Core.Writing;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>Two texts of a review beside each other.</summary>
public sealed class CompareModel(FilmBlogContext db, ReviewDesk desk, TimeProvider clock) : ReviewPage(db, clock)
{
    private readonly FilmBlogContext db = db;

    /// <summary>What became of the one on the way to the other.</summary>
    public TextComparison Comparison { get; private set; } = null!;

    /// <summary>The revision that the comparison began from, to be brought back; null: it is none.</summary>
    public int? Former { get; private set; }

    /// <summary>Shows what differs.</summary>
    public async Task<IActionResult> OnGetAsync([FromRoute] int? id, [FromRoute] Guid? copy, string? from, string? to, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, copy, cancellationToken)
            || await KnownText.ReadAsync(db, desk, Review, from, cancellationToken) is not { } before
            || await KnownText.ReadAsync(db, desk, Review, to, cancellationToken) is not { } after)
        {
            return NotFound();
        }

        Entitle($"Two texts of {Review.Title}");
        Comparison = TextComparison.Of(before, after);
        Former = int.TryParse(from, System.Globalization.CultureInfo.InvariantCulture, out var revision) ? revision : null;
        return Page();
    }
}
