using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Writing;

/// <summary>Adds a theme to many reviews, or takes it away from them. What they said before stays in their history.</summary>
public sealed class ThemeActs(FilmBlogContext db, TimeProvider clock)
{
    private const int MostThemes = 12;
    private const int LongestName = 150;

    /// <summary>Why something cannot be the name of a theme; null: it can.</summary>
    public static string? Obstacle(string name) =>
        name.Length == 0 ? "Nothing was done: name the theme."
        : name.Length > LongestName ? $"Nothing was done: a theme’s name has at most {LongestName} characters."
        : name.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') ? "Nothing was done: a theme’s name is one line."
        : null;

    /// <summary>Changes the reviews; nothing is saved yet.</summary>
    /// <param name="ids">The reviews.</param>
    /// <param name="name">The theme; made where there is none of that name and it is to be added.</param>
    /// <param name="add">Whether it is added, or taken away.</param>
    /// <param name="by">The name of who does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Reviews that were left as they are, and why.</returns>
    public async Task<IReadOnlyDictionary<int, string>> ChangeAsync(IReadOnlyCollection<int> ids, string name, bool add, string by, CancellationToken cancellationToken)
    {
        var key = Folding.NameKey(name);
        var theme = await db.Themes.SingleOrDefaultAsync(t => t.NameKey == key, cancellationToken);
        var left = new Dictionary<int, string>();
        foreach (var review in await db.Reviews.WithDocument.Where(r => EF.Parameter(ids).Contains(r.Id)).ToListAsync(cancellationToken))
        {
            var carried = review.Themes.OrderBy(t => t.Position).Select(t => t.Theme).ToList();
            if (Why(carried, theme, add) is { } why)
            {
                left.Add(review.Id, why);
                continue;
            }

            var former = new Revision(ReviewWriter.Write(review.Document), review.SavedAt, review.SavedBy, RevisionOrigin.Desk, review.Id);
            theme ??= await NewAsync(name, cancellationToken);
            review.CarryThemes(add ? [.. carried, theme] : [.. carried.Where(t => t != theme)]);
            review.WasSaved(clock.GetUtcNow(), by);
            db.Revisions.Add(former);
        }

        return left;
    }

    private static string? Why(List<Theme> carried, Theme? theme, bool add) => (add, theme is not null && carried.Contains(theme)) switch
    {
        (true, true) => "it has the theme already",
        (false, false) => "it does not have the theme",
        (true, false) when carried.Count >= MostThemes => $"it has {MostThemes} themes, the most there can be",
        _ => null,
    };

    private async Task<Theme> NewAsync(string name, CancellationToken cancellationToken)
    {
        var taken = await db.Themes.Select(t => t.Slug).ToListAsync(cancellationToken);
        var theme = new Theme(string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Slug.Free(name, "theme", null, taken.Contains));
        db.Themes.Add(theme);
        return theme;
    }
}
