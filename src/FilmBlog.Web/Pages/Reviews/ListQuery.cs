using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Reviews;

/// <summary>The query of the list of all reviews, as written in its address.</summary>
public sealed record ListQuery
{
    private static readonly Dictionary<string, ReviewOrder> Orders = new(StringComparer.Ordinal)
    {
        ["newest"] = ReviewOrder.Newest,
        ["rating"] = ReviewOrder.Rating,
        ["title"] = ReviewOrder.Title,
        ["year"] = ReviewOrder.Year,
    };

    /// <summary><c>newest</c> (also when absent), <c>rating</c>, <c>title</c> or <c>year</c>.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>A decade: <c>1970s</c>.</summary>
    [FromQuery(Name = "decade")]
    public string? Decade { get; init; }

    /// <summary>A director's slug.</summary>
    [FromQuery(Name = "director")]
    public string? Director { get; init; }

    /// <summary>A theme's slug.</summary>
    [FromQuery(Name = "theme")]
    public string? Theme { get; init; }

    /// <summary>The author's rating: <c>4.5</c>.</summary>
    [FromQuery(Name = "rating")]
    public string? Rating { get; init; }

    /// <summary>The page, from 1.</summary>
    [FromQuery(Name = "page")]
    public int Page { get; init; } = 1;

    /// <summary>Whether it shows less than all.</summary>
    public bool IsNarrowed => Decade is not null || Director is not null || Theme is not null || Rating is not null;

    /// <summary>The address with something changed, back on the first page.</summary>
    public static string PathOf(ListQuery query) => query.WithoutPage() is { Length: > 0 } pairs ? "/reviews?" + pairs[1..] : "/reviews";

    /// <summary>The query but for its page, each pair beginning with <c>&amp;</c>, in a fixed order.</summary>
    public string WithoutPage()
    {
        var pairs = new (string Name, string? Value)[]
        {
            ("sort", Sort is "newest" ? null : Sort), ("decade", Decade), ("director", Director), ("theme", Theme), ("rating", Rating),
        };
        return string.Concat(pairs.Where(p => p.Value is not null).Select(p => $"&{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }

    /// <summary>What the words mean; null when one of them means nothing.</summary>
    internal Meaning? Read()
    {
        var order = ReviewOrder.Newest;
        int? decade = null;
        Slug director = default;
        Slug theme = default;
        Rating rating = default;
        var understood = (Sort is null || Orders.TryGetValue(Sort, out order))
            && (Decade is null || (decade = DecadeOf(Decade)) is not null)
            && (Director is null || Slug.TryParse(Director, out director))
            && (Theme is null || Slug.TryParse(Theme, out theme))
            && (Rating is null || Core.Domain.Rating.TryParse(Rating, out rating))
            && Page >= 1;
        return understood
            ? new Meaning(order, decade, Director is null ? null : director, Theme is null ? null : theme, Rating is null ? null : rating)
            : null;
    }

    /// <summary>The first year of a decade written <c>1970s</c>; null when it is none.</summary>
    internal static int? DecadeOf(string text) =>
        text.Length == 5 && text.EndsWith("0s", StringComparison.Ordinal) && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    /// <summary>The query understood.</summary>
    internal sealed record Meaning(ReviewOrder Order, int? Decade, Slug? Director, Slug? Theme, Rating? Rating);
}
