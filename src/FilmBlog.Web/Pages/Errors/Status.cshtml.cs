using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Lists;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Errors;

/// <summary>What a visitor sees instead of a page that is not there, gone, or not to be asked for so.</summary>
[IgnoreAntiforgeryToken]
public sealed class StatusModel(FilmBlogContext db, ReviewCatalogue catalogue, Lookalikes lookalikes, TimeProvider clock) : PageModel
{
    private const int Suggested = 5;

    /// <summary>The status: 404, 410, 405, 403, 429, 400 …</summary>
    public int Code { get; private set; }

    /// <summary>Reviews to read instead: what the address resembles, or the newest.</summary>
    public IReadOnlyList<ReviewCard> Suggestions { get; private set; } = [];

    /// <summary>Directors and themes that the address resembles.</summary>
    public IReadOnlyList<HubLink> Hubs { get; private set; } = [];

    /// <summary>Whether the suggestions are what the address resembles.</summary>
    public bool IsNear { get; private set; }

    /// <summary>The heading.</summary>
    public string Heading => Code switch
    {
        404 => "This page is not in the reel",
        410 when IsHub => "This page has been taken down",
        410 => "This review has been taken down",
        403 => "This is for owners",
        413 => "This is too much at once",
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

    private string Asked => HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? "";

    private bool IsHub => Asked.StartsWith("/directors/", StringComparison.Ordinal) || Asked.StartsWith("/themes/", StringComparison.Ordinal);

    private async Task ShowAsync(int code, CancellationToken cancellationToken)
    {
        Code = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null ? 404 : code;
        Response.StatusCode = Code;
        Response.Headers.CacheControl = "no-cache";
        if (Code is 404 or 410)
        {
            Response.Headers["X-Robots-Tag"] = "noindex";
            await SuggestAsync(cancellationToken);
        }

        new PageMetadata(Heading, "There is nothing at this address.", Request.Path) { NoIndex = true }.Describe(ViewData);
    }

    private async Task SuggestAsync(CancellationToken cancellationToken)
    {
        var near = await lookalikes.ToAsync(PathWords.Of(Asked), Suggested, cancellationToken);
        Suggestions = await ReviewCard.OfAsync(db, [.. near.Where(n => n.Hub is null).Select(n => n.Id)], clock.GetUtcNow(), cancellationToken);
        if (near.Any(n => n.Hub is not null))
        {
            var hubs = await HubLink.OfAsync(db, Ids(near, HubKind.Director), Ids(near, HubKind.Theme), cancellationToken);
            Hubs = [.. near.Select(n => hubs.FirstOrDefault(h => h.Kind == n.Hub && h.Id == n.Id)).OfType<HubLink>()];
        }

        IsNear = Suggestions.Count + Hubs.Count > 0;
        if (!IsNear)
        {
            var newest = await catalogue.BrowseAsync(ReviewFilter.None, ReviewOrder.Newest, 0, Suggested, cancellationToken);
            Suggestions = await ReviewCard.OfAsync(db, newest.Ids, clock.GetUtcNow(), cancellationToken);
        }
    }

    private static List<int> Ids(IReadOnlyList<Named> near, HubKind kind) => [.. near.Where(n => n.Hub == kind).Select(n => n.Id)];
}
