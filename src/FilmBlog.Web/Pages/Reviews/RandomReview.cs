using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Reviews;

/// <summary><c>/random</c>: some review.</summary>
internal static class RandomReview
{
    public static void MapRandomReview(this IEndpointRouteBuilder app) =>
        app.MapMethods("/random", [HttpMethods.Get, HttpMethods.Head], async (HttpContext context, FilmBlogContext db, ReviewCatalogue catalogue) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var count = (await catalogue.FactsAsync(ReviewFilter.None, context.RequestAborted)).Count;
            var some = await catalogue.BrowseAsync(ReviewFilter.None, ReviewOrder.Newest, Random.Shared.Next(Math.Max(1, count)), 1, context.RequestAborted);
            var slug = await db.Reviews.Where(r => some.Ids.Contains(r.Id)).Select(r => r.Slug.Value).FirstOrDefaultAsync(context.RequestAborted);
            return slug is null ? Results.Redirect("/") : Results.Redirect($"/reviews/{slug}");
        });
}
