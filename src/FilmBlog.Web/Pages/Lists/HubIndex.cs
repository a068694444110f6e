using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Pages.Lists;

/// <summary>An alphabetical index of directors or themes: whole while it is short, by letter beyond.</summary>
/// <param name="Kind">Of which.</param>
/// <param name="Letters">The letters that have entries.</param>
/// <param name="Letter">The one shown; null: all.</param>
/// <param name="Entries">What stands under it, by sort name.</param>
/// <param name="Pager">Where one is within a long letter.</param>
public sealed record HubIndex(HubKind Kind, IReadOnlyList<LetterCount> Letters, string? Letter, IReadOnlyList<HubEntry> Entries, Pager Pager)
{
    /// <summary>Up to how many entries the whole index is one page, and how many a page of a letter has.</summary>
    public const int PerPage = 300;

    /// <summary>How many directors or themes there are.</summary>
    public int Total => Letters.Sum(l => l.Count);

    /// <summary>The index's address.</summary>
    public string Path => Kind == HubKind.Director ? "/directors" : "/themes";

    /// <summary>Where a letter stands: on this page, or on one of its own.</summary>
    public string PathOf(string letter) => Letter is null ? "#" + Anchor(letter) : $"{Path}?letter={Uri.EscapeDataString(letter)}";

    /// <summary>The id of a letter's section.</summary>
    public static string Anchor(string letter) => letter == IndexLetter.Other ? "letter-other" : "letter-" + letter;
}

/// <summary>A director or a theme in an index.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Name">The name.</param>
/// <param name="Slug">Last part of the address.</param>
/// <param name="Letter">The letter under which it stands.</param>
public sealed record HubEntry(int Id, string Name, Slug Slug, string Letter)
{
    /// <summary>How many visible reviews it has.</summary>
    public int Count { get; init; }
}
