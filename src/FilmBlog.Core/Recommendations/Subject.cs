using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
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
}
