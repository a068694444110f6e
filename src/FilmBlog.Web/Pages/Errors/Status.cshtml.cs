using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Lists;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Errors;

/// <summary>What a visitor sees instead of a page that is not there, gone, or not to be asked for so.</summary>
[IgnoreAntiforgeryToken]
public sealed class StatusModel(FilmBlogContext db, ReviewCatalogue catalogue, TimeProvider clock) : PageModel
{
    private const int Suggested = 5;

    /// <summary>The status: 404, 410, 405, 403, 429, 400 …</summary>
    public int Code { get; private set; }

    /// <summary>Films to see instead.</summary>
    public IReadOnlyList<ReviewCard> Suggestions { get; private set; } = [];

    /// <summary>The heading.</summary>
    public string Heading => Code switch
    {
        404 => "This page is not in the reel",
        410 => "This review has been taken down",
        403 => "This is for owners",
        429 => "One moment, please",
        405 => "That is not something one can do here",
        _ => "That request could not be understood",
    };

    /// <summary>Shows what the status means, whatever the method was; asked for directly, there is no such page.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        await ShowAsync(int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture), HttpContext.RequestAborted);
        // No handler comes after: for OPTIONS the framework would answer 200 by itself.
        context.Result = Page();
    }

    private async Task ShowAsync(int code, CancellationToken cancellationToken)
    {
        Code = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null ? 404 : code;
        Response.StatusCode = Code;
        Response.Headers.CacheControl = "no-cache";
        if (Code is 404 or 410)
        {
            var listing = await catalogue.BrowseAsync(ReviewFilter.None, ReviewOrder.Newest, 0, Suggested, cancellationToken);
            Suggestions = await ReviewCard.OfAsync(db, listing.Ids, clock.GetUtcNow(), cancellationToken);
        }

        new PageMetadata(Heading, "There is nothing at this address.", Request.Path) { NoIndex = true }.Describe(ViewData);
    }
}
