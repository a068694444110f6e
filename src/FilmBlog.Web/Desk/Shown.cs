using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Navigation;

namespace FilmBlog.Web.Desk;

/// <summary>
/// What pages show from memory: the catalogue, the navigation, what the site says of itself. Call it after everything that changes the
/// database, so that the next page shows the change.
/// </summary>
public sealed class Shown(ReviewCatalogue catalogue, SiteMenu menu, SiteProfile profile)
{
    /// <summary>Takes over what is in the database now. When it returns, every page shows what was committed before the call.</summary>
    public async Task NowAsync(CancellationToken cancellationToken)
    {
        await profile.RefreshAsync(cancellationToken);
        await menu.RefreshAsync(cancellationToken);
        await catalogue.RefreshAsync(cancellationToken);
    }
}
