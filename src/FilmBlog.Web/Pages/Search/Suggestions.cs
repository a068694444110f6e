using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Searching;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Security;
using FilmBlog.Web.Text;

namespace FilmBlog.Web.Pages.Search;

/// <summary><c>/search/suggest?q=</c>: reviews that fit what is being typed, for the list under the field.</summary>
internal static class Suggestions
{
    private const int Most = 8;

    public static void MapSuggestions(this IEndpointRouteBuilder app) =>
        app.MapMethods(
            "/search/suggest",
            [HttpMethods.Get, HttpMethods.Head],
            async (HttpContext context, string? q, FilmBlogContext db, ReviewSearch search, TimeProvider clock) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                var found = await search.SuggestAsync(SearchQuery.Read(q), Most, context.RequestAborted);
                var cards = await ReviewCard.OfAsync(db, found, clock.GetUtcNow(), context.RequestAborted);
                return Results.Json(cards.Select(card => new
                {
                    title = card.FilmTitle,
                    detail = string.Create(CultureInfo.InvariantCulture, $"{card.Year} · {Wording.List(card.Directors)}"),
                    path = card.Path,
                }));
            }).RequireRateLimiting(RateLimits.Search);
}
