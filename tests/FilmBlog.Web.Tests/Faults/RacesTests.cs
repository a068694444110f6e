using System.Net;
using FilmBlog.Benchmarks.Faults;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Faults;

/// <summary>Two do the same thing at the same moment: one of them is first, and the other one loses nothing.</summary>
public sealed class RacesTests
{
    private const int Many = 8;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_who_write_about_the_same_film_at_once_get_a_review_each_with_an_address_of_its_own()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        await DeskVisitor.AddAuthorAsync(site, AuthorRole.Owner, "author@films.example");
        using var desk = await FaultDesk.SignInAsync(site.Address, Cancelled);

        var ids = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => desk.SaveAsync("the same film", 1, Cancelled)));
        // Whoever publishes twice publishes once.
        await Task.WhenAll(ids.Concat(ids).Select(id => desk.PublishAsync(id, Cancelled)));

        Assert.Equal(Many, ids.Distinct().Count());
        var reviews = await site.ReadAsync(db => db.Reviews.Include(r => r.Film).ToListAsync(Cancelled));
        Assert.Equal(Many, reviews.Select(r => r.Slug).Distinct().Count());
        Assert.Single(reviews.Select(r => r.FilmId).Distinct());
        Assert.All(reviews, review => Assert.NotNull(review.PublishedAt));
        Assert.Equal(1, await site.ReadAsync(db => db.Directors.CountAsync(Cancelled)));
        Assert.Equal(1, await site.ReadAsync(db => db.Themes.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task Of_two_tabs_that_save_at_once_one_is_shown_what_the_other_wrote_and_both_texts_are_kept()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", Body = "It rains." });
        using var author = await DeskVisitor.SignedInAsync(site);
        var id = await site.ReadAsync(db => db.Reviews.Select(r => r.Id).SingleAsync(Cancelled));
        var edit = $"/admin/reviews/{id}/edit";
        var tabs = new[] { await author.OpenAsync(edit), await author.OpenAsync(edit) };

        var answers = await Task.WhenAll(tabs.Select((tab, number) =>
            author.SubmitAsync(tab, edit, "form#writing", ("body", $"The text of tab {number}."), ("Act", "publish-changes"))));

        Assert.Single(answers, answer => answer.Headers.Location!.OriginalString.Contains("conflict", StringComparison.Ordinal));
        var texts = await site.ReadAsync(async db => string.Concat(
            (await db.ReviewBodies.Select(b => b.Markdown).ToListAsync(Cancelled))
            .Concat(await db.Revisions.Select(r => r.Text).ToListAsync(Cancelled))
            .Concat(await db.WorkingCopies.Select(c => c.Text).ToListAsync(Cancelled))));
        Assert.Contains("The text of tab 0.", texts, StringComparison.Ordinal);
        Assert.Contains("The text of tab 1.", texts, StringComparison.Ordinal);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task Two_owners_who_remove_each_other_at_once_leave_one()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        using var bea = await DeskVisitor.SignedInAsync(site, AuthorRole.Owner, "bea@example.org");
        var ids = await site.ReadAsync(db => db.Authors.OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(Cancelled));

        var answers = await Task.WhenAll(
            ada.SubmitAsync($"/admin/authors/{ids[1]}", "form[action$='handler=role']", ("role", "Author")),
            bea.SubmitAsync($"/admin/authors/{ids[0]}", "form[action$='handler=role']", ("role", "Author")));

        Assert.All(answers, answer => Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode));
        Assert.Equal(1, await site.ReadAsync(db => db.Authors.CountAsync(a => a.Role == AuthorRole.Owner, Cancelled)));
        Array.ForEach(answers, answer => answer.Dispose());
    }
}
