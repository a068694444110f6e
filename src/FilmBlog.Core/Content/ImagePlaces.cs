using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>What kind of thing shows an image.</summary>
public enum ImagePlaceKind
{
    /// <summary>The text of a review.</summary>
    Review,

    /// <summary>The cover of a review.</summary>
    Cover,

    /// <summary>A page about the site.</summary>
    Page,

    /// <summary>The introduction of a director.</summary>
    Director,

    /// <summary>The introduction of a theme.</summary>
    Theme,

    /// <summary>What somebody is writing and has not saved for good.</summary>
    WorkingCopy,
}

/// <summary>A place where an image is shown.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">What its address at the desk ends in: an id, or the slug of a page.</param>
/// <param name="Title">What it is called.</param>
/// <param name="PublishedAt">Of a review: since when, or from when on readers see it; null: they do not.</param>
/// <param name="FormerSince">Since when it is a former text of that, which can be brought back; null: it is the present one.</param>
public sealed record ImagePlace(ImagePlaceKind Kind, string Key, string Title, DateTimeOffset? PublishedAt = null, DateTimeOffset? FormerSince = null)
{
    /// <summary>Whose it is, of a review or what is begun; null: nobody's.</summary>
    public int? AuthorId { get; init; }
}

/// <summary>Finds where an image is shown.</summary>
public static class ImagePlaces
{
    /// <summary>All places; a fixed number of queries.</summary>
    public static async Task<IReadOnlyList<ImagePlace>> OfAsync(FilmBlogContext db, Image image, CancellationToken cancellationToken)
    {
        var id = image.Id;
        var reviews = await db.Reviews.Where(r => r.CoverId == id || r.Images.Any(u => u.ImageId == id)).OrderBy(r => r.Id)
            .Select(r => new { r.Id, Title = r.Headline ?? r.Film.Title, r.PublishedAt, r.AuthorId, IsCover = r.CoverId == id, InText = r.Images.Any(u => u.ImageId == id) })
            .ToListAsync(cancellationToken);
        var pages = await db.SitePages.Where(p => p.Images.Any(u => u.ImageId == id)).OrderBy(p => p.Id).Select(p => new { p.Slug, p.Title }).ToListAsync(cancellationToken);
        var directors = await db.Directors.Where(d => d.Images.Any(u => u.ImageId == id)).OrderBy(d => d.Id).Select(d => new { d.Id, d.Name }).ToListAsync(cancellationToken);
        var themes = await db.Themes.Where(t => t.Images.Any(u => u.ImageId == id)).OrderBy(t => t.Id).Select(t => new { t.Id, t.Name }).ToListAsync(cancellationToken);
        // Texts that no use is kept of name an image of the library by its own address.
        var (byName, byHash) = (LibraryImages.AddressOf(image), $"/media/{image.Hash}");
        var copies = await db.WorkingCopies.Where(c => c.Text.Contains(byName) || c.Text.Contains(byHash)).OrderBy(c => c.SavedAt)
            .Select(c => new { c.Id, c.Title, c.AuthorId }).ToListAsync(cancellationToken);
        var revisions = await db.Revisions.Where(v => v.Text.Contains(byName) || v.Text.Contains(byHash)).OrderBy(v => v.Id)
            .Select(v => new
            {
                v.SavedAt,
                v.ReviewId,
                v.DirectorId,
                v.ThemeId,
                v.CopyId,
                AuthorId = v.ReviewId != null
                    ? db.Reviews.Where(r => r.Id == v.ReviewId).Select(r => r.AuthorId).FirstOrDefault()
                    : db.WorkingCopies.Where(c => c.Id == v.CopyId).Select(c => (int?)c.AuthorId).FirstOrDefault(),
                Review = db.Reviews.Where(r => r.Id == v.ReviewId).Select(r => r.Headline ?? r.Film.Title).FirstOrDefault(),
                Page = db.SitePages.Where(p => p.Id == v.SitePageId).Select(p => new { p.Slug, p.Title }).FirstOrDefault(),
                Director = db.Directors.Where(d => d.Id == v.DirectorId).Select(d => d.Name).FirstOrDefault(),
                Theme = db.Themes.Where(t => t.Id == v.ThemeId).Select(t => t.Name).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return
        [
            .. reviews.Where(r => r.InText).Select(r => new ImagePlace(ImagePlaceKind.Review, Number(r.Id), r.Title, r.PublishedAt) { AuthorId = r.AuthorId }),
            .. reviews.Where(r => r.IsCover).Select(r => new ImagePlace(ImagePlaceKind.Cover, Number(r.Id), r.Title, r.PublishedAt) { AuthorId = r.AuthorId }),
            .. pages.Select(p => new ImagePlace(ImagePlaceKind.Page, p.Slug.Value, p.Title)),
            .. directors.Select(d => new ImagePlace(ImagePlaceKind.Director, Number(d.Id), d.Name)),
            .. themes.Select(t => new ImagePlace(ImagePlaceKind.Theme, Number(t.Id), t.Name)),
            .. copies.Select(c => new ImagePlace(ImagePlaceKind.WorkingCopy, c.Id.ToString(), c.Title.Length > 0 ? c.Title : "Untitled") { AuthorId = c.AuthorId }),
            .. revisions.Select(v => v switch
            {
                { ReviewId: { } review } => new ImagePlace(ImagePlaceKind.Review, Number(review), v.Review ?? "", FormerSince: v.SavedAt) { AuthorId = v.AuthorId },
                { DirectorId: { } director } => new ImagePlace(ImagePlaceKind.Director, Number(director), v.Director ?? "", FormerSince: v.SavedAt),
                { ThemeId: { } theme } => new ImagePlace(ImagePlaceKind.Theme, Number(theme), v.Theme ?? "", FormerSince: v.SavedAt),
                { Page: { } page } => new ImagePlace(ImagePlaceKind.Page, page.Slug.Value, page.Title, FormerSince: v.SavedAt),
                _ => new ImagePlace(ImagePlaceKind.WorkingCopy, v.CopyId?.ToString() ?? "", "A review that was only begun", FormerSince: v.SavedAt) { AuthorId = v.AuthorId },
            }),
        ];
    }

    private static string Number(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
