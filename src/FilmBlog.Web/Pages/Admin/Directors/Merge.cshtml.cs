using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Pages.Admin.Hubs;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Pages.Admin.Directors;

/// <summary>Merges a director into another.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class MergeModel(DeskHubs hubs) : HubMergePage(HubKind.Director, hubs);
