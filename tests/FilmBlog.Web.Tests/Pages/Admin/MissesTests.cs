using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin;

/// <summary>What readers did not find, at the desk.</summary>
public sealed class MissesTests
{
    [Fact]
    public async Task Addresses_stand_most_asked_for_first_and_lists_narrow_them()
    {
        await using var site = await SiteAsync(("/seldom", 1, null), ("/often", 7, "/reviews/rain"), ("/sometimes", 3, "https://other.example/x"));
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.OpenAsync("/admin/misses");
        Assert.Equal(["/often", "/sometimes", "/seldom"], Paths(page));
        Assert.Equal("7 times", HtmlPage.Text(page.Document.QuerySelector("td.figure")!));
        Assert.Contains(("/reviews/rain", "/reviews/rain"), page.Links("table a"));
        Assert.DoesNotContain("https://other.example/x", page.Addresses);
        Assert.Equal(["/often"], Paths(await owner.OpenAsync("/admin/misses?list=here")));
        Assert.Equal("Nothing is ignored.", HtmlPage.Text((await owner.OpenAsync("/admin/misses?list=ignored")).One(".empty")));
        Assert.Equal(HttpStatusCode.NotFound, (await owner.OpenAsync("/admin/misses?list=other")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.OpenAsync("/admin/misses?page=2")).Status);
    }

