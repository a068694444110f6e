using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Pages.Admin.Hubs;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Pages.Admin.Themes;

/// <summary>A theme: name, address, introduction.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class ThemeModel(DeskHubs hubs, ProseWriter prose) : HubEditPage(HubKind.Theme, hubs, prose);
