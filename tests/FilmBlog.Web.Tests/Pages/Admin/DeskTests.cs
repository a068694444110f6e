using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Admin;

/// <summary>The desk as a whole.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task A_stranger_is_sent_to_sign_in_and_an_author_comes_in()
    {
        await using var site = await TestSite.StartAsync();

        using var refused = await site.GetAsync("/admin");
        Assert.Equal((HttpStatusCode.Redirect, "/account/sign-in?returnurl=%2Fadmin"), (refused.StatusCode, refused.Headers.Location?.PathAndQuery));

        using var author = await DeskVisitor.SignedInAsync(site);
        using var desk = await author.GetAsync("/admin");
        Assert.Equal(HttpStatusCode.OK, desk.StatusCode);
        Assert.True(desk.Headers.CacheControl is { Private: true, NoStore: true });
    }
}
