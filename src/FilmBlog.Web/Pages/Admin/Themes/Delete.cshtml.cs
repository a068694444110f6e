using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Pages.Admin.Hubs;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Pages.Admin.Themes;

/// <summary>Deletes a theme without reviews.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class DeleteModel(DeskHubs hubs) : HubDeletePage(HubKind.Theme, hubs);
