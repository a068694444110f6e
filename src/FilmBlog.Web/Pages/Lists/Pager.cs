using System.Globalization;

namespace FilmBlog.Web.Pages.Lists;

/// <summary>Where one is in a list of several pages.</summary>
/// <param name="Number">The page, from 1.</param>
/// <param name="Count">How many pages there are, at least 1 and at most <see cref="Deepest"/>.</param>
/// <param name="Path">The list's address without page.</param>
/// <param name="Query">The rest of the query, each pair beginning with <c>&amp;</c>; empty where there is none.</param>
public sealed record Pager(int Number, int Count, string Path, string Query = "")
{
    /// <summary>How far one pages; from there on decades and years lead further.</summary>
    public const int Deepest = 200;

    /// <summary>Whether the list begins with the newest: then what comes after is older.</summary>
    public bool IsByDate { get; init; } = true;

    /// <summary>The pager of a list; null when there is no such page.</summary>
    public static Pager? Of(int number, int total, int perPage, string path, string query = "")
    {
        var count = Math.Clamp((total + perPage - 1) / perPage, 1, Deepest);
        return number < 1 || number > count ? null : new Pager(number, count, path, query);
    }

    /// <summary>How many entries stand before a page; for a number that no list reaches, as many as no list shows.</summary>
    public static int Before(int number, int perPage) => (Math.Clamp(number, 1, Deepest + 1) - 1) * perPage;

    /// <summary>This page's own address.</summary>
    public string Here => To(Number);

    /// <summary>The page before, or null on the first.</summary>
    public string? Previous => Number > 1 ? To(Number - 1) : null;

    /// <summary>The page after, or null on the last.</summary>
    public string? Next => Number < Count ? To(Number + 1) : null;

    /// <summary>The address of a page; the first has no number.</summary>
    public string To(int number)
    {
        var query = number == 1 ? Query : Query + string.Create(CultureInfo.InvariantCulture, $"&page={number}");
        return query.Length == 0 ? Path : $"{Path}?{query[1..]}";
    }

    /// <summary>The page's number for its title: empty on the first.</summary>
    public string Suffix => Number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", page {Number}");
}
