using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Account;

public sealed class FirstAuthorTests
{
    private static readonly (string, string)[] Filled = [("Input.Name", "Ada"), ("Input.Email", "ada@example.org"), ("Input.Password", DeskVisitor.Password)];

    [Fact]
    public async Task The_link_of_the_first_start_makes_an_owner_once_and_stands_in_no_log()
    {
        await using var site = await TestSite.StartAsync();
        var link = await LinkAsync(site);
        using var visitor = DeskVisitor.Stranger(site);

        using var entered = await visitor.SubmitAsync(link, "main form", Filled);
        Assert.Equal("/admin", entered.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/admin/authors")).Status);
        await site.ChangeAsync(async db => Assert.Equal(AuthorRole.Owner, (await db.Authors.SingleAsync(TestContext.Current.CancellationToken)).Role));

        Assert.Equal(HttpStatusCode.Gone, (await visitor.OpenAsync(link)).Status);
        Assert.Contains("/account/first/", site.ReadLog(), StringComparison.Ordinal);
        Assert.DoesNotContain(link.Split('/')[^1], site.ReadLog(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_works_for_an_hour_and_only_while_there_is_no_author()
    {
        await using var site = await TestSite.StartAsync();
        var link = await LinkAsync(site);
        using var visitor = DeskVisitor.Stranger(site);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.OpenAsync(link[..^4] + "0000")).Status);
        var page = await visitor.OpenAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.Status);

        await DeskVisitor.AddAuthorAsync(site, AuthorRole.Owner, "bea@example.org");
        using var refused = await visitor.SubmitAsync(page, link, "main form", Filled);
        Assert.Equal(HttpStatusCode.Gone, refused.StatusCode);

        await using var other = await TestSite.StartAsync();
        var old = await LinkAsync(other);
        other.Clock.AdjustTime(other.Clock.GetUtcNow().AddHours(1));
        Assert.Equal(HttpStatusCode.Gone, (await other.OpenAsync(old)).Status);
    }

    [Fact]
    public async Task Two_who_use_the_link_at_once_are_not_both_the_first()
    {
        await using var site = await TestSite.StartAsync();
        var link = await LinkAsync(site);
        var visitors = Enumerable.Range(0, 4).Select(_ => DeskVisitor.Stranger(site)).ToList();
        var pages = await Task.WhenAll(visitors.Select(v => v.OpenAsync(link)));

        await Task.WhenAll(visitors.Select((v, i) => v.SubmitAsync(pages[i], link, "main form", ("Input.Name", "Ada"), ("Input.Email", $"ada{i}@example.org"), ("Input.Password", DeskVisitor.Password))));

        await site.ChangeAsync(async db => Assert.Equal(1, await db.Authors.CountAsync(TestContext.Current.CancellationToken)));
        visitors.ForEach(v => v.Dispose());
    }

    [Theory]
    [InlineData("", "ada@example.org", DeskVisitor.Password, "A name has from 1 to 150 characters")]
    [InlineData("Ada", "ada", DeskVisitor.Password, "is not an e-mail address")]
    [InlineData("Ada", "ada@example.org", "short", "from 12 to 256 characters; this one has 5")]
    [InlineData("Ada", "ada@example.org", "password1234", "among the first")]
    public async Task What_is_wrong_is_said_and_nothing_is_added(string name, string email, string password, string said)
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = DeskVisitor.Stranger(site);

        var page = await visitor.FollowAsync(await LinkAsync(site), "main form", ("Input.Name", name), ("Input.Email", email), ("Input.Password", password));

        Assert.Contains(said, HtmlPage.Text(page.One("div.problems")), StringComparison.Ordinal);
        await site.ChangeAsync(async db => Assert.False(await db.Authors.AnyAsync(TestContext.Current.CancellationToken)));
    }

    internal static async Task<string> LinkAsync(TestSite site)
    {
        while (!site.Console.ToString().Contains("/account/first/", StringComparison.Ordinal))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return new Uri(site.Console.ToString().Split(' ').Single(word => word.Contains("/account/first/", StringComparison.Ordinal))).AbsolutePath;
    }
}