    [Fact]
    public async Task What_is_ignored_leaves_the_list_comes_back_and_can_be_forgotten()
    {
        await using var site = await SiteAsync(("/one", 2, null), ("/two", 1, null));
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.FollowAsync("/admin/misses", "table form");
        Assert.Equal("/one is ignored from now on; the list “Ignored” keeps it.", HtmlPage.Text(page.One(".message")));
        Assert.Equal(["/two"], Paths(page));

        page = await owner.FollowAsync("/admin/misses?list=ignored", "table form");
        Assert.Equal("/one is on the list again.", HtmlPage.Text(page.One(".message")));
        await owner.FollowAsync("/admin/misses", "table form");
        await owner.FollowAsync("/admin/misses?list=ignored", "form[action$=Forget]");

        Assert.Equal(["/two"], await PathsAsync(site));
        Assert.Equal(4, await site.ReadAsync(db => db.AuditTrail.CountAsync(e => e.Subject == "/one", TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("/2019/zerklao", null, "/reviews/zerkalo")]
    [InlineData("/2019/p-17", "mirror", "/reviews/zerkalo")]
    [InlineData("/tarkovsky.html", null, "/directors/andrei-tarkovsky")]
    [InlineData("/tag/memory", null, "/themes/memory")]
    [InlineData("/старое/зеркало", null, "/reviews/zerkalo")]
    public async Task An_address_is_redirected_to_the_nearest_page_or_to_what_is_looked_for(string path, string? search, string target)
    {
        await using var site = await SiteAsync((path, 2, null), ("/other", 1, null));
        using var owner = await DeskVisitor.SignedInAsync(site);
        Assert.Contains($"/admin/misses/redirect?path={Uri.EscapeDataString(path)}", (await owner.OpenAsync("/admin/misses")).Addresses);

        var address = $"/admin/misses/redirect?path={Uri.EscapeDataString(path)}" + (search is null ? "" : $"&q={search}");
        var page = await owner.FollowAsync(address, "main form[method=post]");

        Assert.StartsWith($"{path} leads to “", HtmlPage.Text(page.One(".message")), StringComparison.Ordinal);
        Assert.Equal(["/other"], Paths(page));
        using var answer = await site.GetAsync(path);
        Assert.Equal((HttpStatusCode.MovedPermanently, target), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(path, (await site.ReadAsync(db => db.AuditTrail.SingleAsync(e => e.Action == "redirected an address", TestContext.Current.CancellationToken))).Detail);
    }

    [Fact]
    public async Task An_address_can_be_gone_for_good()
    {
        await using var site = await SiteAsync(("/guestbook", 2, null));
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.FollowAsync("/admin/misses/redirect?path=/guestbook", "main form[method=post]", ("to", "gone"));

        Assert.Equal("/guestbook says from now on that it is gone for good.", HtmlPage.Text(page.One(".message")));
        Assert.Equal(HttpStatusCode.Gone, (await site.OpenAsync("/guestbook")).Status);
        Assert.Empty(await PathsAsync(site));
    }

    [Theory]
    [InlineData("/about", "/reviews/zerkalo", "The site itself answers below /about: an old address there would never be asked for.")]
    [InlineData("/reviews/rain", "/reviews/zerkalo", "The review “Rain” stands at /reviews/rain: a page comes before an old address.")]
    [InlineData("/themes/memory", "/themes/memory", "Its page stands there already.")]
    [InlineData("/nowhere", "/reviews/none", "There is no such page any more. Choose another.")]
    [InlineData("/nowhere", "https://evil.example/", "Choose where it leads, or that it is gone for good.")]
    [InlineData("/2019/rain", "gone", "/2019/rain is an old address of the review “Rain”, whose readers still come by it.")]
    public async Task What_cannot_be_redirected_says_why(string path, string target, string sentence)
    {
        await using var site = await SiteAsync(("/nowhere", 1, null));
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.FollowAsync($"/admin/misses/redirect?path={path}", "main form[method=post]", ("to", target));

        Assert.Equal(sentence, HtmlPage.Text(page.One(".error")));
        Assert.Equal(["/nowhere"], await PathsAsync(site));
    }

    [Fact]
    public async Task What_was_redirected_is_listed_and_can_be_taken_back()
    {
        await using var site = await SiteAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        await owner.FollowAsync("/admin/misses/redirect?path=/guestbook", "main form[method=post]", ("to", "gone"));

        var page = await owner.OpenAsync("/admin/misses/old");
        Assert.Equal(["/2019/rain Rain Remove", "/guestbook gone for good Remove"], page.Document.QuerySelectorAll("tbody tr").Select(HtmlPage.Text));
        page = await owner.FollowAsync("/admin/misses/old?q=Guest", "table form");

        Assert.Equal("/guestbook leads nowhere any more.", HtmlPage.Text(page.One(".message")));
        Assert.Equal(["/2019/rain"], Paths(page));
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/guestbook")).Status);
        Assert.Equal("No old address is like that.", HtmlPage.Text((await owner.OpenAsync("/admin/misses/old?q=guest")).One(".empty")));
    }

    [Fact]
    public async Task What_is_no_path_has_no_page()
    {
        await using var site = await SiteAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);

        Assert.Equal(HttpStatusCode.NotFound, (await owner.OpenAsync("/admin/misses/redirect")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.OpenAsync("/admin/misses/redirect?path=//evil.example")).Status);
        Assert.Equal("Readers have found all that they asked for.", HtmlPage.Text((await owner.OpenAsync("/admin/misses")).One(".empty")));
    }

    private static async Task<TestSite> SiteAsync(params (string Path, int Count, string? Referrer)[] misses)
    {
        var site = await TestSite.WithAsync(
            new Story("Zerkalo") { Slug = "zerkalo", AlsoKnownAs = ["The Mirror"], Directors = ["Andrei Tarkovsky"], Themes = ["memory"] },
            new Story("Rain") { Slug = "rain", Aliases = ["/2019/rain"] });
        await site.ChangeAsync(db =>
        {
            foreach (var (path, count, referrer) in misses)
            {
                var miss = new Miss(path, count, TestSite.Now);
                miss.ComesFrom(referrer);
                db.Misses.Add(miss);
            }

            return Task.CompletedTask;
        });
        return site;
    }

    private static string[] Paths(HtmlPage page) => [.. page.Document.QuerySelectorAll("table th code").Select(HtmlPage.Text)];

    private static Task<List<string>> PathsAsync(TestSite site) =>
        site.ReadAsync(db => db.Misses.OrderBy(m => m.Path).Select(m => m.Path).ToListAsync(TestContext.Current.CancellationToken));
}
