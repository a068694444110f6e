using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Themes;

/// <summary>The index of themes.</summary>
[Cached("letter", "page")]
public sealed class ThemesModel(HubIndexes indexes) : PageModel
{
    /// <summary>The index.</summary>
    public HubIndex Index { get; private set; } = null!;

    /// <summary>Shows the index, or a letter of it.</summary>
    public async Task<IActionResult> OnGetAsync(string? letter, [FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        if (!ModelState.IsValid || await indexes.PageAsync(HubKind.Theme, letter, number, cancellationToken) is not { } index)
        {
            return NotFound();
        }

        Index = index;
        var under = letter is null ? "" : $", {letter}";
        new PageMetadata($"All themes{under}{index.Pager.Suffix}", $"The themes of the films reviewed here{under}{index.Pager.Suffix}, in alphabetical order, {index.Total} in all, each with its reviews.", index.Pager.Here)
        {
            NoIndex = index.Total == 0,
            PreviousPath = index.Pager.Previous,
            NextPath = index.Pager.Next,
            Trail = [new PageLink("Themes", "/themes")],
        }.Describe(ViewData);
        return Page();
    }
}
