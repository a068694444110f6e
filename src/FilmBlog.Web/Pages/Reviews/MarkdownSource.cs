using System.Text;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;

namespace FilmBlog.Web.Pages.Reviews;

/// <summary><c>/reviews/{slug}.md</c>: the Markdown of a review, for readers who keep texts; not for search engines.</summary>
internal static class MarkdownSource
{
    public static void MapMarkdownSource(this IEndpointRouteBuilder app) =>
        app.MapMethods("/reviews/{slug}.md", [HttpMethods.Get, HttpMethods.Head], async (string slug, HttpContext context, FilmBlogContext db, SiteOptions site, TimeProvider clock) =>
        {
            var (now, page, headers) = (clock.GetUtcNow(), $"/reviews/{slug}", context.Response.Headers);
            if (!Slug.TryParse(slug, out var wanted)
                || await PublicSource.OfAsync(db, wanted, now, path => context.Request.AbsoluteAddress(site, path), context.RequestAborted) is not { } text)
            {
                return await OldAddresses.AnswerAsync(db, page, ".md", now, context.RequestAborted);
            }

            headers["X-Robots-Tag"] = "noindex";
            headers.Link = $"<{context.Request.AbsoluteAddress(site, page)}>; rel=\"canonical\"";
            headers.CacheControl = "public, max-age=300";
            return Results.Text(text, "text/markdown", Encoding.UTF8);
        }).WithMetadata(new ValidatedAttribute());
}
