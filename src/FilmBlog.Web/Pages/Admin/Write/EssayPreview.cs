using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Pages.Reviews;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>A manuscript as its readers would see it; what is missing or wrong is left out.</summary>
internal static class EssayPreview
{
    public static EssayView Of(Examination examined, DateTimeOffset publishedAt)
    {
        var written = examined.Manuscript.WithinLimits();
        var body = examined.Body;
        var review = new ReviewText
        {
            Id = 0,
            FilmId = 0,
            Slug = default,
            Headline = OneLine(written.Title) is { } headline && headline != OneLine(written.FilmTitle) ? headline : null,
            Verdict = OneLine(written.Verdict),
            Excerpt = OneLine(written.Excerpt),
            Opening = body?.Excerpt ?? "",
            Rating = Rating.TryParse(written.Rating, out var rating) ? rating : null,
            Words = body?.Words ?? 0,
            Byline = OneLine(written.Author),
            HasSpoilers = written.Spoilers,
            PublishedAt = publishedAt,
            Html = body?.Html ?? "",
            FilmTitle = OneLine(written.FilmTitle) ?? "Untitled",
            OriginalTitle = OneLine(written.OriginalTitle),
            AlsoKnownAs = written.AlsoKnownAs,
            Year = int.TryParse(written.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0,
            AspectRatio = examined.Document?.Film.AspectRatio,
            Countries = written.Countries,
            Languages = written.Languages,
            Cinematography = [],
            Cast = [],
            Music = [],
            CoverHash = examined.Cover?.Hash,
            CoverWidth = examined.Cover?.Width,
            CoverHeight = examined.Cover?.Height,
            CoverAlt = OneLine(written.CoverAlt),
        };
        return new EssayView(review, Hubs(HubKind.Director, written.Directors), Hubs(HubKind.Theme, written.Themes));
    }

    // Nobody has an address before the review is saved; the likely one will do for looking at.
    private static List<HubLink> Hubs(HubKind kind, IReadOnlyList<string> names) =>
        [.. names.Select(name => new HubLink(kind, 0, name, Slug.From(name) ?? Slug.Parse("unknown")))];

    private static string? OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line ? line : null;
}
