using System.Globalization;
using System.Net;
using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin.Reviews;

/// <summary>Former texts: listed, compared, brought back.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Every_text_is_listed_and_two_are_compared_word_by_word()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Body = "A grey dog waits by the open window for somebody." });
        await site.ImportAgainAsync(new Story("Rain") { Slug = "rain", Body = "A black dog waits by the open window for somebody." });
        await site.LeaveCopyAsync(DeskBlog.Finished with { Body = "A white dog." }, "rain");
        using var owner = await DeskVisitor.SignedInAsync(site);
        var path = $"/admin/reviews/{await site.IdAsync("rain")}";

        var page = await owner.OpenAsync(path + "/history");
        Assert.Equal(["what is being written", "what readers see", "replaced by an import"], page.Document.QuerySelectorAll("table.history tbody tr td:nth-child(3)").Select(HtmlPage.Text));
        var revision = page.One("input[name=revision]").GetAttribute("value")!;
        var compared = await owner.OpenAsync($"{path}/history/compare?from={revision}&to=current");

        Assert.Equal(["grey"], compared.Document.QuerySelectorAll("del mark").Select(HtmlPage.Text));
        Assert.Equal(["black"], compared.Document.QuerySelectorAll("ins mark").Select(HtmlPage.Text));
        Assert.Contains("say the same", (await owner.OpenAsync($"{path}/history/compare?from=current&to=current")).Words(), StringComparison.Ordinal);
        using var unknown = await owner.GetAsync($"{path}/history/compare?from=999&to=current");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_former_text_comes_back_into_the_editor_and_not_before_readers()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Body = "The first." });
        await site.ImportAgainAsync(new Story("Rain") { Slug = "rain", Body = "The second." });
        await site.LeaveCopyAsync(DeskBlog.Finished with { Body = "The third." }, "rain");
        using var owner = await DeskVisitor.SignedInAsync(site);
        var path = $"/admin/reviews/{await site.IdAsync("rain")}";

        using var answer = await owner.SubmitAsync(path + "/history", "table.history form");

        Assert.Equal(path + "/edit", answer.Headers.Location?.OriginalString);
        Assert.Contains("The second.", (await site.OpenAsync("/reviews/rain")).Source, StringComparison.Ordinal);
        var copy = await site.ReadAsync(db => db.WorkingCopies.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("The first.", 2), (Manuscript.Read(copy.Text).Body, copy.Version));
        // What was being written is not lost.
        Assert.Contains(await site.ReadAsync(db => db.Revisions.Where(r => r.Origin == RevisionOrigin.Kept).Select(r => r.Text).ToListAsync(TestContext.Current.CancellationToken)), t => t.Contains("The third.", StringComparison.Ordinal));
        var page = await owner.FollowAsync(path + "/history", $"form:has(input[value=\"{(await FirstAsync(site)).ToString(CultureInfo.InvariantCulture)}\"])");
        Assert.Equal("That is the text already: nothing was changed.", HtmlPage.Text(page.One(".message")));
    }

    [Fact]
    public async Task What_is_only_begun_has_a_history_too_and_another_s_revision_is_not_in_it()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Body = "The first." });
        await site.ImportAgainAsync(new Story("Rain") { Slug = "rain", Body = "The second." });
        var copy = await site.LeaveCopyAsync(new Manuscript { Body = "Begun" });
        await site.ChangeAsync(db =>
        {
            db.Revisions.Add(new Revision(new Manuscript { Body = "Before" }.Write(), TestSite.Now, "ada", RevisionOrigin.Kept, copyId: copy));
            return Task.CompletedTask;
        });
        using var owner = await DeskVisitor.SignedInAsync(site);

        var page = await owner.OpenAsync($"/admin/write/{copy}/history");
        Assert.Equal(2, page.Document.QuerySelectorAll("table.history tbody tr").Length);
        using var refused = await owner.SubmitAsync(page, $"/admin/write/{copy}/history", "table.history form", ("revision", (await FirstAsync(site)).ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var answer = await owner.SubmitAsync(page, $"/admin/write/{copy}/history", "table.history form");
        Assert.Equal($"/admin/write/{copy}", answer.Headers.Location?.OriginalString);
        Assert.Equal("Before", Manuscript.Read(await site.ReadAsync(db => db.WorkingCopies.Select(c => c.Text).SingleAsync(TestContext.Current.CancellationToken))).Body);

        // What is no more there at that moment does not come back, and is not said to be the same.
        var history = await owner.OpenAsync($"/admin/write/{copy}/history");
        var late = await site.AtOnceAsync(
            async db => db.Revisions.RemoveRange(await db.Revisions.Where(r => r.CopyId == copy).ToListAsync(TestContext.Current.CancellationToken)),
            () => owner.SubmitAsync(history, $"/admin/write/{copy}/history", "table.history form"));
        Assert.StartsWith("The text was not brought back", HtmlPage.Text((await owner.OpenAsync(late[0].Headers.Location!.OriginalString)).One(".message")), StringComparison.Ordinal);
    }

    private static Task<int> FirstAsync(TestSite site) =>
        site.ReadAsync(db => db.Revisions.Where(r => r.Origin == RevisionOrigin.Import).Select(r => r.Id).FirstAsync(TestContext.Current.CancellationToken));
}
