using System.Globalization;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>What the list of reviews was asked for; its address.</summary>
/// <param name="Tab">Which reviews.</param>
/// <param name="Search">Words of titles and directors.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record ReviewListQuery(ReviewTab Tab, string? Search, ReviewSort Sort, int Page)
{
    /// <summary>Reads a query; what is not understood is left out.</summary>
    public static ReviewListQuery Of(string? tab, string? q, string? sort, int? page)
    {
        var shown = Enum.TryParse<ReviewTab>(tab, ignoreCase: true, out var t) && Enum.IsDefined(t) ? t : ReviewTab.All;
        return new ReviewListQuery(
            shown,
            q?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, 200)] : null,
            Enum.TryParse<ReviewSort>(sort, ignoreCase: true, out var s) && Enum.IsDefined(s) ? s : Usual(shown),
            Math.Max(1, page ?? 1));
    }

    /// <summary>The address of a list.</summary>
    public string Address
    {
        get
        {
            var query = new List<string>();
            Add("tab", Tab == ReviewTab.All ? null : Name(Tab));
            Add("q", Search);
            Add("sort", Sort == Usual(Tab) ? null : Name(Sort));
            Add("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture));
            return query.Count == 0 ? "/admin/reviews" : "/admin/reviews?" + string.Join('&', query);

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    query.Add($"{name}={Uri.EscapeDataString(value)}");
                }
            }
        }
    }

    /// <summary>The same words under another tab.</summary>
    public ReviewListQuery Under(ReviewTab tab) => new(tab, Search, Sort == Usual(Tab) ? Usual(tab) : Sort, 1);

    /// <summary>As an address says it.</summary>
    public static string Name(Enum value) => value.ToString().ToLowerInvariant();

    // What one looks for first: the latest work, the next to come out, the newest that readers see.
    private static ReviewSort Usual(ReviewTab tab) => tab is ReviewTab.All or ReviewTab.Drafts ? ReviewSort.Saved : ReviewSort.Published;
}
