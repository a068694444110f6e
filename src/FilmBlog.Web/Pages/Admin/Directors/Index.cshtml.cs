using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Pages.Admin.Hubs;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Pages.Admin.Directors;

/// <summary>The list of directors.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class DirectorsModel(DeskHubs hubs) : HubListPage(HubKind.Director, hubs);
