using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Pages.Admin.Hubs;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Pages.Admin.Themes;

/// <summary>The former introductions of a theme.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class HistoryModel(DeskHubs hubs) : HubHistoryPage(HubKind.Theme, hubs);
