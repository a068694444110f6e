using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Pages.Admin.Hubs;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Pages.Admin.Directors;

/// <summary>The former introductions of a director.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class HistoryModel(DeskHubs hubs) : HubHistoryPage(HubKind.Director, hubs);
