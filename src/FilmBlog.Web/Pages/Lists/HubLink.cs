using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Lists;

/// <summary>A director or a theme, by name and address.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Id">Identity within its kind.</param>
/// <param name="Name">The name.</param>
/// <param name="Slug">Last part of the address.</param>
public sealed record HubLink(HubKind Kind, int Id, string Name, Slug Slug)
{
    /// <summary>The hub's address.</summary>
    public string Path => Kind == HubKind.Director ? $"/directors/{Slug}" : $"/themes/{Slug}";

    /// <summary>The directors of a film and the themes of a review, each in order. One query.</summary>
    public static async Task<IReadOnlyList<HubLink>> OfAsync(FilmBlogContext db, int reviewId, int filmId, CancellationToken cancellationToken)
    {
        var rows = await db.FilmDirectors.Where(d => d.FilmId == filmId)
            .Select(d => new { Kind = HubKind.Director, d.Position, d.Director.Id, d.Director.Name, d.Director.Slug })
            .Concat(db.ReviewThemes.Where(t => t.ReviewId == reviewId)
                .Select(t => new { Kind = HubKind.Theme, t.Position, t.Theme.Id, t.Theme.Name, t.Theme.Slug }))
            .ToListAsync(cancellationToken);
        return [.. rows.OrderBy(r => r.Position).Select(r => new HubLink(r.Kind, r.Id, r.Name, r.Slug))];
    }

    /// <summary>Directors and themes by id. One query.</summary>
    public static async Task<IReadOnlyList<HubLink>> OfAsync(
        FilmBlogContext db, IReadOnlyCollection<int> directors, IReadOnlyCollection<int> themes, CancellationToken cancellationToken)
    {
        var rows = await db.Directors.Where(d => directors.Contains(d.Id))
            .Select(d => new { Kind = HubKind.Director, d.Id, d.Name, d.Slug })
            .Concat(db.Themes.Where(t => themes.Contains(t.Id)).Select(t => new { Kind = HubKind.Theme, t.Id, t.Name, t.Slug }))
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => new HubLink(r.Kind, r.Id, r.Name, r.Slug))];
    }

    /// <summary>A director and a theme by slug, where asked for, as readers know them: those of published reviews. One query.</summary>
    public static async Task<(HubLink? Director, HubLink? Theme)> FindAsync(
        FilmBlogContext db, Slug? director, Slug? theme, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (director is null && theme is null)
        {
            return (null, null);
        }

        var rows = await db.Directors.Where(d => d.Slug == director && d.Films.Any(f => f.Film.Reviews.Any(r => r.PublishedAt <= now)))
            .Select(d => new { Kind = HubKind.Director, d.Id, d.Name, d.Slug })
            .Concat(db.Themes.Where(t => t.Slug == theme && t.Reviews.Any(r => r.Review.PublishedAt <= now)).Select(t => new { Kind = HubKind.Theme, t.Id, t.Name, t.Slug }))
            .ToListAsync(cancellationToken);
        var links = rows.Select(r => new HubLink(r.Kind, r.Id, r.Name, r.Slug)).ToList();
        return (links.Find(l => l.Kind == HubKind.Director), links.Find(l => l.Kind == HubKind.Theme));
    }
}
