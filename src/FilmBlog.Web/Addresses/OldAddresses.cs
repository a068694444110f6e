using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Addresses;

/// <summary>Old addresses: one hop to where a review stands now, 410 for what was deleted for good.</summary>
internal static class OldAddresses
{
    /// <summary>Answers what no page answers.</summary>
    public static void MapRedirects(this IEndpointRouteBuilder app) =>
        app.MapMethods("{*path}", [HttpMethods.Get, HttpMethods.Head], (HttpContext context, FilmBlogContext db, TimeProvider clock) =>
            FindAsync(db, context.Request.Path.Value ?? "/", clock.GetUtcNow(), context.RequestAborted)).WithOrder(int.MaxValue);

    /// <summary>What an old address is answered with: 301, 410, or 404 where it is none.</summary>
    public static async Task<IResult> FindAsync(FilmBlogContext db, string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Redirect.NormalPath(path) is not { } old)
        {
            return Results.NotFound();
        }

        var redirect = await db.Redirects.Where(r => r.Path == old)
            .Select(r => new
            {
                IsGone = r.ReviewId == null && r.DirectorId == null && r.ThemeId == null,
                Review = db.Reviews.Published(now).Where(v => v.Id == r.ReviewId).Select(v => (Slug?)v.Slug).FirstOrDefault(),
                Director = db.Directors.Where(d => d.Id == r.DirectorId).Select(d => (Slug?)d.Slug).FirstOrDefault(),
                Theme = db.Themes.Where(t => t.Id == r.ThemeId).Select(t => (Slug?)t.Slug).FirstOrDefault(),
            })
            .FirstOrDefaultAsync(cancellationToken);
        return redirect switch
        {
            null => Results.NotFound(),
            { IsGone: true } => Results.StatusCode(StatusCodes.Status410Gone),
            { Review: { } slug } => Results.Redirect($"/reviews/{slug}", permanent: true),
            { Director: { } slug } => Results.Redirect($"/directors/{slug}", permanent: true),
            { Theme: { } slug } => Results.Redirect($"/themes/{slug}", permanent: true),
            _ => Results.NotFound(),
        };
    }
}
