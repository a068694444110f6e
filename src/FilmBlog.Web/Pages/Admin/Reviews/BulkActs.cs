using System.Security.Claims;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>What became of an act on many reviews.</summary>
/// <param name="Message">What was done, to how many, and what was not and why.</param>
/// <param name="Undo">What takes it back: act, ids, theme; null: nothing does.</param>
public sealed record BulkOutcome(string Message, string? Undo = null);

/// <summary>One act on many reviews: <c>publish</c>, <c>unpublish</c>, <c>bin</c>, <c>restore</c>, <c>add-theme</c>, <c>remove-theme</c>.</summary>
public sealed class BulkActs(FilmBlogContext db, ThemeActs themes, DeskActs acts, TimeProvider clock)
{
    /// <summary>How many can be changed at once.</summary>
    public const int Most = 200;


    /// <summary>Does it with those of the reviews that the author may change.</summary>
    public async Task<BulkOutcome> DoAsync(string? act, int[] ids, string theme, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        if (ids.Length is 0 or > Most)
        {
            return new BulkOutcome(ids.Length == 0 ? "No review was chosen." : $"At most {Most} reviews can be changed at once.");
        }

        var mine = await db.Reviews.Of(author).Where(r => ids.Contains(r.Id)).Include(r => r.Film).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return act switch
        {
            "publish" => await EachAsync(mine, "Published", "published", r => r.StateAt(now) switch
            {
                ReviewState.Published => "published already",
                ReviewState.Binned => "in the bin",
                _ => null,
            }, r => r.Publish(now), undo: null, cancellationToken),
            "unpublish" => await EachAsync(mine, "Made drafts of", "unpublished", r => r.StateAt(now) switch
            {
                ReviewState.Draft => "a draft already",
                ReviewState.Binned => "in the bin",
                _ => null,
            }, r => r.Unpublish(now), undo: null, cancellationToken),
            "bin" => await EachAsync(mine, "Put into the bin:", "put into the bin", r => r.BinnedAt is null ? null : "in the bin already", r => r.Bin(now), "restore", cancellationToken),
            "restore" => await EachAsync(mine, "Taken out of the bin:", "took out of the bin", r => r.BinnedAt is null ? "not in the bin" : null, r => r.TakeFromBin(), "bin", cancellationToken),
            "add-theme" or "remove-theme" => await ThemeAsync(mine, theme, act == "add-theme", author.AuthorName, cancellationToken),
            _ => new BulkOutcome("Nothing was done: choose what is to be done with the reviews."),
        };
    }

    private async Task<BulkOutcome> EachAsync(
        List<Review> reviews, string done, string noted, Func<Review, string?> obstacle, Action<Review> act, string? undo, CancellationToken cancellationToken)
    {
        var hindered = reviews.Select(r => (Review: r, Why: obstacle(r))).ToList();
        var changed = hindered.Where(h => h.Why is null).Select(h => h.Review).ToList();
        foreach (var review in changed)
        {
            act(review);
            acts.Note(noted, review.Title);
        }

        if (changed.Count > 0)
        {
            await acts.SaveAsync(changed.ConvertAll(r => r.Id), cancellationToken);
        }

        return Outcome(changed, done, [.. hindered.Select(h => h.Why).OfType<string>()], undo, "");
    }

    private async Task<BulkOutcome> ThemeAsync(List<Review> reviews, string name, bool add, string by, CancellationToken cancellationToken)
    {
        if (ThemeActs.Obstacle(name) is { } obstacle)
        {
            return new BulkOutcome(obstacle);
        }

        var hindered = await themes.ChangeAsync([.. reviews.Select(r => r.Id)], name, add, by, cancellationToken);
        var changed = reviews.Where(r => !hindered.ContainsKey(r.Id)).ToList();
        foreach (var review in changed)
        {
            acts.Note(add ? "added a theme" : "took a theme away", review.Title, name);
        }

        // Whoever is writing about one of them is to see that its text has changed.
        await acts.SaveAsync([], cancellationToken);
        return Outcome(
            changed, add ? $"Added the theme “{name}” to" : $"Took the theme “{name}” away from", [.. hindered.Values], add ? "remove-theme" : "add-theme", name);
    }

    private static BulkOutcome Outcome(List<Review> changed, string done, IReadOnlyList<string> obstacles, string? undo, string theme)
    {
        var what = changed.Count switch
        {
            0 => "Nothing was done.",
            1 => $"{done} “{changed[0].Title}”.",
            var count => $"{done} {count} reviews.",
        };
        var not = obstacles.GroupBy(why => why).Select(g => g.Count() == 1 ? $"One was left: {g.Key}." : $"{g.Count()} were left: {g.Key}.");
        return new BulkOutcome(
            string.Join(' ', [what, .. not]),
            changed.Count == 0 || undo is null ? null : $"{undo}|{string.Join(',', changed.Select(r => r.Id))}|{theme}");
    }
}
