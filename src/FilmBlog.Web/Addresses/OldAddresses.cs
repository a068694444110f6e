using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Addresses;

/// <summary>What became of an old address.</summary>
/// <param name="Path">Where readers find it now; null: it is gone for good.</param>
internal sealed record Whereabouts(string? Path);

/// <summary>Old addresses: one hop to where a review stands now, 410 for what was deleted for good.</summary>
internal static class OldAddresses
{
    private static readonly string[] Folders = ["/reviews/", "/directors/", "/themes/"];

    /// <summary>Answers what no page answers.</summary>
    public static void MapRedirects(this IEndpointRouteBuilder app) =>
        app.MapMethods("{*path}", [HttpMethods.Get, HttpMethods.Head], (HttpContext context, FilmBlogContext db, TimeProvider clock) =>
            AnswerAsync(db, context.Request.Path.Value ?? "/", clock.GetUtcNow(), context.RequestAborted)).WithOrder(int.MaxValue);

    /// <summary>What an old address is answered with: 301, 410, or 404 where it is none.</summary>
    public static Task<IResult> AnswerAsync(FilmBlogContext db, string path, DateTimeOffset now, CancellationToken cancellationToken) =>
        AnswerAsync(db, path, "", now, cancellationToken);

    /// <summary>
    /// The same for an address that is made of a page's: <c>/reviews/old</c> with the suffix <c>.md</c> leads to <c>/reviews/new.md</c>,
    /// <c>/themes/old</c> with <c>/atom.xml</c> to <c>/themes/new/atom.xml</c>. One query.
    /// </summary>
    /// <param name="db">Where the old addresses are.</param>
    /// <param name="path">The page's path.</param>
    /// <param name="suffix">What follows it.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IResult> AnswerAsync(FilmBlogContext db, string path, string suffix, DateTimeOffset now, CancellationToken cancellationToken) =>
        await FindAsync(db, path, now, cancellationToken) switch
        {
            null => Results.NotFound(),
            { Path: { } there } => Results.Redirect(there + suffix, permanent: true),
            _ => Results.StatusCode(StatusCodes.Status410Gone),
        };

    /// <summary>
    /// Where readers find now what once stood at a path, whatever it was renamed to meanwhile; null: nothing is known of it, or it is what only
    /// unpublished reviews carry. One query.
    /// </summary>
    public static async Task<Whereabouts?> FindAsync(FilmBlogContext db, string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Redirect.NormalPath(path) is not { } old)
        {
            return null;
        }

        var redirect = await db.Redirects.Where(r => r.Path == old)
            .Select(r => new
            {
                IsGone = r.ReviewId == null && r.DirectorId == null && r.ThemeId == null,
                Review = db.Reviews.Published(now).Where(v => v.Id == r.ReviewId).Select(v => (Slug?)v.Slug).FirstOrDefault(),
                Director = db.Directors.Where(d => d.Id == r.DirectorId && d.Films.Any(f => f.Film.Reviews.Any(v => v.PublishedAt <= now))).Select(d => (Slug?)d.Slug).FirstOrDefault(),
                Theme = db.Themes.Where(t => t.Id == r.ThemeId && t.Reviews.Any(v => v.Review.PublishedAt <= now)).Select(t => (Slug?)t.Slug).FirstOrDefault(),
            })
            .FirstOrDefaultAsync(cancellationToken);
        return redirect switch
        {
            { IsGone: true } => new Whereabouts(null),
            { Review: { } slug } => new Whereabouts($"/reviews/{slug}"),
            { Director: { } slug } => new Whereabouts($"/directors/{slug}"),
            { Theme: { } slug } => new Whereabouts($"/themes/{slug}"),
            _ => null,
        };
    }

    /// <summary>
    /// Where a reader ends who asks for a path that is to redirect in any case: where it leads as an old address, or as what is made of one
    /// (<c>/reviews/old.md</c>), so that there is one hop and not two, else the path itself. No query for the site's own lists, one for most others.
    /// </summary>
    public static async Task<string> DestinationAsync(FilmBlogContext db, string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ReviewAddresses.IsAnsweredBySite(path))
        {
            return path;
        }

        var (page, suffix) = Parts(path);
        return await PresentAsync(path) ?? (suffix.Length > 0 && await PresentAsync(page) is { } there ? there + suffix : path);

        // A page comes before an old address.
        async Task<string?> PresentAsync(string old) =>
            await FindAsync(db, old, now, cancellationToken) is { Path: { } present } && !await StandsAsync(db, old, now, cancellationToken) ? present : null;
    }

    // "/reviews/old.md" and "/themes/old/atom.xml" as the page and what follows it.
    private static (string Page, string Suffix) Parts(string path)
    {
        var folder = Array.Find(Folders, f => path.StartsWith(f, StringComparison.Ordinal));
        var end = folder is null ? -1 : path.AsSpan(folder.Length).IndexOfAny('.', '/');
        return end < 0 ? (path, "") : (path[..(folder!.Length + end)], path[(folder.Length + end)..]);
    }

    private static Task<bool> StandsAsync(FilmBlogContext db, string path, DateTimeOffset now, CancellationToken cancellationToken) =>
        path.Split('/') switch
        {
            ["", "reviews", var last] when Slug.TryParse(last, out var slug) => db.Reviews.Published(now).AnyAsync(r => r.Slug == slug, cancellationToken),
            ["", "directors", var last] when Slug.TryParse(last, out var slug) => db.Directors.AnyAsync(d => d.Slug == slug, cancellationToken),
            ["", "themes", var last] when Slug.TryParse(last, out var slug) => db.Themes.AnyAsync(t => t.Slug == slug, cancellationToken),
            _ => Task.FromResult(false),
        };
}
