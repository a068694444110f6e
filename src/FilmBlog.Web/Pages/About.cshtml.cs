using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages;

/// <summary>The page about the site.</summary>
[Cached]
public sealed class AboutModel(FilmBlogContext db, SiteProfile site) : PageModel
{
    private static readonly Slug About = Slug.Parse("about");

    /// <summary>Its text.</summary>
    public SitePage Text { get; private set; } = null!;

    /// <summary>Blogs and people worth reading, in order.</summary>
    public IReadOnlyList<SiteLink> Blogroll { get; private set; } = [];

    /// <summary>Shows it; missing until the author has written it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await db.SitePages.AsNoTracking().SingleOrDefaultAsync(p => p.Slug == About, cancellationToken) is not { } text)
        {
            return NotFound();
        }

        Text = text;
        Blogroll = await db.SiteLinks.AsNoTracking().Where(l => l.List == SiteLinkList.Blogroll).OrderBy(l => l.Position).ThenBy(l => l.Id).ToListAsync(cancellationToken);
        HttpContext.IsMadeOf(PageParts.Of());
        new PageMetadata($"{text.Title} {site.Title}", $"About {site.Title}, a blog of film reviews by {site.Author}: what is written here, how films are rated, and how recommendations are found.", "/about")
        {
            NamesSite = true,
            Subject = new AuthorSubject(text.SavedAt),
            Trail = [new PageLink(text.Title, "/about")],
        }.Describe(ViewData);
        return Page();
    }
}
