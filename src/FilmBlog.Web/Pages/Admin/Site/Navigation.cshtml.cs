using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Navigation;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Site;

/// <summary>The navigation: what is hidden of what the site has by itself, and the author's own entries after it.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class NavigationModel(FilmBlogContext db, Audit audit, Shown shown)
    : LinkListPage(SiteLinkList.Navigation, SiteMenu.MostOwn, db, audit, shown)
{
    private readonly FilmBlogContext db = db;
    private readonly Audit audit = audit;
    private readonly Shown shown = shown;

    /// <summary>What the site has by itself, and whether the navigation names it.</summary>
    public IReadOnlyList<(MenuEntry Entry, bool IsNamed)> BuiltIn { get; private set; } = [];

    /// <summary>Names some of what the site has by itself, and hides the rest.</summary>
    public async Task<IActionResult> OnPostNameAsync(string[] named, CancellationToken cancellationToken)
    {
        var hidden = string.Join('\n', SiteMenu.BuiltIn.Select(entry => entry.Path).Except(named));
        if (await db.Settings.SingleOrDefaultAsync(s => s.Name == SiteMenu.HiddenSetting, cancellationToken) is { } setting)
        {
            setting.Value = hidden;
        }
        else
        {
            db.Settings.Add(new Setting(SiteMenu.HiddenSetting, hidden));
        }

        audit.Note("changed the navigation", hidden.Length == 0 ? "nothing is hidden" : "hidden: " + hidden.Replace("\n", ", ", StringComparison.Ordinal));
        await db.SaveChangesAsync(cancellationToken);
        await shown.NowAsync(cancellationToken);
        return Done(Address, "Saved: every page shows it.");
    }

    /// <inheritdoc/>
    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        var hidden = await SiteMenu.HiddenAsync(db, cancellationToken);
        BuiltIn = [.. SiteMenu.BuiltIn.Select(entry => (entry, !hidden.Contains(entry.Path)))];
    }
}
