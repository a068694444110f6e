using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Web.Pages.Lists;

namespace FilmBlog.Web.Pages.Admin.Misses;

/// <summary>Where an address could lead.</summary>
/// <param name="Path">The page's path.</param>
/// <param name="Name">The title or the name.</param>
/// <param name="Facts">What tells it from others of that name.</param>
public sealed record Place(string Path, string Name, string Facts)
{
    /// <summary>The pages of these, in their order; what readers do not see any more is left out. At most two queries.</summary>
    internal static async Task<IReadOnlyList<Place>> OfAsync(FilmBlogContext db, IReadOnlyList<Named> named, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reviews = await ReviewCard.OfAsync(db, Ids(null), now, cancellationToken);
        var hubs = named.All(n => n.Hub is null) ? [] : await HubLink.OfAsync(db, Ids(HubKind.Director), Ids(HubKind.Theme), cancellationToken);
        return [.. named.Select(PlaceOf).OfType<Place>()];

        List<int> Ids(HubKind? kind) => [.. named.Where(n => n.Hub == kind).Select(n => n.Id)];

        Place? PlaceOf(Named name) => name.Hub is { } kind
            ? hubs.FirstOrDefault(h => h.Kind == kind && h.Id == name.Id) is { } hub ? new Place(hub.Path, hub.Name, kind == HubKind.Director ? "director" : "theme") : null
            : reviews.FirstOrDefault(r => r.Id == name.Id) is { } review
                ? new Place(review.Path, review.Headline is { } headline ? $"{review.FilmTitle}: {headline}" : review.FilmTitle, FormattableString.Invariant($"review, film of {review.Year}"))
                : null;
    }
}
