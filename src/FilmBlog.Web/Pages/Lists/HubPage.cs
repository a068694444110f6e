using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Navigation;

namespace FilmBlog.Web.Pages.Lists;

/// <summary>What every hub shows: of a director, a theme, a year, a decade.</summary>
/// <param name="Kicker">What kind of hub it is.</param>
/// <param name="Heading">Its name.</param>
/// <param name="Facts">How many, from when to when, how rated.</param>
/// <param name="Introduction">What the author says of it, or null.</param>
/// <param name="Reviews">The reviews of this page.</param>
/// <param name="Pager">Where one is.</param>
public sealed record HubPage(string Kicker, string Heading, HubFacts Facts, Prose? Introduction, IReadOnlyList<ReviewCard> Reviews, Pager Pager)
{
    /// <summary>How many reviews a page of a hub shows.</summary>
    public const int PerPage = 50;

    /// <summary>Hubs beside this one: years of a decade, decades before and after.</summary>
    public IReadOnlyList<MenuEntry> Beside { get; init; } = [];

    /// <summary>The reviews with their number in the list, for pages that number them.</summary>
    public int FirstNumber => ((Pager.Number - 1) * PerPage) + 1;
}
