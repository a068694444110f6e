using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;
using FilmBlog.Core.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Tests.Writing;

/// <summary>A former text comes back while another tab saves: neither is lost, and what is said of it is true.</summary>
public sealed class ReviewHistoryTests
{
    private static readonly Guid Copy = new("5f0c2f6e-4d53-4f7e-9a60-000000000002");

    private static readonly Manuscript Finished = new()
    {
        FilmTitle = "Stalker",
        Year = "1979",
        Directors = ["Andrei Tarkovsky"],
        Body = "It rains.",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_former_text_comes_back_and_what_another_tab_kept_meanwhile_is_in_the_history(bool isBegunBefore)
    {
        await using var blog = await DeskAsync();
        var review = await AtDeskAsync(blog, async desk => (await desk.SaveAsync(Of(Finished), Cancelled)).Review!.Id);
        var number = await AtDeskAsync(blog, desk => desk.NumberOfAsync(review, Cancelled));
        await blog.SaveAsync(db => Task.FromResult(db.Revisions.Add(new Revision((Finished with { Body = "It was dry." }).Write(), TestDatabase.Start, "Ada", RevisionOrigin.Desk, review))));
        if (isBegunBefore)
        {
            await AtDeskAsync(blog, desk => desk.KeepAsync(Copy, review, 0, number, Finished with { Body = "Before." }, (1, "Ada"), asRevision: false, Cancelled));
        }

        var outcome = await RestoredAsync(blog, desk => desk.KeepAsync(
            Copy, review, isBegunBefore ? 1 : 0, number, Finished with { Body = "Meanwhile." }, (1, "Ada"), asRevision: false, Cancelled));

        Assert.Equal(RestoreOutcome.Restored, outcome);
        Assert.Equal("It was dry.", Manuscript.Read(await blog.ReadAsync(db => db.WorkingCopies.Select(c => c.Text).SingleAsync(Cancelled))).Body);
        Assert.Contains(await blog.ReadAsync(db => db.Revisions.Where(r => r.ReviewId == review).Select(r => r.Text).ToListAsync(Cancelled)), text => Manuscript.Read(text).Body == "Meanwhile.");
    }

    [Fact]
    public async Task A_text_that_became_one_of_a_review_meanwhile_does_not_begin_another()
    {
        await using var blog = await DeskAsync();
        await AtDeskAsync(blog, desk => desk.KeepAsync(Copy, null, 0, 0, Finished with { Body = "It was dry." }, (1, "Ada"), asRevision: true, Cancelled));
        await AtDeskAsync(blog, desk => desk.KeepAsync(Copy, null, 1, 0, Finished, (1, "Ada"), asRevision: false, Cancelled));

        var outcome = await RestoredAsync(blog, desk => desk.SaveAsync(Of(Finished) with { CopyId = Copy, CopyVersion = 2 }, Cancelled));

        Assert.Equal(RestoreOutcome.Stale, outcome);
        Assert.Equal((0, 1), (await blog.ReadAsync(db => db.WorkingCopies.CountAsync(Cancelled)), await blog.ReadAsync(db => db.Reviews.CountAsync(Cancelled))));
    }

    private static async Task<TestDatabase> DeskAsync()
    {
        var blog = await TestDatabase.CreateAsync();
        await blog.SaveAsync(db => Task.FromResult(db.Authors.Add(new Author("Ada", "ada@example.org", AuthorRole.Owner, TestDatabase.Start))));
        return blog;
    }

    private static ReviewSave Of(Manuscript manuscript) => new() { Manuscript = manuscript, AuthorId = 1, By = "Ada" };

    private static async Task<T> AtDeskAsync<T>(TestDatabase blog, Func<ReviewDesk, Task<T>> work)
    {
        await using var scope = blog.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ReviewDesk>());
    }

    // Brings the only former text back while somebody else has the turn to write, who does something first.
    private static async Task<RestoreOutcome> RestoredAsync<T>(TestDatabase blog, Func<ReviewDesk, Task<T>> first)
    {
        var former = await blog.ReadAsync(db => db.Revisions.AsNoTracking().SingleAsync(Cancelled));
        await using var theirs = blog.Services.CreateAsyncScope();
        await using var mine = blog.Services.CreateAsyncScope();
        await using var writing = await theirs.ServiceProvider.GetRequiredService<FilmBlogContext>().BeginWritingAsync(Cancelled);
        var restoring = mine.ServiceProvider.GetRequiredService<ReviewHistory>().RestoreAsync(former, (1, "Ada"), Cancelled);
        Assert.Equal(1, blog.Get<WriterGate>().Waiting);
        await first(theirs.ServiceProvider.GetRequiredService<ReviewDesk>());
        await writing.CommitAsync();
        return await restoring;
    }
}
