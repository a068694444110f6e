using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Imaging;

namespace FilmBlog.Web.Metadata;

/// <summary>What the social cards of this site show, and where they are; to say where one is it need not be drawn.</summary>
public sealed class CardPictures(SiteProfile site)
{
    /// <summary>Where the card of the site is.</summary>
    public const string SitePath = "/cards/site.png";

    /// <summary>The picture of a page, which follows from what it is about.</summary>
    internal PageImage Of(PageMetadata page) => page.Subject switch
    {
        ReviewSubject review => At(Review(FilmOf(review), review.Rating?.Stars), $"/cards{page.Path}.png"),
        HubSubject hub => At(Hub(hub.Kind, hub.Name, hub.Line), $"/cards{hub.Path}.png"),
        _ => At(Site(), SitePath),
    };

    /// <summary>The card of a review.</summary>
    /// <param name="film">The film.</param>
    /// <param name="stars">The author's rating, or null.</param>
    public SocialCard Review(TitleCardFilm film, decimal? stars) => new(film, site.Title) { Stars = stars };

    /// <summary>The card of a director or a theme.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="name">The name.</param>
    /// <param name="line">A sentence about it.</param>
    public SocialCard Hub(HubKind kind, string name, string line) =>
        new(Named(name, kind == HubKind.Theme ? [name] : []), site.Title) { Kicker = kind == HubKind.Theme ? "Theme" : "Director", Line = line };

    /// <summary>The card of the site.</summary>
    public SocialCard Site() => new(Named(site.Title, ["cinema"]), "") { Line = site.Tagline ?? $"Film reviews by {site.Author}" };

    // The address changes with what the card shows.
    private static PageImage At(SocialCard card, string path) => new($"{path}?v={card.Version}", SocialCard.Width, SocialCard.Height, "image/png", card.Alt);

    private static TitleCardFilm FilmOf(ReviewSubject review) => new(
        review.Film.Title,
        review.Film.OriginalTitle,
        review.Film.Languages is [var main, ..] ? main : null,
        review.Film.Year,
        [.. review.Film.Directors.Select(d => d.Text)],
        review.Film.Countries,
        review.Themes,
        null);

    private static TitleCardFilm Named(string name, IReadOnlyList<string> themes) => new(name, null, null, 0, [], [], themes, null);
}
