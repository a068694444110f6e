using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Lists;

/// <summary>Makes the alphabetical indexes: counts from the catalogue, names in one query.</summary>
public sealed class HubIndexes(FilmBlogContext db, ReviewCatalogue catalogue, TimeProvider clock)
{
    /// <summary>A page of the index of directors or themes; null when there is no such letter or page.</summary>
    public async Task<HubIndex?> PageAsync(HubKind kind, string? letter, int number, CancellationToken cancellationToken)
    {
        var letters = await catalogue.LettersAsync(kind, cancellationToken);
        var total = letters.Sum(l => l.Count);
        if (letter is null && total > HubIndex.PerPage)
        {
            letter = letters[0].Letter;
        }

        var path = kind == HubKind.Director ? "/directors" : "/themes";
        var shown = letter is null ? total : letters.FirstOrDefault(l => l.Letter == letter).Count;
        if ((letter is not null && shown == 0)
            || Pager.Of(number, shown, HubIndex.PerPage, path, letter is null ? "" : "&letter=" + Uri.EscapeDataString(letter)) is not { } pager)
        {
            return null;
        }

        var entries = await Visible(kind, clock.GetUtcNow(), letter)
            .Skip((number - 1) * HubIndex.PerPage).Take(HubIndex.PerPage).ToListAsync(cancellationToken);
        var counts = await catalogue.CountsAsync(kind, [.. entries.Select(e => e.Id)], cancellationToken);
        return new HubIndex(kind, letters, letter, [.. entries.Select(e => e with { Count = counts.GetValueOrDefault(e.Id) }).Where(e => e.Count > 0)], pager with { IsByDate = false });
    }

    private IQueryable<HubEntry> Visible(HubKind kind, DateTimeOffset now, string? letter) => kind == HubKind.Director
        ? db.Directors
            .Where(d => (letter == null || d.Letter == letter) && d.Films.Any(f => f.Film.Reviews.Any(r => r.PublishedAt <= now)))
            .OrderBy(d => d.Letter).ThenBy(d => d.SortName).ThenBy(d => d.Id)
            .Select(d => new HubEntry(d.Id, d.Name, d.Slug, d.Letter))
        : db.Themes
            .Where(t => (letter == null || t.Letter == letter) && t.Reviews.Any(r => r.Review.PublishedAt <= now))
            .OrderBy(t => t.Letter).ThenBy(t => t.SortName).ThenBy(t => t.Id)
            .Select(t => new HubEntry(t.Id, t.Name, t.Slug, t.Letter));
}
