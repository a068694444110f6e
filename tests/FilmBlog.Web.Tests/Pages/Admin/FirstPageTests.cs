using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Pages.Admin.Reviews;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Admin;

/// <summary>The desk's first page.</summary>
public sealed class FirstPageTests
{
    [Fact]
    public async Task A_new_author_is_asked_to_begin()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain"));
        using var visitor = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, "eve@example.org");

        var page = await visitor.OpenAsync("/admin");

        Assert.Contains("Nothing is written yet.", page.Words(), StringComparison.Ordinal);
        Assert.Contains(("New review", "/admin/write"), page.Links("main a"));
    }

    [Fact]
    public async Task It_says_what_is_being_written_what_comes_next_and_what_wants_attention()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Seen") { Slug = "seen" },
            new Story("Good") { Slug = "good", ImdbRating = 7m, Themes = ["rain", "debt"], Excerpt = "Good." },
            new Story("Written") { Slug = "written", Published = null },
            new Story("Later") { Slug = "later", Published = "2027-02-01T09:00:00Z" },
            new Story("Sooner") { Slug = "sooner", Published = "2026-12-03T09:00:00Z" });
        var copy = await site.LeaveCopyAsync(new Manuscript { Body = "It" });
        await site.LeaveCopyAsync(new Manuscript { FilmTitle = "Changed" }, "good");
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.OpenAsync("/admin");

        Assert.Equal(
            [("Changed", $"/admin/reviews/{await site.IdAsync("good")}/edit"), ("Untitled", $"/admin/write/{copy}"), ("Written", $"/admin/reviews/{await site.IdAsync("written")}/edit")],
            page.Links("section[aria-labelledby=writing] li a").OrderBy(l => l.Text, StringComparer.Ordinal));
        Assert.Equal(["Sooner", "Later"], page.Links("section[aria-labelledby=next] li a").Select(l => l.Text));
        Assert.Equal(["Seen no IMDb rating, no themes, no excerpt"], page.Document.QuerySelectorAll("section[aria-labelledby=wanting] li").Select(HtmlPage.Text));
        Assert.Contains(("2 reviews", "/admin/reviews?tab=published"), page.Links("main a"));
    }
}
