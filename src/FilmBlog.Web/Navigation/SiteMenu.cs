using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Navigation;

/// <summary>The navigation: only what exists. Kept in memory, so that no page asks the database for it.</summary>
public sealed class SiteMenu(ReviewCatalogue catalogue, IServiceScopeFactory scopes)
{
    private static readonly Slug About = Slug.Parse("about");

    private volatile bool hasAbout;

    /// <summary>What the masthead names.</summary>
    public async ValueTask<IReadOnlyList<MenuEntry>> EntriesAsync(CancellationToken cancellationToken)
    {
        var entries = new List<MenuEntry>();
        if ((await catalogue.FactsAsync(ReviewFilter.None, cancellationToken)).Count > 0)
        {
            entries.Add(new MenuEntry("Reviews", "/reviews"));
            entries.Add(new MenuEntry("Directors", "/directors"));
            if ((await catalogue.LettersAsync(HubKind.Theme, cancellationToken)).Count > 0)
            {
                entries.Add(new MenuEntry("Themes", "/themes"));
            }
        }

        if (hasAbout)
        {
            entries.Add(new MenuEntry("About", "/about"));
        }

        return entries;
    }

    /// <summary>Looks anew which pages there are.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        hasAbout = await scope.ServiceProvider.GetRequiredService<FilmBlogContext>().SitePages.AnyAsync(p => p.Slug == About, cancellationToken);
    }
}

/// <summary>A word of the navigation and where it leads.</summary>
public sealed record MenuEntry(string Text, string Path);
