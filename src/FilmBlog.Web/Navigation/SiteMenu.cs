using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Navigation;

/// <summary>
/// The navigation: only what exists, without what the author hid, then the author's own entries. Kept in memory, so that no page asks the
/// database for it.
/// </summary>
public sealed class SiteMenu(ReviewCatalogue catalogue, IServiceScopeFactory scopes)
{
    /// <summary>The most entries of the author's own.</summary>
    internal const int MostOwn = 5;

    /// <summary>The setting that names what is hidden: paths, one a line.</summary>
    internal const string HiddenSetting = Setting.NavigationPrefix + "hidden";

    private static readonly Slug About = Slug.Parse("about");

    private volatile Stored stored = new(HasAbout: false, new HashSet<string>(), []);

    /// <summary>What the site has by itself, in order, whether or not there is anything behind it yet.</summary>
    internal static IReadOnlyList<MenuEntry> BuiltIn { get; } =
    [
        new("Reviews", "/reviews"),
        new("Directors", "/directors"),
        new("Themes", "/themes"),
        new("Search", "/search"),
        new("About", "/about"),
    ];

    /// <summary>Where it says who writes: the page about the site, or else the front page.</summary>
    public string AuthorPath => stored.HasAbout ? "/about" : "/";

    /// <summary>What the masthead names.</summary>
    public async ValueTask<IReadOnlyList<MenuEntry>> EntriesAsync(CancellationToken cancellationToken)
    {
        var (hasAbout, hidden, own) = stored;
        var hasReviews = (await catalogue.FactsAsync(ReviewFilter.None, cancellationToken)).Count > 0;
        var hasThemes = hasReviews && (await catalogue.LettersAsync(HubKind.Theme, cancellationToken)).Count > 0;
        return [.. BuiltIn.Where(entry => !hidden.Contains(entry.Path) && Exists(entry.Path)), .. own];

        bool Exists(string path) => path switch
        {
            "/about" => hasAbout,
            "/themes" => hasThemes,
            "/reviews" or "/directors" or "/search" => hasReviews,
            _ => true,
        };
    }

    /// <summary>Looks anew which pages there are, and what the author made of the navigation.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var hasAbout = await db.SitePages.AnyAsync(p => p.Slug == About, cancellationToken);
        var hidden = await HiddenAsync(db, cancellationToken);
        var own = await db.SiteLinks.Where(l => l.List == SiteLinkList.Navigation).OrderBy(l => l.Position).ThenBy(l => l.Id)
            .Select(l => new MenuEntry(l.Text, l.Url)).ToListAsync(cancellationToken);
        stored = new Stored(hasAbout, hidden, own);
    }

    /// <summary>The paths of what the author hid.</summary>
    internal static async Task<HashSet<string>> HiddenAsync(FilmBlogContext db, CancellationToken cancellationToken) =>
        (await db.Settings.ValueOfAsync(HiddenSetting, cancellationToken) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    private sealed record Stored(bool HasAbout, IReadOnlySet<string> Hidden, IReadOnlyList<MenuEntry> Own);
}

/// <summary>A word of the navigation and where it leads.</summary>
/// <param name="Text">The word.</param>
/// <param name="Path">A path on this site, or an http or https address.</param>
public sealed record MenuEntry(string Text, string Path)
{
    /// <summary>Whether it leads to another site.</summary>
    public bool IsElsewhere => !Path.StartsWith('/');
}
