using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Pages.Admin.Reviews;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Security;

/// <summary>What one author learns of another's unpublished work by asking for it: nothing.</summary>
public sealed class BetweenAuthorsTests
{
    private const string Bea = "bea@example.org";
    private const string Cy = "cy@example.org";

    [Fact]
    public async Task Whatever_belongs_to_another_is_not_found()
    {
        await using var site = await TestSite.WithAsync(new Story("Hidden") { Slug = "hidden", Published = null });
        var bea = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bea);
        var id = await site.IdAsync("hidden");
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(TestContext.Current.CancellationToken)).BelongsTo(bea.Id));
        var changed = await site.LeaveCopyAsync(DeskBlog.Finished, "hidden", Bea, AuthorRole.Author);
        var begun = await site.LeaveCopyAsync(DeskBlog.Finished, slug: null, Bea, AuthorRole.Author);
        using var hers = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bea);
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);

        string[] addresses =
        [
            $"/admin/reviews/{id}/edit", $"/admin/reviews/{id}/card.png", $"/admin/reviews/{id}/history", $"/admin/reviews/{id}/history/compare?from=current&to=copy", $"/admin/reviews/{id}/previews",
            $"/admin/reviews/{id}/publish", $"/admin/reviews/{id}/address", $"/admin/reviews/{id}/bin", $"/admin/write/{changed}", $"/admin/write/{changed}/preview",
            $"/admin/write/{changed}/discard", $"/admin/write/{changed}/conflict", $"/admin/write/{begun}", $"/admin/write/{begun}/preview", $"/admin/write/{begun}/discard",
            $"/admin/write/{begun}/publish", $"/admin/write/{begun}/history", $"/admin/write/{begun}/previews", $"/admin/write/{Guid.NewGuid()}/preview?review={id}",
        ];
        var wrong = new List<string>();
        foreach (var address in addresses)
        {
            using var shown = await hers.GetAsync(address);
            wrong.AddRange(shown.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect ? [] : [$"{address} answers its author {shown.StatusCode}"]);
            using var refused = await his.GetAsync(address);
            wrong.AddRange(refused.StatusCode == HttpStatusCode.NotFound ? [] : [$"{address} answers another {refused.StatusCode}"]);
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_picture_does_not_tell_of_what_others_have_not_published()
    {
        await using var site = await TestSite.WithAsync(new Story("Shown") { Slug = "shown" }, new Story("Secret") { Slug = "secret", Published = null });
        var bea = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bea);
        using var hers = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bea);
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        (await hers.UploadAsync("/admin/media", "form.upload", ("rain.png", Pictures.Png(90, 60)))).Dispose();
        await site.ChangeAsync(async db =>
        {
            var picture = await db.Images.SingleAsync(TestContext.Current.CancellationToken);
            await foreach (var review in db.Reviews.Include(r => r.Film).AsAsyncEnumerable())
            {
                review.BelongsTo(bea.Id);
                db.Entry(review).Property("CoverId").CurrentValue = picture.Id;
            }
        });
        var begun = await site.LeaveCopyAsync(DeskBlog.Finished with { FilmTitle = "Whispered", Body = "![a](../images/rain.webp)" }, slug: null, Bea, AuthorRole.Author);
        await site.ChangeAsync(db =>
        {
            db.Revisions.Add(new Revision("![a](../images/rain.webp)", TestSite.Now, "bea", RevisionOrigin.Desk, copyId: begun));
            return Task.CompletedTask;
        });

        var (known, told) = (await hers.OpenAsync("/admin/media/1"), await his.OpenAsync("/admin/media/1"));

        Assert.All(new[] { "Shown", "Secret", "Whispered", "only begun", $"{begun}" }, what => Assert.Contains(what, known.Source, StringComparison.Ordinal));
        Assert.Contains("Shown", told.Source, StringComparison.Ordinal);
        Assert.All(new[] { "Secret", "Whispered", "only begun", $"{begun}" }, what => Assert.DoesNotContain(what, told.Source, StringComparison.Ordinal));
        Assert.Contains("In what others are writing", told.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bea")]
    [InlineData(" BEA ")]
    public async Task Nobody_takes_the_name_of_another(string name)
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bea);
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        using var owner = await DeskVisitor.SignedInAsync(site);

        using var renamed = await his.SubmitAsync("/admin/account", "form[action$='handler=name']", ("name", name));
        using var added = await owner.SubmitAsync("/admin/authors/add", "main form", ("Input.Name", name), ("Input.Email", "dee@example.org"), ("Input.Role", "Author"));

        foreach (var answer in new[] { renamed, added })
        {
            Assert.Contains("There is an author of that name already", HtmlPage.Text((await HtmlPage.ReadAsync(answer)).One("div.problems")), StringComparison.Ordinal);
        }

        Assert.Equal(["ada", "bea", "cy"], await site.ReadAsync(db => db.Authors.OrderBy(a => a.Name).Select(a => a.Name).ToListAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Whoever_bears_a_name_twice_from_before_can_still_change_everything_else()
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bea);
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        await site.ChangeAsync(db => db.Authors.Where(a => a.Email == Cy).ExecuteUpdateAsync(set => set.SetProperty(a => a.Name, "bea"), TestContext.Current.CancellationToken));

        using var changed = await his.SubmitAsync("/admin/account/password", "main form", ("present", DeskVisitor.Password), ("password", "the cinema closes at midnight"));

        Assert.Equal("/admin/account", changed.Headers.Location?.OriginalString);
    }
}
