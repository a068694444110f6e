using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace FilmBlog.Web.Pages.Admin.Site;

/// <summary>Blogs and people worth reading, shown below the page about the site.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class BlogrollModel(FilmBlogContext db, Audit audit, Shown shown)
    : LinkListPage(SiteLinkList.Blogroll, 500, db, audit, shown);
