using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;
using FilmBlog.Core.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Tests.Writing;

/// <summary>What is written is kept, becomes a review, and never overwrites what somebody else wrote.</summary>
public sealed class ReviewDeskTests
{
    private static readonly Manuscript Finished = new()
    {
        FilmTitle = "Stalker",
        Year = "1979",
        Directors = ["Andrei Tarkovsky"],
        Themes = ["faith", "the zone"],
        Rating = "5",
        ImdbRating = "8.0",
        Body = "It rains.\n\nThen it does not.",
    };

    [Fact]
    public async Task What_is_begun_is_kept_as_it_is_and_is_no_review()
    {
        await using var blog = await Desk.OpenAsync();
        var begun = new Manuscript { Year = "nineteen", Body = "It" };

        var kept = await blog.KeepAsync(begun, seen: 0);

        Assert.Equal((1, ""), (kept.Copy!.Version, kept.Copy.Title));
        Assert.Equal(begun.Write(), (await blog.CopyAsync())!.Text);
        Assert.Equal(0, await blog.Database.ReadAsync(db => db.Reviews.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Another_tab_that_has_not_seen_the_last_save_overwrites_nothing()
    {
        await using var blog = await Desk.OpenAsync();
        await blog.KeepAsync(Finished with { Body = "one" }, seen: 0);
        await blog.KeepAsync(Finished with { Body = "two" }, seen: 1);

        var late = await blog.KeepAsync(Finished with { Body = "three" }, seen: 1);

        Assert.True(late.IsStale);
        Assert.Contains("two", late.Copy!.Text, StringComparison.Ordinal);
        Assert.Contains("two", (await blog.CopyAsync())!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_save_that_is_repeated_because_its_answer_was_lost_is_no_conflict()
    {
        await using var blog = await Desk.OpenAsync();
        await blog.KeepAsync(Finished, seen: 0);

        var repeated = await blog.KeepAsync(Finished, seen: 0);

        Assert.Equal((false, 1), (repeated.IsStale, repeated.Copy!.Version));
    }

    [Fact]
    public async Task A_finished_manuscript_becomes_a_draft_and_the_copy_goes()
    {
        await using var blog = await Desk.OpenAsync();
        await blog.KeepAsync(Finished, seen: 0, asRevision: true);

        var saved = await blog.SaveAsync(Finished);

        Assert.NotNull(saved.Review);
        Assert.Null(await blog.CopyAsync());
        var review = await blog.ReviewAsync("stalker");
        Assert.Equal(("Stalker", ReviewState.Draft, 5m, "Ada"), (review.Film.Title, review.StateAt(TestDatabase.Start), review.Rating!.Value.Halves / 2m, review.SavedBy));
        Assert.Equal(["faith", "the zone"], review.Themes.OrderBy(t => t.Position).Select(t => t.Theme.Name));
        Assert.Contains("<p>It rains.</p>", review.Body.Html, StringComparison.Ordinal);
        // What was saved before there was a review is in its history.
        Assert.Equal(RevisionOrigin.Kept, Assert.Single(review.Revisions).Origin);
        Assert.Equal(Finished with { Slug = "stalker" }, Manuscript.Of(review.Document), SameText);
    }

    [Fact]
    public async Task What_is_saved_replaces_the_former_text_and_keeps_it()
    {
        await using var blog = await Desk.OpenAsync();
        var first = (await blog.SaveAsync(Finished)).Review!;
        blog.Database.Time.Advance(TimeSpan.FromHours(1));

        var second = await blog.SaveAsync(Finished with { Body = "It snows.", Themes = ["snow", "faith"] }, first.Id, await blog.NumberAsync(first.Id));

        Assert.NotNull(second.Review);
        var review = await blog.ReviewAsync("stalker");
        Assert.Equal("\nIt snows.\n", review.Body.Markdown);
        Assert.Equal(["snow", "faith"], review.Themes.OrderBy(t => t.Position).Select(t => t.Theme.Name));
        var former = Assert.Single(review.Revisions);
        Assert.Equal((RevisionOrigin.Desk, "Ada", TestDatabase.Start), (former.Origin, former.SavedBy, former.SavedAt));
        Assert.Equal(Finished.Body, Manuscript.Read(former.Text).Body);
    }

    [Fact]
    public async Task A_review_that_changed_since_it_was_read_is_not_overwritten()
    {
        await using var blog = await Desk.OpenAsync();
        var review = (await blog.SaveAsync(Finished)).Review!;
        var seen = await blog.NumberAsync(review.Id);
        await blog.SaveAsync(Finished with { Body = "somebody else's" }, review.Id, seen);

        var late = await blog.SaveAsync(Finished with { Body = "mine" }, review.Id, seen);

        Assert.True(late.IsStale);
        Assert.Equal("\nsomebody else's\n", (await blog.ReviewAsync("stalker")).Body.Markdown);
    }

    [Fact]
    public async Task What_is_not_complete_is_not_saved_and_each_problem_names_its_field()
    {
        await using var blog = await Desk.OpenAsync();

        var refused = await blog.SaveAsync(Finished with { FilmTitle = "", Year = "next year", Rating = "6", Directors = [], Cover = "../images/none.webp" });

        Assert.Null(refused.Review);
        Assert.Equal(
            ["cover", "film.directors", "film.title", "film.year", "rating"],
            refused.Examination!.Problems.Where(p => !p.IsWarning).Select(p => p.Field).Order());
        Assert.Equal(0, await blog.Database.ReadAsync(db => db.Films.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_body_that_is_refused_says_at_which_line_of_the_form()
    {
        await using var blog = await Desk.OpenAsync();

        var refused = await blog.SaveAsync(Finished with { Body = "one\n\n" + string.Concat(Enumerable.Repeat("> ", 200)) + "deep" });

        var problem = Assert.Single(refused.Examination!.Problems, p => !p.IsWarning);
        Assert.Equal("body", problem.Field);
        Assert.StartsWith("Line 3: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_reviews_of_a_film_share_its_facts()
    {
        await using var blog = await Desk.OpenAsync();
        await blog.SaveAsync(Finished);

        await blog.SaveAsync(Finished with { Title = "Stalker, again", ImdbRating = "8.1" }, copy: Guid.NewGuid());

        var films = await blog.Database.ReadAsync(db => db.Films.Include(f => f.Reviews).ToListAsync(TestContext.Current.CancellationToken));
        var film = Assert.Single(films);
        Assert.Equal((8.1m, 2), (film.ImdbRating, film.Reviews.Count));
        Assert.Equal(["stalker", "stalker-again"], film.Reviews.Select(r => r.Slug.Value).Order());
    }

    [Fact]
    public async Task A_film_corrected_by_its_only_review_stays_one_film()
    {
        await using var blog = await Desk.OpenAsync();
        var review = (await blog.SaveAsync(Finished with { FilmTitle = "Stalkre", Year = "1978" })).Review!;

        await blog.SaveAsync(Finished, review.Id, await blog.NumberAsync(review.Id));

        var film = await blog.Database.ReadAsync(db => db.Films.SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("Stalker", 1979), (film.Title, film.Year));
    }

    [Fact]
    public async Task A_review_moved_to_another_film_leaves_no_film_behind()
    {
        await using var blog = await Desk.OpenAsync();
        await blog.SaveAsync(Finished with { FilmTitle = "Solaris", Year = "1972" }, copy: Guid.NewGuid());
        var review = (await blog.SaveAsync(Finished)).Review!;

        await blog.SaveAsync(Finished with { FilmTitle = "Solaris", Year = "1972", Title = "Twice" }, review.Id, await blog.NumberAsync(review.Id));

        var film = await blog.Database.ReadAsync(db => db.Films.Include(f => f.Reviews).SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("Solaris", 2), (film.Title, film.Reviews.Count));
    }

    [Fact]
    public async Task The_address_of_a_renamed_review_is_given_to_no_other()
    {
        await using var blog = await Desk.OpenAsync();
        await blog.SaveAsync(Finished);
        await blog.Database.SaveAsync(async db =>
            (await db.Reviews.Include(r => r.Redirects).SingleAsync(TestContext.Current.CancellationToken)).Rename(Slug.Parse("the-zone")));

        var second = await blog.SaveAsync(Finished with { FilmTitle = "Stalker", Year = "2001" }, copy: Guid.NewGuid());

        Assert.Equal("stalker-2001", second.Review!.Slug.Value);
    }

    [Fact]
    public async Task What_is_thrown_away_stays_in_the_history()
    {
        await using var blog = await Desk.OpenAsync();
        var review = (await blog.SaveAsync(Finished)).Review!;
        await blog.KeepAsync(Finished with { Body = "a second thought" }, seen: 0, reviewId: review.Id, number: await blog.NumberAsync(review.Id));

        await blog.DiscardAsync();

        Assert.Null(await blog.CopyAsync());
        var kept = Assert.Single((await blog.ReviewAsync("stalker")).Revisions);
        Assert.Equal("a second thought", Manuscript.Read(kept.Text).Body);
    }

    [Fact]
    public async Task What_says_the_same_as_the_review_is_not_kept_as_a_change()
    {
        await using var blog = await Desk.OpenAsync();
        var review = (await blog.SaveAsync(Finished)).Review!;

        var kept = await blog.KeepAsync(Finished, seen: 0, reviewId: review.Id, number: await blog.NumberAsync(review.Id));

        Assert.Equal((null, false), (kept.Copy, kept.IsStale));
        Assert.Null(await blog.CopyAsync());
    }

    [Fact]
    public async Task A_save_throws_no_version_of_the_copy_away_that_the_writer_has_not_seen()
    {
        await using var blog = await Desk.OpenAsync();
        await blog.KeepAsync(Finished with { Body = "one" }, seen: 0);
        await blog.KeepAsync(Finished with { Body = "two" }, seen: 1);

        var late = await blog.SaveAsync(Finished with { Body = "three" }, version: 1);
        Assert.True(late.IsStale);
        Assert.Contains("two", (await blog.CopyAsync())!.Text, StringComparison.Ordinal);

        Assert.NotNull((await blog.SaveAsync(Finished with { Body = "two and three" }, version: 2)).Review);
    }

    [Fact]
    public async Task A_first_save_that_is_sent_again_because_its_answer_was_lost_makes_no_second_review()
    {
        await using var blog = await Desk.OpenAsync();
        await blog.SaveAsync(Finished with { FilmTitle = "Mirror", Themes = ["Faith"] }, copy: Guid.NewGuid());
        // What is stored is spelt otherwise: with the theme's first name, without the words for a cover that there is not.
        var written = Finished with { CoverAlt = "Rain" };
        var review = (await blog.KeepAndSaveAsync(written)).Review!;

        var again = await blog.KeepAndSaveAsync(written);

        Assert.Equal((review.Id, true), (again.Review?.Id, again.IsRepeated));
        Assert.Equal((2, 0), (await blog.CountAsync(db => db.Reviews), await blog.CountAsync(db => db.WorkingCopies)));
        Assert.Empty((await blog.ReviewAsync("stalker")).Revisions);

        // Where it says something else by now, nothing brings the first text back unseen.
        await blog.SaveAsync(Finished with { Body = "It snows." }, review.Id, await blog.NumberAsync(review.Id));
        Assert.True((await blog.KeepAndSaveAsync(written)).IsStale);
        Assert.Equal("\nIt snows.\n", (await blog.ReviewAsync("stalker")).Body.Markdown);
    }

    [Fact]
    public async Task Another_text_sent_under_the_name_of_what_has_become_a_review_is_kept_beside_it()
    {
        await using var blog = await Desk.OpenAsync();
        var review = (await blog.KeepAndSaveAsync(Finished)).Review!;

        var late = await blog.KeepAndSaveAsync(Finished with { Body = "It snows." });

        Assert.True(late.IsStale);
        Assert.Equal(1, await blog.CountAsync(db => db.Reviews));
        Assert.Equal("\nIt rains.\n\nThen it does not.\n", (await blog.ReviewAsync("stalker")).Body.Markdown);
        var copy = (await blog.CopyAsync())!;
        Assert.Equal((review.Id, "It snows."), (copy.ReviewId, Manuscript.Read(copy.Text).Body));
        // What was seen of a copy that is gone is no reason to begin it anew.
        await blog.DiscardAsync();
        Assert.Equal((null, true), ((await blog.KeepAsync(Finished with { Body = "It hails." }, seen: 1)).Copy, (await blog.SaveAsync(Finished with { Body = "It hails." }, version: 1)).IsStale));
        var aside = await blog.SetAsideAsync(Finished with { Body = "It hails." });
        Assert.Contains((await blog.ReviewAsync("stalker")).Revisions, r => r.Id == aside);
    }

    [Fact]
    public async Task Of_two_who_publish_what_is_begun_at_once_one_makes_the_review()
    {
        await using var blog = await Desk.OpenAsync();
        var at = TestDatabase.Start;
        await blog.KeepAsync(Finished, seen: 0);
        var first = await blog.SaveAsync(Finished, version: 1, publishAt: at);
        blog.Database.Time.Advance(TimeSpan.FromSeconds(1));

        var second = await blog.SaveAsync(Finished, version: 1, publishAt: at.AddSeconds(1));
        var other = await blog.SaveAsync(Finished with { Body = "It snows." }, version: 1, publishAt: at);
        var later = await blog.SaveAsync(Finished, version: 1, publishAt: at.AddDays(1));

        Assert.Equal((first.Review!.Id, true), (second.Review?.Id, second.IsRepeated));
        Assert.True(other.IsStale && later.IsStale);
        Assert.Equal(1, await blog.CountAsync(db => db.Reviews));
        Assert.Equal(at, (await blog.ReviewAsync("stalker")).PublishedAt);
    }

    [Fact]
    public async Task What_was_thrown_away_meanwhile_does_not_become_a_review()
    {
        await using var blog = await Desk.OpenAsync();
        await blog.KeepAsync(Finished, seen: 0);
        await blog.DiscardAsync();

        Assert.True((await blog.SaveAsync(Finished, version: 1)).IsStale);
        Assert.Equal(0, await blog.CountAsync(db => db.Reviews));
    }

    [Fact]
    public async Task A_copy_takes_account_of_a_change_that_its_writer_has_seen()
    {
        await using var blog = await Desk.OpenAsync();
        var review = (await blog.SaveAsync(Finished)).Review!;
        var seen = await blog.NumberAsync(review.Id);
        await blog.KeepAsync(Finished with { Body = "mine" }, seen: 0, reviewId: review.Id, number: seen);

        await blog.KeepAsync(Finished with { Body = "mine and theirs" }, seen: 1, reviewId: review.Id, number: seen + 5);

        Assert.Equal(seen + 5, (await blog.CopyAsync())!.BaseNumber);
    }

    [Fact]
    public async Task Every_field_of_a_manuscript_has_a_name_and_holds_what_is_put_into_it()
    {
        await using var blog = await Desk.OpenAsync();
        var review = (await blog.SaveAsync(Finished with { Title = "Slow water", Spoilers = true, Watched = "2026-09", Pinned = ["rain"] })).Review!;
        var stored = Manuscript.Of((await blog.ReviewAsync(review.Slug.Value)).Document);

        var copied = ManuscriptField.All.Aggregate(new Manuscript { Slug = stored.Slug }, (copy, field) => field.With(copy, field.Of(stored)));

        Assert.Equal(stored.Write(), copied.Write());
        Assert.Equal("a b", ManuscriptField.Named("title").With(stored, "a\r\nb").Title);
        Assert.Equal(["a", "b"], ManuscriptField.Named("themes").With(stored, " a\r\n\r\nb\n").Themes);
    }

    private static bool SameText(Manuscript one, Manuscript other) => one.Write() == other.Write();

    /// <summary>A desk with one author and one working copy in it.</summary>
    private sealed class Desk(TestDatabase database, int authorId) : IAsyncDisposable
    {
        private static readonly Guid Copy = new("5f0c2f6e-4d53-4f7e-9a60-000000000001");

        public TestDatabase Database => database;

        public static async Task<Desk> OpenAsync()
        {
            var database = await TestDatabase.CreateAsync();
            var author = new Author("Ada", "ada@example.org", AuthorRole.Owner, TestDatabase.Start);
            await database.SaveAsync(db => Task.FromResult(db.Authors.Add(author)));
            return new Desk(database, author.Id);
        }

        public Task<KeepOutcome> KeepAsync(Manuscript manuscript, int seen, bool asRevision = false, int? reviewId = null, long number = 0) =>
            AtAsync(desk => desk.KeepAsync(Copy, reviewId, seen, number, manuscript, (authorId, "Ada"), asRevision, TestContext.Current.CancellationToken));

        public Task<SaveOutcome> SaveAsync(Manuscript manuscript, int? reviewId = null, long number = 0, int? version = null, DateTimeOffset? publishAt = null, Guid? copy = null) => AtAsync(desk => desk.SaveAsync(
            new ReviewSave { Manuscript = manuscript, CopyId = copy ?? Copy, CopyVersion = version, ReviewId = reviewId, BaseNumber = number, AuthorId = authorId, By = "Ada", PublishAt = publishAt },
            TestContext.Current.CancellationToken));

        // What the editor does with the first save of what is begun, which has seen nothing of what was kept.
        public async Task<SaveOutcome> KeepAndSaveAsync(Manuscript manuscript) =>
            await SaveAsync(manuscript, version: (await KeepAsync(manuscript, seen: 0)).Copy?.Version ?? 0);

        public Task<int> SetAsideAsync(Manuscript manuscript) => AtAsync(desk => desk.SetAsideAsync(Copy, null, manuscript, "Ada", TestContext.Current.CancellationToken));

        public Task<int> CountAsync<T>(Func<FilmBlogContext, IQueryable<T>> rows) => database.ReadAsync(db => rows(db).CountAsync(TestContext.Current.CancellationToken));

        public async Task DiscardAsync()
        {
            await using var scope = database.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ReviewDesk>().DiscardAsync(Copy, TestContext.Current.CancellationToken);
        }

        public Task<long> NumberAsync(int reviewId) => AtAsync(desk => desk.NumberOfAsync(reviewId, TestContext.Current.CancellationToken));

        public Task<WorkingCopy?> CopyAsync() => database.ReadAsync(db => db.WorkingCopies.SingleOrDefaultAsync(TestContext.Current.CancellationToken));

        public Task<Review> ReviewAsync(string slug) => database.ReadAsync(db => db.Reviews.WithDocument.Include(r => r.Revisions)
            .SingleAsync(r => r.Slug == Slug.Parse(slug), TestContext.Current.CancellationToken));

        public ValueTask DisposeAsync() => database.DisposeAsync();

        private async Task<T> AtAsync<T>(Func<ReviewDesk, Task<T>> work)
        {
            await using var scope = database.Services.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<ReviewDesk>());
        }
    }
}
