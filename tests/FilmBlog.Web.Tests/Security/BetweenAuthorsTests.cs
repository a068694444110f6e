using System.Net;
using System.Text.RegularExpressions;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Pages.Admin.Reviews;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Security;

/// <summary>What one author learns of another's unpublished work by asking for it: nothing.</summary>
public sealed partial class BetweenAuthorsTests
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

    [Fact]
    public async Task Nothing_that_is_sent_about_what_belongs_to_another_does_anything()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Hidden") { Slug = "hidden", Published = null, Aliases = ["/old/hidden"] }, new Story("Shown") { Slug = "shown" }, new Story("Thrown") { Slug = "thrown" });
        var bea = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bea);
        await site.ChangeAsync(async db =>
        {
            foreach (var review in await db.Reviews.ToListAsync(TestContext.Current.CancellationToken))
            {
                review.BelongsTo(bea.Id);
            }
        });
        var thrown = await site.IdAsync("thrown");
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Id == thrown, TestContext.Current.CancellationToken)).Bin(TestSite.Now));
        var reviews = new[] { await site.IdAsync("hidden"), await site.IdAsync("shown"), thrown };
        var copies = new[]
        {
            await site.LeaveCopyAsync(DeskBlog.Finished, "hidden", Bea, AuthorRole.Author), await site.LeaveCopyAsync(DeskBlog.Finished, slug: null, Bea, AuthorRole.Author),
        };
        await site.ChangeAsync(db =>
        {
            db.Revisions.Add(new Revision(DeskBlog.Finished.Write(), TestSite.Now, "bea", RevisionOrigin.Kept, reviews[0]));
            db.Revisions.Add(new Revision(DeskBlog.Finished.Write(), TestSite.Now, "bea", RevisionOrigin.Kept, copyId: copies[1]));
            db.PreviewLinks.Add(new PreviewLink("0123456789abcdef0123456789abcdef", reviews[0], null, TestSite.Now, "bea"));
            return Task.CompletedTask;
        });
        var revision = await site.ReadAsync(db => db.Revisions.MaxAsync(r => r.Id, TestContext.Current.CancellationToken));
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        var form = (await his.OpenAsync("/admin/write")).One("form#writing");
        var token = form.QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var before = await EverythingAsync(site);

        var sent = 0;
        var wrong = new List<string>();
        foreach (var (page, handler) in HandlersOfReviews(site))
        {
            IEnumerable<string> paths = page.Contains("{id:int}", StringComparison.Ordinal) ? reviews.Select(id => page.Replace("{id:int}", $"{id}", StringComparison.Ordinal))
                : page.Contains(":guid}", StringComparison.Ordinal) ? [.. copies.Select(copy => Guids().Replace(page, $"{copy}")), Guids().Replace(page, $"{Guid.NewGuid()}")]
                : [page];
            foreach (var path in paths)
            {
                foreach (var act in page == "/admin/reviews" ? new[] { "publish", "unpublish", "bin", "restore", "add-theme", "remove-theme" } : new[] { "save", "publish-changes", "keep", "compare" })
                {
                    var address = handler.Length == 0 ? path : $"{path}?handler={handler}";
                    using var fields = new FormUrlEncodedContent(
                    [
                        new("__RequestVerificationToken", token), new("Act", act), new("When", "now"), new("sure", "true"), new("slug", "taken"), new("alias", "/taken"), new("path", "/old/hidden"),
                        new("token", "0123456789abcdef0123456789abcdef"), new("revision", $"{revision}"), new("mine", $"{revision}"), new("Theme", "drama"), new("Review", $"{reviews[sent % 3]}"), new("Version", "1"),
                        .. reviews.Select(id => KeyValuePair.Create("Ids", $"{id}")), new("film.title", "Hidden"), new("film.year", "1970"), new("film.directors", "Mallory"), new("body", "x"),
                    ]);
                    using var answer = await his.Client.PostAsync(address, fields, TestContext.Current.CancellationToken);
                    var isRefused = answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden
                        // The list does what may be done, with none of them.
                        || (page == "/admin/reviews" && answer.StatusCode == HttpStatusCode.Redirect);
                    wrong.AddRange(isRefused ? [] : [$"{address} with {act} answers {answer.StatusCode}"]);
                    sent++;
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(sent > 100, $"{sent} requests are too few to say anything.");
        Assert.Equal(before, await EverythingAsync(site));
    }

    [Fact]
    public async Task Who_asks_for_what_belongs_to_another_stands_in_the_trail()
    {
        await using var site = await TestSite.WithAsync(new Story("Hidden") { Slug = "hidden", Published = null });
        var begun = await site.LeaveCopyAsync(DeskBlog.Finished, slug: null);
        var id = await site.IdAsync("hidden");
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);

        foreach (var address in new[] { $"/admin/reviews/{id}/history", $"/admin/reviews/{id}/edit", $"/admin/write/{begun}", $"/admin/write/{begun}/history", $"/admin/reviews/{id + 99}/history", $"/admin/write/{Guid.NewGuid()}" })
        {
            (await his.GetAsync(address)).Dispose();
        }

        var noted = new List<AuditEntry>();
        while (noted.Count < 4)
        {
            noted = await site.ReadAsync(db => db.AuditTrail.AsNoTracking().Where(e => e.Action == "was refused").OrderBy(e => e.Id).ToListAsync(TestContext.Current.CancellationToken));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(
            [$"GET /admin/reviews/{id}/history", $"GET /admin/reviews/{id}/edit", $"GET /admin/write/{begun}", $"GET /admin/write/{begun}/history"], noted.Select(e => e.Subject));
        Assert.All(noted, e => Assert.Equal(("cy", "it is another author’s"), (e.Actor, e.Detail)));
    }

    [Fact]
    public async Task An_address_that_is_taken_names_nothing_that_others_have_not_published()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Secret film") { Slug = "secret", Published = null, Directors = ["Whispered Name"], Themes = ["embargoed thing"], Aliases = ["/old/secret"] },
            new Story("Shown film") { Slug = "shown", Aliases = ["/old/shown"] }, new Story("Mine") { Slug = "mine" });
        var cy = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Cy);
        var slug = Slug.Parse("mine");
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Slug == slug, TestContext.Current.CancellationToken)).BelongsTo(cy.Id));
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        var address = $"/admin/reviews/{await site.IdAsync("mine")}/address";

        var answers = new List<string>();
        foreach (var taken in new[] { "secret", "shown" })
        {
            answers.Add((await his.FollowAsync(address, "main form", ("slug", taken))).Words());
        }

        foreach (var alias in new[] { "/reviews/secret", "/old/secret", "/directors/whispered-name", "/themes/embargoed-thing", "/reviews/shown", "/old/shown" })
        {
            answers.Add((await his.FollowAsync(address, "main form[action$=Add]", ("alias", alias))).Words());
        }

        Assert.All(answers, answer => Assert.DoesNotMatch("Secret film|Whispered Name|embargoed thing", answer));
        Assert.Contains("Another review stands at /reviews/secret.", answers[0], StringComparison.Ordinal);
        Assert.Contains("Another review, “Shown film”, stands at /reviews/shown.", answers[1], StringComparison.Ordinal);
        Assert.All(answers[2..6], answer => Assert.Contains("another ", answer, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("The review “Shown film” stands at /reviews/shown", answers[6], StringComparison.Ordinal);
        Assert.Contains("/old/shown is an old address of the review “Shown film”", answers[7], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_only_others_drafts_carry_are_not_offered()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Secret") { Slug = "secret", Published = null, Directors = ["Marvin Whisper"], Themes = ["marvels"] },
            new Story("Shown") { Slug = "shown", Directors = ["Marvin Shown"], Themes = ["marsh"] });
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        using var owner = await DeskVisitor.SignedInAsync(site);

        foreach (var address in new[]
        {
            "/admin/write/names?kind=theme&q=mar", "/admin/write/names?kind=director&q=marvin", "/admin/write/names?kind=theme&q=marvel&near=true", "/admin/write/names?kind=director&q=Marvin+Whispers&near=true",
        })
        {
            Assert.DoesNotMatch(@"marvels|Marvin Whisper\b", await his.Client.GetStringAsync(address, TestContext.Current.CancellationToken));
            Assert.Matches(@"marvels|Marvin Whisper\b", await owner.Client.GetStringAsync(address, TestContext.Current.CancellationToken));
        }

        Assert.Contains("marsh", await his.Client.GetStringAsync("/admin/write/names?kind=theme&q=mar", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await site.ChangeAsync(async db =>
        {
            var cy = await db.Authors.SingleAsync(a => a.Email == Cy, TestContext.Current.CancellationToken);
            (await db.Reviews.SingleAsync(r => r.PublishedAt != null, TestContext.Current.CancellationToken)).BelongsTo(cy.Id);
        });
        var list = await his.OpenAsync("/admin/reviews");
        Assert.Equal(["marsh"], list.Document.QuerySelectorAll("#themes option").Select(o => o.GetAttribute("value")));
    }

    [Fact]
    public async Task The_library_shows_an_author_what_readers_see_what_is_theirs_and_what_nobody_uses()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Secret") { Slug = "secret", Published = null, Body = "![a](../images/hidden.webp)" }, new Story("Shown") { Slug = "shown" }, new Story("Mine") { Slug = "mine", Published = null });
        using var owner = await DeskVisitor.SignedInAsync(site);
        string[] names = ["hidden", "covering", "written", "shown", "mine", "begun", "spare"];
        for (var i = 0; i < names.Length; i++)
        {
            (await owner.UploadAsync("/admin/media", "form.upload", ($"{names[i]}.png", Pictures.Png(40 + i, 30)))).Dispose();
        }

        var cy = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Cy);
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        (await his.UploadAsync("/admin/media", "form.upload", ("brought.png", Pictures.Png(60, 30)))).Dispose();
        await site.ChangeAsync(async db =>
        {
            var images = await db.Images.ToDictionaryAsync(i => i.Name, TestContext.Current.CancellationToken);
            var reviews = await db.Reviews.Include(r => r.Images).ToDictionaryAsync(r => r.Slug.Value, TestContext.Current.CancellationToken);
            reviews["mine"].BelongsTo(cy.Id);
            reviews["secret"].Images.Add(new ImageUse("../images/hidden.webp", images["hidden"]));
            reviews["secret"].CoverWith(images["covering"], "a");
            reviews["shown"].Images.Add(new ImageUse("../images/shown.webp", images["shown"]));
            reviews["mine"].Images.Add(new ImageUse("../images/mine.webp", images["mine"]));
        });
        await site.LeaveCopyAsync(DeskBlog.Finished with { Body = "![a](../images/written.webp)\n\n![b](../images/brought.webp)" });
        await site.LeaveCopyAsync(DeskBlog.Finished with { Body = "![a](../images/begun.webp)" }, slug: null, Cy, AuthorRole.Author);

        Assert.Equal(names.Append("brought").Order(StringComparer.Ordinal), await NamesAsync(owner, "/admin/media"));
        Assert.Equal(["begun", "brought", "mine", "shown", "spare"], await NamesAsync(his, "/admin/media"));
        Assert.Empty(await NamesAsync(his, "/admin/media?q=hidden"));
        Assert.Equal(["begun", "brought", "spare"], await NamesAsync(his, "/admin/media?unused=true"));
        var ids = await site.ReadAsync(db => db.Images.AsNoTracking().ToDictionaryAsync(i => i.Name, i => i.Id, TestContext.Current.CancellationToken));
        foreach (var name in names)
        {
            using var answer = await his.GetAsync($"/admin/media/{ids[name]}");
            Assert.Equal(name is "hidden" or "covering" or "written" ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
        }

        static async Task<IEnumerable<string>> NamesAsync(DeskVisitor visitor, string address) =>
            (await visitor.OpenAsync(address)).Document.QuerySelectorAll(".picture-name").Select(HtmlPage.Text).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Who_names_a_picture_of_what_others_have_not_published_learns_nothing_of_it()
    {
        await using var site = await TestSite.WithAsync(new Story("Secret") { Slug = "secret", Published = null }, new Story("Mine") { Slug = "mine", Published = null });
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var hers = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bea);
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        // A picture of his is gone, and she brings another that gets its name.
        (await his.UploadAsync("/admin/media", "form.upload", ("again.png", Pictures.Png(40, 30)))).Dispose();
        await site.ChangeAsync(db => db.Images.ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(1));
        string[] names = ["again", "covering", "hidden", "shared", "waiting"];
        for (var i = 0; i < names.Length; i++)
        {
            (await hers.UploadAsync("/admin/media", "form.upload", ($"{names[i]}.png", Pictures.Png(50 + i, 30)))).Dispose();
        }

        await site.ChangeAsync(async db =>
        {
            var authors = await db.Authors.ToDictionaryAsync(a => a.Email!, a => a.Id, TestContext.Current.CancellationToken);
            var images = await db.Images.ToDictionaryAsync(i => i.Name, TestContext.Current.CancellationToken);
            var reviews = await db.Reviews.Include(r => r.Images).ToDictionaryAsync(r => r.Slug.Value, TestContext.Current.CancellationToken);
            reviews["secret"].BelongsTo(authors[Bea]);
            reviews["secret"].CoverWith(images["covering"], "a");
            reviews["mine"].BelongsTo(authors[Cy]);
            foreach (var (slug, name) in new[] { ("secret", "again"), ("secret", "hidden"), ("secret", "shared"), ("mine", "shared") })
            {
                reviews[slug].Images.Add(new ImageUse($"../images/{name}.webp", images[name]));
            }
        });
        await site.LeaveCopyAsync(DeskBlog.Finished with { Body = "![w](../images/waiting.webp)" }, slug: null, Bea, AuthorRole.Author);
        var (mine, hash) = (await site.IdAsync("mine"), await site.ReadAsync(db => db.Images.Where(i => i.Name == "hidden").Select(i => i.Hash).SingleAsync(TestContext.Current.CancellationToken)));
        var body = string.Join("\n\n", names.Select(name => $"![{name}](../images/{name}.webp)").Append($"![served](/media/{hash}.webp)"));
        await site.ChangeAsync(db =>
        {
            db.PreviewLinks.Add(new PreviewLink("0123456789abcdef0123456789abcdef", mine, null, TestSite.Now, "cy"));
            return Task.CompletedTask;
        });
        var copy = await site.LeaveCopyAsync(DeskBlog.Finished with { Body = body, Cover = "../images/covering.webp", CoverAlt = "a" }, "mine", Cy, AuthorRole.Author);

        Assert.Equal(["shared"], (await his.OpenAsync("/admin/media")).Document.QuerySelectorAll(".picture-name").Select(HtmlPage.Text));
        var ids = await site.ReadAsync(db => db.Images.ToDictionaryAsync(i => i.Name, i => i.Id, TestContext.Current.CancellationToken));
        foreach (var name in names)
        {
            using var answer = await his.GetAsync($"/admin/media/{ids[name]}");
            Assert.Equal(name == "shared" ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
        }

        var preview = await his.OpenAsync($"/admin/write/{copy}/preview");
        Assert.Equal(["shared"], Shown(preview));
        Assert.All(names.Except(["shared"]), name => Assert.Contains($"here is no image ../images/{name}.webp in the library", preview.Source, StringComparison.Ordinal));
        Assert.Equal(["shared"], Shown(await site.OpenAsync("/preview/0123456789abcdef0123456789abcdef")));
        Assert.Equal([.. names, "served"], Shown(await owner.OpenAsync($"/admin/write/{copy}/preview")));

        var edited = await his.FollowAsync($"/admin/write/{copy}", "form#writing", ("cover", ""), ("cover_alt", ""), ("Act", "save"));
        Assert.Contains("Saved.", edited.Words(), StringComparison.Ordinal);
        Assert.Equal(["shared"], await site.ReadAsync(db => db.ImageUses.Where(u => u.ReviewId == mine).Select(u => u.Image.Name).ToListAsync(TestContext.Current.CancellationToken)));

        // Readers see hers now: then he may show them, too.
        await site.ChangeAsync(async db => (await db.Reviews.SingleAsync(r => r.Id != mine, TestContext.Current.CancellationToken)).Publish(TestSite.Now));
        Assert.Equal(["again", "covering", "hidden", "shared"], (await his.OpenAsync("/admin/media")).Document.QuerySelectorAll(".picture-name").Select(HtmlPage.Text).Order(StringComparer.Ordinal));

        static IEnumerable<string?> Shown(HtmlPage page) => page.Document.QuerySelectorAll("img").Select(img => img.GetAttribute("alt")).Intersect(["again", "covering", "hidden", "shared", "waiting", "served"]);
    }

    [Fact]
    public async Task A_text_that_was_set_aside_opens_for_who_wrote_it_and_not_for_who_bears_the_name_now()
    {
        await using var site = await TestSite.StartAsync();
        using var hers = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bea);
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        var begun = await site.LeaveCopyAsync(DeskBlog.Finished, slug: null, Bea, AuthorRole.Author);
        var page = await hers.OpenAsync($"/admin/write/{begun}");
        await site.ChangeAsync(async db => db.WorkingCopies.RemoveRange(await db.WorkingCopies.ToListAsync(TestContext.Current.CancellationToken)));

        using var late = await hers.SubmitAsync(page, $"/admin/write/{begun}", "form#writing", ("body", "A late word."));
        var there = late.Headers.Location!.OriginalString;
        Assert.Contains("A late word.", (await hers.OpenAsync(there)).Source, StringComparison.Ordinal);
        (await hers.SubmitAsync("/admin/account", "form[action$='handler=name']", ("name", "Beatrice"))).Dispose();
        using var renamed = await his.SubmitAsync("/admin/account", "form[action$='handler=name']", ("name", "bea"));
        Assert.Equal("/admin/account", renamed.Headers.Location?.OriginalString);

        using var refused = await his.GetAsync(there);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Contains("A late word.", (await hers.OpenAsync(there)).Source, StringComparison.Ordinal);
        using var kept = await hers.SubmitAsync(there, "form.conflict");
        Assert.StartsWith("/admin/write/", kept.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("conflict", kept.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("somebody")]
    [InlineData("Some\\u00ADbody")]
    [InlineData("a command")]
    [InlineData("A  Command")]
    [InlineData("another site")]
    [InlineData("the site")]
    [InlineData("Olga\u200B")]
    [InlineData("\u041Elga")]
    [InlineData("Olg\u0430")]
    [InlineData("\u202Eagl0")]
    [InlineData("Olga\uE000")]
    [InlineData("Olga\u0378")]
    [InlineData("Ol\u200Cga ")]
    [InlineData("\u200DMarge")]
    [InlineData("ÓLGA")]
    [InlineData("Ｏｌｇａ")]
    public async Task A_name_cannot_pass_for_another_nor_for_what_the_trail_calls_strangers(string name)
    {
        await using var site = await TestSite.StartAsync();
        var olga = await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, "olga@example.org");
        await site.ChangeAsync(db => db.Authors.Where(a => a.Id == olga.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Name, "Olga"), TestContext.Current.CancellationToken));
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);

        using var answer = await his.SubmitAsync("/admin/account", "form[action$='handler=name']", ("name", System.Text.RegularExpressions.Regex.Unescape(name)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["Olga", "cy"], await site.ReadAsync(db => db.Authors.OrderBy(a => a.Name).Select(a => a.Name).ToListAsync(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("Ольга")]
    [InlineData("نیم\u200Cفاصله")]
    [InlineData("O’Neill-Smith, Jr.")]
    [InlineData("黒澤 明")]
    [InlineData("Ágnes")]
    public async Task A_name_of_any_script_is_a_name(string name)
    {
        await using var site = await TestSite.StartAsync();
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);

        using var answer = await his.SubmitAsync("/admin/account", "form[action$='handler=name']", ("name", System.Text.RegularExpressions.Regex.Unescape(name)));

        Assert.Equal("/admin/account", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Another_name_asks_for_proof_when_the_last_one_is_old()
    {
        await using var site = await TestSite.StartAsync();
        using var his = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Cy);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(11));

        using var answer = await his.SubmitAsync("/admin/account", "form[action$='handler=name']", ("name", "Cyrus"));

        Assert.Equal("/account/confirm?handler=keep&returnurl=%2Fadmin%2Faccount%3Fhandler%3Dname", answer.Headers.Location?.OriginalString);
        Assert.Equal("cy", await site.ReadAsync(db => db.Authors.Select(a => a.Name).SingleAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_trail_shows_who_is_an_author_by_what_no_name_can_say()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        await site.ChangeAsync(db =>
        {
            db.AuditTrail.Add(new AuditEntry(TestSite.Now, null, "ada", "did something", "a thing"));
            return Task.CompletedTask;
        });

        var page = await owner.OpenAsync("/admin/audit");

        var cells = page.Document.QuerySelectorAll("table.audit tbody tr td:nth-child(2)").Select(HtmlPage.Text).ToList();
        Assert.Equal("ada no author", cells[0]);
        Assert.StartsWith("ada ada@example.org", cells[1], StringComparison.Ordinal);
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

        using var changed = await his.SubmitAsync("/admin/account/password", "main form", ("presentPassword", DeskVisitor.Password), ("password", "the cinema closes at midnight"));

        Assert.Equal("/admin/account", changed.Headers.Location?.OriginalString);
    }

    // The handlers that answer what is sent about reviews, by their pages' addresses: whoever adds one is asked.
    private static List<(string Page, string Handler)> HandlersOfReviews(TestSite site) =>
    [
        .. site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } path && (path.StartsWith("admin/reviews", StringComparison.Ordinal) || path.StartsWith("admin/write", StringComparison.Ordinal)))
            .SelectMany(e => e.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                ? HandlersOf(page).Select(handler => ("/" + e.RoutePattern.RawText, handler))
                : e.Metadata.GetMetadata<IHttpMethodMetadata>() is { } methods && methods.HttpMethods.Contains("POST") ? [("/" + e.RoutePattern.RawText, "")] : [])
            .Distinct(),
    ];

    // "OnPostRevokeAsync" as "Revoke".
    private static IEnumerable<string> HandlersOf(PageActionDescriptor page) =>
        typeof(FilmBlog.Web.Pages.Admin.DeskPage).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(FilmBlog.Web.Pages.Admin.DeskPage)) && page.ViewEnginePath == PathOf(type))
            .SelectMany(type => type.GetMethods()).Where(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal))
            .Select(method => method.Name["OnPost".Length..].Replace("Async", "", StringComparison.Ordinal));

    private static string PathOf(Type model) => model.FullName!["FilmBlog.Web.Pages".Length..].Replace('.', '/').Replace("Model", "", StringComparison.Ordinal);

    // Whatever a change would change; what was refused is noted beside.
    private static Task<string> EverythingAsync(TestSite site) => site.ReadAsync(async db => string.Join('\n', new object[]
    {
        await db.Reviews.AsNoTracking().OrderBy(r => r.Id).Select(r => new { r.Id, r.Slug, r.PublishedAt, r.BinnedAt, r.SavedAt, r.SavedBy, r.AuthorId, r.Body.Markdown, r.Film.Title, Themes = r.Themes.Count, Old = r.Redirects.Count })
            .ToListAsync(TestContext.Current.CancellationToken),
        await db.WorkingCopies.AsNoTracking().OrderBy(c => c.Id).Select(c => new { c.Id, c.ReviewId, c.Version, c.AuthorId, c.Text }).ToListAsync(TestContext.Current.CancellationToken),
        await db.Revisions.AsNoTracking().OrderBy(r => r.Id).Select(r => new { r.Id, r.ReviewId, r.CopyId }).ToListAsync(TestContext.Current.CancellationToken),
        await db.PreviewLinks.AsNoTracking().Select(l => new { l.Token, l.RevokedAt }).ToListAsync(TestContext.Current.CancellationToken),
        await db.Directors.AsNoTracking().OrderBy(d => d.Id).Select(d => d.Name).ToListAsync(TestContext.Current.CancellationToken),
        await db.Themes.AsNoTracking().OrderBy(t => t.Id).Select(t => t.Name).ToListAsync(TestContext.Current.CancellationToken),
    }.Select(rows => System.Text.Json.JsonSerializer.Serialize(rows))));

    [GeneratedRegex(@"\{\w+:guid\}")]
    private static partial Regex Guids();
}
