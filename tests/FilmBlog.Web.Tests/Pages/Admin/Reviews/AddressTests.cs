using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Admin.Reviews;

/// <summary>Where a review stands, and what leads there.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task A_review_moves_there_and_back_and_every_old_address_leads_to_it_in_one_hop()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "first" }, new Story("Sun") { Slug = "sun", Pinned = ["first"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = $"/admin/reviews/{await site.IdAsync("first")}/address";

        var page = await owner.FollowAsync(address, "main form", ("slug", "second"));
        Assert.Equal("The review stands at /reviews/second now; /reviews/first leads there.", HtmlPage.Text(page.One(".message")));
        await owner.FollowAsync(address, "main form", ("slug", "third"));
        await LeadsAsync(site, "/reviews/first", "/reviews/third");
        await LeadsAsync(site, "/reviews/second", "/reviews/third");
        // What recommends it names the present address.
        Assert.Equal(["third"], (await site.ReviewAsync("sun")).Pinned);

        await owner.FollowAsync(address, "main form", ("slug", "first"));
        await LeadsAsync(site, "/reviews/second", "/reviews/first");
        await LeadsAsync(site, "/reviews/third", "/reviews/first");
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/first")).Status);
        Assert.Equal(["/reviews/second", "/reviews/third"], (await site.ReviewAsync("first")).Redirects.Select(r => r.Path).Order());
        await owner.FollowAsync(address, "main form", ("slug", "second"));
        await LeadsAsync(site, "/reviews/first", "/reviews/second");
    }

    [Theory]
    [InlineData("", "Write the last part of the address, such as zerkalo.")]
    [InlineData("Zerkalo!", "An address has small letters a to z, digits, and single hyphens between words: zerkalo would do.")]
    [InlineData("Зеркало", "An address has small letters a to z, digits, and single hyphens between words: zerkalo would do.")]
    [InlineData("con", "An address has small letters a to z, digits, and single hyphens between words: con-film would do.")]
    [InlineData("sun", "Another review, “Sun”, stands at /reviews/sun.")]
    [InlineData("old-sun", "/reviews/old-sun is an old address of the review “Sun”, whose readers still come by it.")]
    [InlineData("rain", "The review stands there already.")]
    public async Task An_address_that_cannot_be_is_refused_with_a_sentence(string slug, string sentence)
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" }, new Story("Sun") { Slug = "sun", Aliases = ["/reviews/old-sun"] });
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.FollowAsync($"/admin/reviews/{await site.IdAsync("rain")}/address", "main form", ("slug", slug));

        Assert.Equal(sentence, HtmlPage.Text(page.One("#slug-error")));
        Assert.Equal(slug, page.One("#slug").GetAttribute("value"));
        Assert.Equal("true", page.One("#slug").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task The_address_of_what_was_deleted_is_free_again()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        await site.ChangeAsync(db =>
        {
            db.Redirects.Add(new Redirect("/reviews/gone"));
            db.Redirects.Add(new Redirect("/2019/gone"));
            return Task.CompletedTask;
        });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = $"/admin/reviews/{await site.IdAsync("rain")}/address";

        await owner.FollowAsync(address, "main form", ("slug", "gone"));
        await owner.FollowAsync(address, "main form[action$=Add]", ("alias", "/2019/gone/"));

        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/gone")).Status);
        await LeadsAsync(site, "/2019/gone", "/reviews/gone");
    }

    [Fact]
    public async Task An_old_address_is_added_and_removed_and_refused_where_a_page_stands()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" }, new Story("Sun") { Slug = "sun", Themes = ["light"], Aliases = ["/2019/sun"] });
        using var owner = await DeskVisitor.SignedInAsync(site);
        var address = $"/admin/reviews/{await site.IdAsync("rain")}/address";

        await owner.FollowAsync(address, "main form[action$=Add]", ("alias", "/2019/03/Rain/"));
        await LeadsAsync(site, "/2019/03/rain", "/reviews/rain");

        foreach (var (alias, sentence) in new[]
        {
            ("2019/rain", "That is no path on this site"), ("/admin/rain", "The site itself answers below /admin"), ("/reviews/sun", "The review “Sun” stands at /reviews/sun"),
            ("/themes/light", "The theme “light” stands at /themes/light"), ("/2019/sun", "an old address of the review “Sun”"), ("/2019/03/rain", "leads here already"),
            ("/reviews", "A list stands at /reviews"), ("/reviews/rain", "The review stands there already."),
        })
        {
            var page = await owner.FollowAsync(address, "main form[action$=Add]", ("alias", alias));
            Assert.Contains(sentence, HtmlPage.Text(page.One("#alias-error")), StringComparison.Ordinal);
        }

        await owner.FollowAsync(address, "ul.old-addresses form");
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/2019/03/rain")).Status);
    }

    private static async Task LeadsAsync(TestSite site, string from, string to)
    {
        using var answer = await site.GetAsync(from);
        Assert.Equal((from, HttpStatusCode.MovedPermanently, to), (from, answer.StatusCode, answer.Headers.Location?.OriginalString));
    }
}
