using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Recommendations;

/// <summary>The review that recommendations are asked for, as the database has it.</summary>
/// <param name="FilmId">Its film.</param>
/// <param name="Year">The film's year.</param>
/// <param name="Directors">Ids, in the order of credit.</param>
/// <param name="Themes">Ids, in the review's order.</param>
/// <param name="Pinned">Slugs that the author wants first.</param>
/// <param name="Banned">Slugs that the author does not want.</param>
internal sealed record Subject(
    int FilmId,
    int Year,
    IReadOnlyList<int> Directors,
    IReadOnlyList<int> Themes,
    IReadOnlyList<string> Pinned,
    IReadOnlyList<string> Banned)
{
    /// <summary>Reads it, draft or not; null when there is no such review.</summary>
    public static async Task<Subject?> FindAsync(FilmBlogContext db, int reviewId, CancellationToken cancellationToken)
    {
        var found = await db.Reviews.Where(r => r.Id == reviewId).Select(r => new
        {
            r.FilmId,
            r.Film.Year,
            Directors = r.Film.Directors.OrderBy(d => d.Position).ThenBy(d => d.DirectorId).Select(d => d.DirectorId).ToList(),
            Themes = r.Themes.OrderBy(t => t.Position).ThenBy(t => t.ThemeId).Select(t => t.ThemeId).ToList(),
            r.Pinned,
            r.Banned,
        }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new Subject(found.FilmId, found.Year, found.Directors, found.Themes, found.Pinned, found.Banned);
    }

    /// <summary>That of a review that is being written: its names found among those that are known.</summary>
    public static async Task<Subject> OfAsync(FilmBlogContext db, UnsavedReview review, CancellationToken cancellationToken)
    {
        var directors = Keys(review.Directors);
        var themes = Keys(review.Themes);
        var known = await db.Directors.Where(d => EF.Parameter(directors).Contains(d.NameKey)).Select(d => new { IsTheme = false, d.Id, d.NameKey })
            .Concat(db.Themes.Where(t => EF.Parameter(themes).Contains(t.NameKey)).Select(t => new { IsTheme = true, t.Id, t.NameKey }))
            .ToListAsync(cancellationToken);
        var title = Folding.NameKey(review.FilmTitle);
        // The film itself is not recommended: it is the one of that id, of that title and year, or that of the review as it stands.
        var film = await db.Films.Where(f => (review.ImdbId != null && f.ImdbId == review.ImdbId) || (f.TitleKey == title && f.Year == review.Year))
            .OrderByDescending(f => f.ImdbId == review.ImdbId).Select(f => f.Id).FirstOrDefaultAsync(cancellationToken);
        if (film == 0)
        {
            film = await db.Reviews.Where(r => r.Id == review.ReviewId).Select(r => r.FilmId).FirstOrDefaultAsync(cancellationToken);
        }

        return new Subject(film, review.Year, Ids(directors, isTheme: false), Ids(themes, isTheme: true), review.Pinned, review.Banned);

        // As many as a review may have: what they share is counted in a byte.
        static List<string> Keys(IEnumerable<string> names) => [.. names.Select(Folding.NameKey).Where(key => key.Length > 0).Distinct().Take(12)];

        List<int> Ids(List<string> keys, bool isTheme) =>
            [.. keys.Select(key => known.Find(k => k.IsTheme == isTheme && k.NameKey == key)?.Id).OfType<int>()];
    }
}
