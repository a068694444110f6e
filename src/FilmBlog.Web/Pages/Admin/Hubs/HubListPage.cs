using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Hubs;

/// <summary>The list of directors or themes: what there is, what is not used, what may be the same.</summary>
public abstract class HubListPage(HubKind kind, DeskHubs hubs) : DeskPage
{
    private const int PerPage = 100;

    /// <summary>Which of the two.</summary>
    public HubKind Kind => kind;

    /// <summary>What is looked for in the names.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>By what it is sorted: <c>reviews</c>, or the name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    /// <summary>What is shown: <c>unused</c>, or all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>How many there are.</summary>
    public int All { get; private set; }

    /// <summary>How many have no review.</summary>
    public int Unused { get; private set; }

    /// <summary>Those of this page.</summary>
    public IReadOnlyList<HubRow> Rows { get; private set; } = [];

    /// <summary>Where one is.</summary>
    public Pager Pager { get; private set; } = new(1, 1, "");

    /// <summary>Shows a page of the list.</summary>
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        Entitle(kind == HubKind.Director ? "Directors" : "Themes");
        var names = await hubs.Of(kind).Select(h => new HubName(h.Id, h.Name)).ToListAsync(cancellationToken);
        var found = Narrowed(hubs.Rows(kind));
        All = names.Count;
        Unused = await hubs.Rows(kind).CountAsync(r => r.Reviews == 0, cancellationToken);
        if (!ModelState.IsValid || Pager.Of(number, await found.CountAsync(cancellationToken), PerPage, kind.ListPath, Query(Sort, Show)) is not { } pager)
        {
            return NotFound();
        }

        Pager = pager;
        var sorted = Sort == "reviews" ? found.OrderByDescending(r => r.Reviews).ThenBy(r => r.SortName) : found.OrderBy(r => r.SortName);
        var rows = await sorted.ThenBy(r => r.Id).Skip((number - 1) * PerPage).Take(PerPage).ToListAsync(cancellationToken);
        var (near, byName) = (new NearNames(names.Select(n => n.Name)), names.ToLookup(n => n.Name));
        Rows = [.. rows.Select(row => row with { Near = [.. near.To(row.Name).SelectMany(name => byName[name])] })];
        return Page();
    }

    /// <summary>The address of the list in another order, or with other rows.</summary>
    public string PathOf(string? sort, string? show) => new Pager(1, 1, kind.ListPath, Query(sort, show)).Here;

    private IQueryable<HubRow> Narrowed(IQueryable<HubRow> rows)
    {
        // Each word wherever it stands: the key has the last name first.
        foreach (var word in Folding.Plain(Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(10))
        {
            rows = rows.Where(r => r.SortName.Contains(word));
        }

        return Show == "unused" ? rows.Where(r => r.Reviews == 0) : rows;
    }

    private string Query(string? sort, string? show) => string.Concat(
        new[] { ("q", Search), ("sort", sort), ("show", show) }.Where(pair => !string.IsNullOrEmpty(pair.Item2))
            .Select(pair => $"&{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}"));
}
