using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Searching;
using FilmBlog.Web.Pages.Lists;

namespace FilmBlog.Web.Pages.Search;

/// <summary>By what a search can be narrowed: one kind of it.</summary>
/// <param name="Name">Decade, rating, director or theme.</param>
/// <param name="Choices">What there is of it.</param>
public sealed record FacetGroup(string Name, IReadOnlyList<FacetChoice> Choices)
{
    /// <summary>The groups that tell the reviews apart that were found, or by which they are narrowed already.</summary>
    public static IReadOnlyList<FacetGroup> Of(SearchQuery query, SearchResult found, IReadOnlyList<HubLink> links)
    {
        FacetGroup[] groups =
        [
            new("Decade", [.. found.Facets.Decades.Select(d => Choice("year", Decade(d.Decade), $"{Text(d.Decade)}s", d.Count))]),
            new("Rating", [.. found.Facets.Ratings.Select(r => Choice("rating", r.Rating.ToString(), null, r.Count) with { Rating = r.Rating })]),
            new("Director", [.. Hubs(HubKind.Director, "director", found.Facets.Directors)]),
            new("Theme", [.. Hubs(HubKind.Theme, "theme", found.Facets.Themes)]),
        ];
        return [.. groups.Where(group => group.Choices.Any(choice => choice.IsChosen || choice.Count < found.Count))];

        IEnumerable<FacetChoice> Hubs(HubKind kind, string name, IReadOnlyList<HubCount> counts) =>
            from count in counts
            join link in links.Where(link => link.Kind == kind) on count.Id equals link.Id
            select Choice(name, link.Name, link.Name, count.Count);

        FacetChoice Choice(string name, string value, string? text, int count) => query.Narrowed(name, value) is { } part
            ? new FacetChoice(text, count, SearchModel.PathOf(part.Without), true)
            : new FacetChoice(text, count, SearchModel.PathOf(query.With(name, value)), false);
    }

    private static string Decade(int first) => string.Create(CultureInfo.InvariantCulture, $"{first}..{first + 9}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A way to narrow a search, or to widen it again.</summary>
/// <param name="Text">What it is called; null: its rating is shown.</param>
/// <param name="Count">How many reviews are left.</param>
/// <param name="Path">The search with it, or without it where it is chosen.</param>
/// <param name="IsChosen">Whether the search is narrowed so already.</param>
public sealed record FacetChoice(string? Text, int Count, string Path, bool IsChosen)
{
    /// <summary>The rating that it stands for, if it is one.</summary>
    public Rating? Rating { get; init; }
}
