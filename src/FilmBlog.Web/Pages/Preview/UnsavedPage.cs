using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Recommendations;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Pages.Reviews;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Preview;

/// <summary>The page that a manuscript would be, as far as it is written; what is missing or wrong is left out.</summary>
public sealed class UnsavedPage(FilmBlogContext db, Recommender recommender, TimeProvider clock)
{
    /// <summary>The review and its table.</summary>
    public async Task<(EssayView Essay, RelatedFilms Related)> OfAsync(
        Examination examination, int? reviewId, DateTimeOffset publishedAt, DateTimeOffset? updatedAt, CancellationToken cancellationToken)
    {
        var written = examination.Manuscript.WithinLimits();
        var hubs = await HubsAsync(written, cancellationToken);
        var essay = new EssayView(
            Text(written, examination, publishedAt, updatedAt), [.. hubs.Where(h => h.Kind == HubKind.Director)], [.. hubs.Where(h => h.Kind == HubKind.Theme)]);
        var unsaved = new UnsavedReview(
            essay.Review.Year, written.Directors, written.Themes, essay.Review.FilmTitle, essay.Review.ImdbId, written.Pinned, written.Banned, reviewId);
        var recommended = await recommender.ForAsync(unsaved, cancellationToken);
        var cards = (await ReviewCard.OfAsync(db, [.. recommended.Select(r => r.ReviewId)], clock.GetUtcNow(), cancellationToken)).ToDictionary(c => c.Id);
        return (essay, new RelatedFilms(essay.Review.FilmTitle, [.. recommended.Where(r => cards.ContainsKey(r.ReviewId)).Select(r => new RelatedFilm(
            cards[r.ReviewId], Names(essay.Directors, r.Directors), Names(essay.Themes, r.Themes), r.Pinned))]));
    }

    private static ReviewText Text(Manuscript written, Examination examination, DateTimeOffset publishedAt, DateTimeOffset? updatedAt)
    {
        var (film, facts, body) = (examination.Document?.Film, examination.Document?.Facts, examination.Body);
        var title = OneLine(written.FilmTitle) ?? "Untitled";
        return new ReviewText
        {
            Id = 0,
            FilmId = 0,
            Slug = default,
            Headline = OneLine(written.Title) is { } headline && headline != title ? headline : null,
            Verdict = OneLine(written.Verdict),
            Excerpt = OneLine(written.Excerpt),
            Opening = body?.Excerpt ?? "",
            Rating = Rating.TryParse(written.Rating, out var rating) ? rating : null,
            Words = body?.Words ?? 0,
            Byline = OneLine(written.Author),
            HasSpoilers = written.Spoilers,
            PublishedAt = publishedAt,
            UpdatedAt = updatedAt,
            WatchedOn = facts?.WatchedOn,
            Html = body?.Html ?? "",
            FilmTitle = title,
            OriginalTitle = OneLine(written.OriginalTitle),
            AlsoKnownAs = written.AlsoKnownAs,
            Year = film?.Year ?? (int.TryParse(written.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1888 and <= 2100 ? year : 0),
            Runtime = film?.Runtime,
            AspectRatio = film?.AspectRatio,
            Countries = written.Countries,
            Languages = written.Languages,
            Cinematography = written.Cinematography,
            Cast = written.Cast,
            Music = written.Music,
            ImdbId = film?.ImdbId,
            ImdbRating = film?.ImdbRating,
            CoverHash = examination.Cover?.Hash,
            CoverWidth = examination.Cover?.Width,
            CoverHeight = examination.Cover?.Height,
            CoverAlt = OneLine(written.CoverAlt),
        };
    }

    // Who is not known yet has no address before the review is saved: the likely one stands for it.
    private async Task<IReadOnlyList<HubLink>> HubsAsync(Manuscript written, CancellationToken cancellationToken)
    {
        var (directors, themes) = (Keys(written.Directors), Keys(written.Themes));
        var known = await db.Directors.Where(d => EF.Parameter(directors).Contains(d.NameKey)).Select(d => new { Kind = HubKind.Director, d.Id, d.Name, d.Slug, d.NameKey })
            .Concat(db.Themes.Where(t => EF.Parameter(themes).Contains(t.NameKey)).Select(t => new { Kind = HubKind.Theme, t.Id, t.Name, t.Slug, t.NameKey }))
            .ToListAsync(cancellationToken);
        return [.. Links(HubKind.Director, written.Directors), .. Links(HubKind.Theme, written.Themes)];

        IEnumerable<HubLink> Links(HubKind kind, IReadOnlyList<string> names) => names.Select(name =>
            known.Find(k => k.Kind == kind && k.NameKey == Folding.NameKey(name)) is { } hub
                ? new HubLink(kind, hub.Id, hub.Name, hub.Slug)
                : new HubLink(kind, 0, name, Slug.From(name) ?? Slug.Parse("unknown")));

        static List<string> Keys(IReadOnlyList<string> names) => [.. names.Select(Folding.NameKey).Distinct()];
    }

    private static List<string> Names(IReadOnlyList<HubLink> hubs, IReadOnlyList<int> ids) =>
        [.. ids.Select(id => hubs.FirstOrDefault(h => h.Id == id)?.Name).OfType<string>()];

    private static string? OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line ? line : null;
}
