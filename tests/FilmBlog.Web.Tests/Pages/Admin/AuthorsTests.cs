using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Pages.Account;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin;

public sealed class AuthorsTests
{
    private const string Bea = "bea@example.org";

    [Fact]
    public async Task An_owner_adds_an_author_who_chooses_a_password_by_a_link()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var added = await owner.SubmitAsync("/admin/authors/add", "main form", ("Input.Name", "Bea"), ("Input.Email", Bea), ("Input.Role", "Author"));
        var address = added.Headers.Location!.OriginalString;
        using var answer = await owner.SubmitAsync(address, "form[action$='handler=link']");
        var link = (await HtmlPage.ReadAsync(answer)).One("textarea").TextContent;

        using var bea = DeskVisitor.Stranger(site);
        (await bea.SubmitAsync(link, "main form", ("password", DeskVisitor.Password))).Dispose();
        using var entered = await SignInTests.TryAsync(bea, Bea, DeskVisitor.Password);
        Assert.Equal("/admin", entered.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, (await bea.OpenAsync("/admin/authors")).Status);

        var list = await owner.OpenAsync("/admin/authors");
        Assert.Equal(["ada", "Bea"], list.Document.QuerySelectorAll("tbody th a").Select(HtmlPage.Text).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nobody_gives_a_colleague_a_password()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        var form = await owner.OpenAsync("/admin/authors/add");
        Assert.Empty(form.Document.QuerySelectorAll("input[type=password]"));

        using var answer = await owner.Client.PostAsync("/admin/authors/add", new FormUrlEncodedContent(
        [
            new("Input.Name", "Bea"), new("Input.Email", Bea), new("Input.Role", "Author"), new("Input.Password", DeskVisitor.Password),
            new("__RequestVerificationToken", form.One("main form input[name=__RequestVerificationToken]").GetAttribute("value")!),
        ]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null(await site.ReadAsync(db => db.Authors.Where(a => a.Email == Bea).Select(a => a.PasswordHash).SingleAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_lock_ends_what_the_author_is_doing_and_an_unlock_lets_them_in_again()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var bea = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bea);
        var address = await AddressAsync(site, Bea);

        (await owner.SubmitAsync(address, "form[action$='handler=lock']", ("isLocked", "true"))).Dispose();
        Assert.Equal(HttpStatusCode.Redirect, (await bea.GetAsync("/admin")).StatusCode);
        using var refused = await SignInTests.TryAsync(bea, Bea, DeskVisitor.Password);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);

        (await owner.SubmitAsync(address, "form[action$='handler=lock']", ("isLocked", "false"))).Dispose();
        using var welcome = await SignInTests.TryAsync(bea, Bea, DeskVisitor.Password);
        Assert.Equal("/admin", welcome.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("role", "role", "Author")]
    [InlineData("lock", "isLocked", "true")]
    public async Task The_last_owner_stays_one(string handler, string field, string value)
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bea);
        var address = await AddressAsync(site, "ada@example.org");

        using var answer = await owner.SubmitAsync(address, $"form[action$='handler={handler}']", (field, value));

        var refused = await HtmlPage.ReadAsync(answer);
        Assert.Contains("last owner", HtmlPage.Text(refused.One("div.problems")), StringComparison.Ordinal);
        // They are shown as they are, with the same to choose from.
        Assert.Contains("Owner", HtmlPage.Text(refused.One("main .sheet > p:first-of-type")), StringComparison.Ordinal);
        Assert.Equal(value, refused.One($"form[action$='handler={handler}'] button").GetAttribute("value"));
        Assert.Equal(HttpStatusCode.OK, (await owner.OpenAsync("/admin/authors")).Status);
    }

    [Fact]
    public async Task An_owner_who_has_no_way_in_yet_is_none_who_can_come_in()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        (await owner.SubmitAsync("/admin/authors/add", "main form", ("Input.Name", "Bea"), ("Input.Email", Bea), ("Input.Role", "Owner"))).Dispose();

        using var answer = await owner.SubmitAsync(await AddressAsync(site, "ada@example.org"), "form[action$='handler=role']", ("role", "Author"));

        Assert.Contains("last owner", HtmlPage.Text((await HtmlPage.ReadAsync(answer)).One("div.problems")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_owners_who_demote_each_other_at_once_leave_one()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        using var bea = await DeskVisitor.SignedInAsync(site, AuthorRole.Owner, Bea);
        var (hers, mine) = (await AddressAsync(site, Bea), await AddressAsync(site, "ada@example.org"));
        var (first, second) = (await ada.OpenAsync(hers), await bea.OpenAsync(mine));

        await Task.WhenAll(ada.SubmitAsync(first, hers, "form[action$='handler=role']", ("role", "Author")), bea.SubmitAsync(second, mine, "form[action$='handler=role']", ("role", "Author")));

        await site.ChangeAsync(async db => Assert.Equal(1, await db.Authors.CountAsync(a => a.Role == AuthorRole.Owner, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_reviews_of_an_author_who_is_removed_go_to_the_owner()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var bea = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bea);
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(TestContext.Current.CancellationToken)).BelongsTo(bea.Id));
        var address = await AddressAsync(site, Bea);

        using var unsure = await owner.SubmitAsync(address, "form[action$='handler=remove']");
        Assert.Equal(HttpStatusCode.OK, unsure.StatusCode);
        using var removed = await owner.SubmitAsync(address, "form[action$='handler=remove']", ("sure", "true"));

        Assert.Equal("/admin/authors", removed.Headers.Location?.OriginalString);
        await site.ChangeAsync(async db =>
        {
            var me = await db.Authors.SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal(me.Id, (await db.Reviews.SingleAsync(TestContext.Current.CancellationToken)).AuthorId);
        });
    }

    private static async Task<string> AddressAsync(TestSite site, string email)
    {
        var id = 0;
        await site.ChangeAsync(async db => id = (await db.Authors.SingleAsync(a => a.Email == email, TestContext.Current.CancellationToken)).Id);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/admin/authors/{id}");
    }
}
