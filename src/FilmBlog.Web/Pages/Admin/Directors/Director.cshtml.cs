using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Pages.Admin.Hubs;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Pages.Admin.Directors;

/// <summary>A director: name, address, introduction.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class DirectorModel(DeskHubs hubs, ProseWriter prose) : HubEditPage(HubKind.Director, hubs, prose);
