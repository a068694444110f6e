using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Pages.Admin.Reviews;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin.Write;

/// <summary>A film that several authors write about: what readers see of it is changed by a publication, and by who may change all that they see.</summary>
public sealed class SharedFilmsTests
{
    private const string Form = "form#writing";
    private const string Olga = "olga@example.org";
    private const string Bob = "bob@example.org";

    private static readonly Story Persona = new("Persona")
    {
        Slug = "persona",
        OriginalTitle = "Persona!",
        Year = 1966,
        Directors = ["Ingmar Bergman"],
        Countries = ["Sweden"],
        Languages = ["sv"],
        Cast = ["Bibi Andersson"],
        Imdb = "tt0060827",
        ImdbRating = 8.0m,
    };

    private static readonly (string Name, string Value)[] Bare = [("title", "Mine"), ("film.title", "Persona"), ("film.year", "1966"), ("film.directors", "Ingmar Bergman"), ("body", "x")];

    private static readonly (string Name, string Value)[] Other =
        [("title", "Mine"), ("film.title", "Persona non grata"), ("film.year", "1967"), ("film.directors", "Mallory Mask"), ("film.cast", "Eve Drop"), ("film.imdb", "tt0060827"), ("body", "x")];

    public static TheoryData<bool, bool> Ways => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_author_changes_nothing_of_a_film_that_others_have_published(bool isBare, bool publishes)
    {
        await using var site = await WithPersonaAsync(Persona);
        using var bob = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bob);
        var before = await SourceAsync(site, "persona");

        var page = await bob.FollowAsync("/admin/write", Form, isBare ? Bare : Other);
        var id = await site.IdAsync("mine");
        if (publishes)
        {
            await bob.FollowAsync($"/admin/reviews/{id}/edit", Form, isBare ? Bare : Other);
            await bob.FollowAsync($"/admin/reviews/{id}/publish", ".when form", ("When", "now"));
        }

        Assert.Equal(before, await SourceAsync(site, "persona"));
        var said = HtmlPage.Text(page.One(".message[role=status]"));
        Assert.StartsWith("Saved. The facts of “Persona (1966)” stay as another author’s review shows them; an owner can change them. Yours differ in:", said, StringComparison.Ordinal);
        Assert.Contains("cast", said, StringComparison.Ordinal);
        // Nothing typed is lost.
        Assert.Contains((await site.ReviewAsync("mine")).Revisions, r => r.Text.Contains(isBare ? "Ingmar Bergman" : "Mallory Mask", StringComparison.Ordinal));
        Assert.Equal(0, await site.ReadAsync(db => db.Directors.CountAsync(d => d.Name == "Mallory Mask", TestContext.Current.CancellationToken)));
        Assert.Empty((await site.ReviewAsync("persona")).Revisions);
    }

    [Fact]
    public async Task What_an_owner_writes_of_such_a_film_waits_until_it_is_published()
    {
        await using var site = await WithPersonaAsync(Persona);
        using var owner = await DeskVisitor.SignedInAsync(site);
        var before = await SourceAsync(site, "persona");

        var page = await owner.FollowAsync("/admin/write", Form, Other);
        var id = await site.IdAsync("mine");

        Assert.StartsWith(
            "Saved. The facts of “Persona (1966)” stay as they are until this is published. Yours differ in:", HtmlPage.Text(page.One(".message[role=status]")), StringComparison.Ordinal);
        Assert.Equal("Eve Drop", page.One("[name='film.cast']").TextContent.Trim());
        Assert.Equal(before, await SourceAsync(site, "persona"));

        // Nor does a time in the future change what is seen now, nor saving once more.
        var copy = await site.ReadAsync(db => db.WorkingCopies.Select(c => c.Id).SingleAsync(TestContext.Current.CancellationToken));
        await owner.FollowAsync($"/admin/write/{copy}", Form, ("body", "y"));
        await owner.FollowAsync($"/admin/reviews/{id}/publish", ".when form + form", ("When", "later"), ("At", "2027-01-01T09:00"));
        Assert.Equal(before, await SourceAsync(site, "persona"));

        await owner.FollowAsync($"/admin/reviews/{id}/publish", ".when form", ("When", "now"));

        var after = await SourceAsync(site, "persona");
        Assert.Contains("Eve Drop", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Bibi Andersson", after, StringComparison.Ordinal);
        Assert.Equal(0, await site.ReadAsync(db => db.WorkingCopies.CountAsync(TestContext.Current.CancellationToken)));
        // What was there is in the history of the other review, and the trail says who changed it.
        var others = await site.ReviewAsync("persona");
        Assert.Contains("Bibi Andersson", Assert.Single(others.Revisions).Text, StringComparison.Ordinal);
        Assert.Equal("ada", others.SavedBy);
        var noted = await site.ReadAsync(db => db.AuditTrail.AsNoTracking().SingleAsync(e => e.Action == "changed the facts of the film", TestContext.Current.CancellationToken));
        Assert.Equal(("ada", "Persona (1966)"), (noted.Actor, noted.Subject));
        Assert.Contains("reviews of others: 1", noted.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_published_says_what_a_film_is_before_what_others_draft()
    {
        await using var site = await WithPersonaAsync(Persona with { Published = null });
        using var bob = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bob);

        await bob.FollowAsync("/admin/write", Form, Bare);
        Assert.Equal("Bibi Andersson", await CastAsync(site));
        var id = await site.IdAsync("mine");
        await bob.FollowAsync($"/admin/reviews/{id}/publish", ".when form", ("When", "now"));

        // Readers see nothing that only another's draft says; its author finds it in the history.
        Assert.DoesNotContain("Bibi Andersson", await SourceAsync(site, "mine"), StringComparison.Ordinal);
        Assert.Contains("Bibi Andersson", Assert.Single((await site.ReviewAsync("persona")).Revisions).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_of_ones_own_reviews_alone_is_corrected_as_one_writes()
    {
        await using var site = await TestSite.WithAsync(Persona);
        var bob = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bob);
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(TestContext.Current.CancellationToken)).BelongsTo(bob.Id));
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bob);

        var page = await his.FollowAsync("/admin/write", Form, [.. Bare, ("film.cast", "Liv Ullmann")]);

        Assert.Equal("Saved.", HtmlPage.Text(page.One(".message[role=status]")));
        Assert.Contains("Liv Ullmann", await SourceAsync(site, "persona"), StringComparison.Ordinal);
    }

    private static async Task<TestSite> WithPersonaAsync(Story persona)
    {
        var site = await TestSite.WithAsync(persona);
        var olga = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Olga);
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(TestContext.Current.CancellationToken)).BelongsTo(olga.Id));
        return site;
    }

    private static Task<string> SourceAsync(TestSite site, string slug) => site.Reader.GetStringAsync($"/reviews/{slug}.md", TestContext.Current.CancellationToken);

    private static async Task<string> CastAsync(TestSite site) =>
        string.Join(", ", (await site.ReadAsync(db => db.Films.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken))).Cast);
}
