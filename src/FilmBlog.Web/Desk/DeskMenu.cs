using System.Security.Claims;
using FilmBlog.Web.Navigation;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Desk;

/// <summary>The navigation of the desk: what the signed-in author may open.</summary>
internal static class DeskMenu
{
    private static readonly MenuEntry[] ForAuthors =
    [
        new("Desk", "/admin"),
        new("Reviews", "/admin/reviews"),
        new("Media", "/admin/media"),
        new("Account", "/admin/account"),
    ];

    private static readonly MenuEntry[] ForOwners =
    [
        new("Desk", "/admin"),
        new("Reviews", "/admin/reviews"),
        new("Directors", "/admin/directors"),
        new("Themes", "/admin/themes"),
        new("Media", "/admin/media"),
        new("Import and export", "/admin/content"),
        new("Not found", "/admin/misses"),
        new("Site", "/admin/site"),
        new("Authors", "/admin/authors"),
        new("Audit trail", "/admin/audit"),
        new("Account", "/admin/account"),
    ];

    /// <summary>The entries, in order.</summary>
    public static IReadOnlyList<MenuEntry> EntriesFor(ClaimsPrincipal author) => author.IsOwner ? ForOwners : ForAuthors;
}
