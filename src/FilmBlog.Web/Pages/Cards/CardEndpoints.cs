using System.Linq.Expressions;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Admin.Reviews;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.TagHelpers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Pages.Cards;

/// <summary>
/// The pictures of shared links below <c>/cards/</c>. Asked for by its version a card never changes; without, or by an old one, it is the
/// present one for a while.
/// </summary>
internal static class CardEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private static readonly Expression<Func<Review, CardRow>> Projection = review => new CardRow(
        review.Id,
        review.FilmId,
        review.Rating,
        new FilmPicture
        {
            Title = review.Film.Title,
            OriginalTitle = review.Film.OriginalTitle,
            Languages = review.Film.Languages,
            Year = review.Film.Year,
            Countries = review.Film.Countries,
            AspectRatio = review.Film.AspectRatio,
        });

    public static void MapCards(this IEndpointRouteBuilder app)
    {
        app.MapMethods(CardPictures.SitePath, Reading, (HttpContext context, CardPictures pictures) => AnswerAsync(context, pictures.Site()));
        app.MapMethods("/cards/reviews/{slug}.png", Reading, async (string slug, HttpContext context, FilmBlogContext db, CardPictures pictures, TimeProvider clock) =>
            Slug.TryParse(slug, out var wanted)
            && await OfReviewAsync(db, pictures, db.Reviews.Published(clock.GetUtcNow()).Where(r => r.Slug == wanted), context.RequestAborted) is { } card
                ? await AnswerAsync(context, card)
                : await MovedAsync(db, clock, $"/reviews/{slug}", context.RequestAborted));
        app.MapMethods("/cards/directors/{slug}.png", Reading, async (string slug, HttpContext context, FilmBlogContext db, HubCards hubs, TimeProvider clock) =>
            Slug.TryParse(slug, out var wanted)
            && await hubs.FindAsync(HubKind.Director, db.Directors.Where(d => d.Slug == wanted), context.RequestAborted) is { } card
                ? await AnswerAsync(context, card)
                : await MovedAsync(db, clock, $"/directors/{slug}", context.RequestAborted));
        app.MapMethods("/cards/themes/{slug}.png", Reading, async (string slug, HttpContext context, FilmBlogContext db, HubCards hubs, TimeProvider clock) =>
            Slug.TryParse(slug, out var wanted)
            && await hubs.FindAsync(HubKind.Theme, db.Themes.Where(t => t.Slug == wanted), context.RequestAborted) is { } card
                ? await AnswerAsync(context, card)
                : await MovedAsync(db, clock, $"/themes/{slug}", context.RequestAborted));
    }

    /// <summary>The card of a review that is published or not yet, for who may change it.</summary>
    public static void MapUnpublishedCards(this IEndpointRouteBuilder app) =>
        app.MapMethods("/admin/reviews/{id:int}/card.png", Reading, async (int id, HttpContext context, FilmBlogContext db, CardPictures pictures, SocialCardStore store) =>
            await OfReviewAsync(db, pictures, db.Reviews.Of(context.User).Where(r => r.Id == id), context.RequestAborted) is { } card
                ? Results.Bytes(await store.GetAsync(card, context.RequestAborted), "image/png")
                : Results.NotFound());

    // A card moves with its page.
    private static async Task<IResult> MovedAsync(FilmBlogContext db, TimeProvider clock, string page, CancellationToken cancellationToken) =>
        await OldAddresses.FindAsync(db, page, clock.GetUtcNow(), cancellationToken) switch
        {
            { Path: null } => Results.StatusCode(StatusCodes.Status410Gone),
            { Path: { } path } when path != page => Results.Redirect($"/cards{path}.png", permanent: true),
            _ => Results.NotFound(),
        };

    private static async Task<SocialCard?> OfReviewAsync(FilmBlogContext db, CardPictures pictures, IQueryable<Review> reviews, CancellationToken cancellationToken)
    {
        if (await reviews.Select(Projection).FirstOrDefaultAsync(cancellationToken) is not { } row)
        {
            return null;
        }

        var hubs = await HubLink.OfAsync(db, row.Id, row.FilmId, cancellationToken);
        var film = row.Film with
        {
            Directors = [.. hubs.Where(h => h.Kind == HubKind.Director).Select(h => h.Name)],
            Themes = [.. hubs.Where(h => h.Kind == HubKind.Theme).Select(h => h.Name)],
        };
        return pictures.Review(film.Film(), row.Rating?.Stars);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, SocialCard card)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Query["v"] == card.Version ? "public, max-age=31536000, immutable" : "public, max-age=300";
        // Whoever shows the link may show its picture.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        var store = context.RequestServices.GetRequiredService<SocialCardStore>();
        return Results.Bytes(await store.GetAsync(card, context.RequestAborted), "image/png", entityTag: new EntityTagHeaderValue($"\"{card.Version}\""));
    }

    private sealed record CardRow(int Id, int FilmId, Rating? Rating, FilmPicture Film);
}

/// <summary>The cards of directors and themes.</summary>
internal sealed class HubCards(ReviewCatalogue catalogue, Hubs hubs, CardPictures pictures)
{
    /// <summary>The card of a hub; null when there is none, or none that readers see.</summary>
    public async Task<SocialCard?> FindAsync(HubKind kind, IQueryable<Hub> wanted, CancellationToken cancellationToken)
    {
        if (await wanted.Select(h => new { h.Id, h.Name }).SingleOrDefaultAsync(cancellationToken) is not { } hub)
        {
            return null;
        }

        var filter = kind == HubKind.Director ? new ReviewFilter { DirectorId = hub.Id } : new ReviewFilter { ThemeId = hub.Id };
        var facts = await catalogue.FactsAsync(filter, cancellationToken);
        return facts.Count == 0 ? null : pictures.Hub(kind, hub.Name, hubs.Sentence(facts));
    }
}
