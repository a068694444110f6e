using System.Globalization;
using System.Linq.Expressions;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>A text of a review that is kept: the one readers see or will see, the one that is being written, or a former one.</summary>
/// <param name="RevisionId">The former text's id; null: it is a present one.</param>
/// <param name="Name"><see cref="Current"/> or <see cref="Copy"/>; null: it is a former one.</param>
/// <param name="What">What it is.</param>
/// <param name="SavedAt">When it was saved.</param>
/// <param name="SavedBy">Who saved it; null: a command.</param>
/// <param name="Length">Characters: of the saved review those of the essay, else those of the whole file.</param>
public sealed record KnownText(int? RevisionId, string? Name, string What, DateTimeOffset SavedAt, string? SavedBy, int Length)
{
    /// <summary>The review as it is saved.</summary>
    public const string Current = "current";

    /// <summary>What is being written.</summary>
    public const string Copy = "copy";

    /// <summary>What a list reads of a former text.</summary>
    public static readonly Expression<Func<Revision, KnownText>> Projection = revision => new KnownText(
        revision.Id,
        null,
        revision.Origin == RevisionOrigin.Import ? "replaced by an import" : revision.Origin == RevisionOrigin.Desk ? "replaced at the desk" : "kept while writing",
        revision.SavedAt,
        revision.SavedBy,
        revision.Text.Length);

    /// <summary>What names it in an address.</summary>
    public string Key => Name ?? RevisionId!.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The former texts.</summary>
    public static IQueryable<Revision> RevisionsOf(FilmBlogContext db, ReviewAtDesk review) =>
        review.Id is { } id ? db.Revisions.Where(r => r.ReviewId == id) : db.Revisions.Where(r => r.CopyId == review.CopyId);

    /// <summary>What is being written and what is saved.</summary>
    public static async Task<IReadOnlyList<KnownText>> PresentAsync(FilmBlogContext db, ReviewAtDesk review, CancellationToken cancellationToken)
    {
        var copy = await db.WorkingCopies.Where(c => c.Id == review.CopyId).Select(c => new KnownText(null, Copy, "what is being written", c.SavedAt, c.SavedBy, c.Text.Length))
            .SingleOrDefaultAsync(cancellationToken);
        var what = review.State == ReviewState.Published ? "what readers see" : "the review as it is saved";
        var current = await db.Reviews.Where(r => r.Id == review.Id).Select(r => new KnownText(null, Current, what, r.SavedAt, r.SavedBy, r.Body.Markdown.Length))
            .SingleOrDefaultAsync(cancellationToken);
        return [.. new[] { copy, current }.OfType<KnownText>()];
    }

    /// <summary>The text of that name, in one form whatever it came from; null: there is none.</summary>
    public static async Task<string?> ReadAsync(FilmBlogContext db, ReviewDesk desk, ReviewAtDesk review, string? key, CancellationToken cancellationToken)
    {
        var manuscript = key switch
        {
            Current => review.Id is { } id ? await desk.ManuscriptOfAsync(id, cancellationToken) : null,
            Copy => await db.WorkingCopies.Where(c => c.Id == review.CopyId).Select(c => c.Text).SingleOrDefaultAsync(cancellationToken) is { } written ? Manuscript.Read(written) : null,
            _ when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) =>
                await RevisionsOf(db, review).Where(r => r.Id == id).Select(r => r.Text).SingleOrDefaultAsync(cancellationToken) is { } former ? Manuscript.Read(former) : null,
            _ => null,
        };
        // Where it stood and when it was published is no part of what it says.
        return manuscript is null ? null : (manuscript with { Slug = "", Aliases = [] }).Write();
    }
}
