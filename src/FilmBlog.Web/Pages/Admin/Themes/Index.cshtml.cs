using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Pages.Admin.Hubs;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Pages.Admin.Themes;

/// <summary>The list of themes.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class ThemesModel(DeskHubs hubs) : HubListPage(HubKind.Theme, hubs);
