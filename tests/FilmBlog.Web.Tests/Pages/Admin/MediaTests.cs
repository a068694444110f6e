using System.Net;
using System.Text;
using System.Text.Json;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin;

public sealed class MediaTests
{
    private static readonly byte[] Svg = Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>");

    [Fact]
    public async Task Pictures_are_uploaded_listed_searched_and_shown_without_scripts()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site, AuthorRole.Author);

        using var answer = await ada.UploadAsync("/admin/media", "form.upload", ("Rain & Wind.png", Pictures.Png(900, 600)), ("evil.svg", Svg), ("snow.png", Pictures.Png(90, 60)));

        Assert.Equal("/admin/media", answer.Headers.Location?.OriginalString);
        var library = await ada.OpenAsync("/admin/media");
        Assert.Equal(
            "In the library: rain-wind, snow. evil.svg was refused: this is an SVG drawing; JPEG, PNG, WebP and GIF are taken.", HtmlPage.Text(library.One(".message")));
        Assert.Equal(["snow", "rain-wind"], library.Document.QuerySelectorAll(".picture-name").Select(HtmlPage.Text));
        foreach (var thumbnail in library.Document.QuerySelectorAll(".thumbnail img"))
        {
            using var picture = await ada.GetAsync(thumbnail.GetAttribute("src")!);
            Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        }

        Assert.Equal("rain-wind", HtmlPage.Text((await ada.OpenAsync("/admin/media?q=WIND")).One(".picture-name")));
        Assert.Equal("No picture is like that.", HtmlPage.Text((await ada.OpenAsync("/admin/media?q=fog")).One(".empty")));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.OpenAsync("/admin/media?page=2")).Status);
        var page = await ada.OpenAsync("/admin/media/1");
        Assert.Equal("![](../images/rain-wind.webp)", page.One("[data-copy]").GetAttribute("value"));
        Assert.Contains("Only an owner replaces or deletes pictures", page.Main.TextContent, StringComparison.Ordinal);
        Assert.Equal(["rain-wind", "snow"], (await AuditAsync(site)).Where(e => e.Action == "uploaded a picture").Select(e => e.Subject));
    }

    [Fact]
    public async Task A_script_gets_an_object_and_the_same_picture_twice_is_the_same_image()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);

        using var first = await ada.SendAsync("/admin/media", "/admin/media/upload", "rain.png", Pictures.Png(900, 600));
        using var second = await ada.SendAsync("/admin/media", "/admin/media/upload", "other name.png", Pictures.Png(900, 600));
        using var namesake = await ada.SendAsync("/admin/media", "/admin/media/upload", "C:\\home\\rain.png", Pictures.Png(90, 60));

        var (told, again, other) = (await JsonAsync(first), await JsonAsync(second), await JsonAsync(namesake));
        Assert.Equal(("rain", "![](../images/rain.webp)", 900, 600), (
            told.GetProperty("name").GetString(), told.GetProperty("markdown").GetString(), told.GetProperty("width").GetInt32(), told.GetProperty("height").GetInt32()));
        Assert.Equal(told.ToString(), again.ToString());
        Assert.Equal("rain-2", other.GetProperty("name").GetString());
        using var served = await site.GetAsync(told.GetProperty("address").GetString()!);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_behind()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);

        using var svg = await ada.SendAsync("/admin/media", "/admin/media/upload", "rain.png", Svg);
        using var cut = await ada.SendAsync("/admin/media", "/admin/media/upload", "rain.png", Pictures.Png(900, 600)[..^40]);
        using var large = await ada.SendAsync("/admin/media", "/admin/media/upload", "rain.png", new byte[ImageMaster.MaxBytes + 1]);
        using var empty = await ada.UploadAsync("/admin/media", "form.upload", ("", []));

        Assert.Equal(["BadRequest", "BadRequest", "BadRequest", "Found"], [$"{svg.StatusCode}", $"{cut.StatusCode}", $"{large.StatusCode}", $"{empty.StatusCode}"]);
        Assert.Equal("this is an SVG drawing; JPEG, PNG, WebP and GIF are taken", (await JsonAsync(svg)).GetProperty("message").GetString());
        Assert.Equal("the image is larger than 20 MB; save it smaller", (await JsonAsync(large)).GetProperty("message").GetString());
        Assert.False(Directory.Exists(site.Data.Images) && Directory.EnumerateFiles(site.Data.Images, "*", SearchOption.AllDirectories).Any());
        await site.ChangeAsync(async db => Assert.Equal(0, await db.Images.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Nothing_is_taken_without_the_forms_token_or_a_sign_in()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        using var stranger = DeskVisitor.Stranger(site);
        foreach (var (visitor, expected) in new[] { (ada, "/admin/media"), (stranger, "/account/sign-in") })
        {
            using var content = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Png(9, 6)), "files", "rain.png" }, { new StringContent("x"), "__RequestVerificationToken" } };
            using var answer = await visitor.Client.PostAsync("/admin/media/upload", content, TestContext.Current.CancellationToken);
            Assert.Contains(expected, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        Assert.Equal("The form has expired. Open the page anew and choose the file again.", HtmlPage.Text((await ada.OpenAsync("/admin/media")).One(".message")));
        await site.ChangeAsync(async db => Assert.Equal(0, await db.Images.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_picture_says_where_it_is_shown_and_is_deleted_only_when_it_is_nowhere()
    {
        await using var site = await ShownEverywhereAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);

        var page = await ada.OpenAsync("/admin/media/1");

        Assert.Equal(
            [
                "Rain (review)", "Sleet (review, which readers do not see)", "Rain (cover)", "About (page)", "Ada Ash (introduction of a director)",
                "weather (introduction of a theme)", "Hail (what is being written)", "Rain (review, a former text of 2026-11-01)",
            ],
            page.Document.QuerySelectorAll("section[aria-labelledby=places] li").Select(HtmlPage.Text));
        Assert.Null(page.Document.QuerySelector("button.danger"));
        using var refused = await ada.SubmitAsync(await ada.OpenAsync("/admin/media/2"), "/admin/media/1", "main form:has(.danger)");
        Assert.Contains("It is not deleted, because something shows it", (await HtmlPage.ReadAsync(refused)).Main.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unused_picture_is_deleted_and_its_files_go_some_hours_later()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        using var sent = await ada.SendAsync("/admin/media", "/admin/media/upload", "rain.png", Pictures.Png(900, 600));
        var address = (await JsonAsync(sent)).GetProperty("address").GetString()!;
        using var narrow = await site.GetAsync(address.Replace(".webp", "-320.webp", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, narrow.StatusCode);

        Assert.Equal("rain is deleted.", HtmlPage.Text((await ada.FollowAsync("/admin/media/1", "main form:has(.danger)")).One(".message")));

        await site.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, Directory.EnumerateFiles(site.Data.Images, "*", SearchOption.AllDirectories).Count());
        // Who has a page open that showed it may have to fetch it yet.
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(1));
        foreach (var form in new[] { address, address.Replace(".webp", "-320.webp", StringComparison.Ordinal), address.Replace(".webp", "-480.webp", StringComparison.Ordinal) })
        {
            using var gone = await site.GetAsync(form);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }

        site.Clock.AdjustTime(site.Clock.GetUtcNow() + ImageStore.Stay);
        await site.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Directory.EnumerateFiles(site.Data.Images, "*", SearchOption.AllDirectories));
        Assert.Contains(await AuditAsync(site), e => e is { Action: "deleted a picture", Subject: "rain" });
    }

    [Fact]
    public async Task Another_picture_in_its_place_is_shown_by_every_page_at_once()
    {
        await using var site = await ShownEverywhereAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        var before = "";
        await site.ChangeAsync(async db => before = site.Data.ImagePath(await db.Images.Where(i => i.Id == 1).Select(i => i.Hash).SingleAsync()));
        Assert.True(File.Exists(before));

        using var answer = await ada.UploadAsync("/admin/media/1", "form[action$=replace]", ("new.png", Pictures.Png(700, 500)));

        Assert.Equal("/admin/media/1", answer.Headers.Location?.OriginalString);
        Assert.Equal("Everything that shows this picture shows the new one now.", HtmlPage.Text((await ada.OpenAsync("/admin/media/1")).One(".message")));
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(1));
        using var former = await site.GetAsync($"/media/{Path.GetFileName(before)}");
        Assert.Equal(HttpStatusCode.NotFound, former.StatusCode);
        foreach (var address in new[] { "/reviews/rain", "/about", "/directors/ada-ash", "/themes/weather" })
        {
            foreach (var image in (await site.OpenAsync(address)).Document.QuerySelectorAll("main img"))
            {
                Assert.Equal("700", image.GetAttribute("width"));
                using var picture = await site.GetAsync(image.GetAttribute("src")!);
                Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
            }
        }

        // A picture that is another image already is not put in its place.
        using var twice = await ada.UploadAsync("/admin/media/1", "form[action$=replace]", ("x.png", Pictures.Png(90, 60)));
        Assert.Equal("The picture was refused: this picture is in the library already, as spare.", HtmlPage.Text((await ada.OpenAsync("/admin/media/1")).One(".message")));
    }

    [Fact]
    public async Task An_author_neither_replaces_nor_deletes()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site, AuthorRole.Author);
        using var sent = await ada.SendAsync("/admin/media", "/admin/media/upload", "rain.png", Pictures.Png(9, 6));

        using var replaced = await ada.SendAsync("/admin/media", "/admin/media/1/replace", "x.png", Pictures.Png(8, 6));
        using var deleted = await ada.SubmitAsync(await ada.OpenAsync("/admin/media"), "/admin/media/1", "form.upload", ("x", ""));
        Assert.NotEqual(HttpStatusCode.OK, replaced.StatusCode);
        await site.ChangeAsync(async db => Assert.Equal((1, 9), (await db.Images.CountAsync(TestContext.Current.CancellationToken), (await db.Images.SingleAsync(TestContext.Current.CancellationToken)).Width)));
    }

    [Fact]
    public async Task Its_pages_need_a_fixed_number_of_queries()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        async Task<(int, int)> CountAsync() => (
            (await site.Queries.DuringAsync(() => ada.OpenAsync("/admin/media"))).Count, (await site.Queries.DuringAsync(() => ada.OpenAsync("/admin/media/1"))).Count);
        await AddImagesAsync(site, 1);
        var few = await CountAsync();
        await AddImagesAsync(site, 130);

        Assert.Equal(few, await CountAsync());
        Assert.Equal(60, (await ada.OpenAsync("/admin/media?page=2")).Document.QuerySelectorAll(".pictures li").Length);
        Assert.Equal(11, (await ada.OpenAsync("/admin/media?page=3&unused=true")).Document.QuerySelectorAll(".pictures li").Length);
    }

    private static Task AddImagesAsync(TestSite site, int count) => site.ChangeAsync(db =>
    {
        db.Images.AddRange(Enumerable.Range(0, count).Select(n => new Image($"{count}-{n}".PadLeft(64, '0'), "", $"picture-{count}-{n}", 9, 6, 1000, 3, TestSite.Now)));
        return Task.CompletedTask;
    });

    private static async Task<TestSite> ShownEverywhereAsync()
    {
        var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        using var rain = await ada.SendAsync("/admin/media", "/admin/media/upload", "rain.png", Pictures.Png(900, 600));
        using var spare = await ada.SendAsync("/admin/media", "/admin/media/upload", "spare.png", Pictures.Png(90, 60));
        site.Write("images/rain.png", Pictures.Png(900, 600));
        foreach (var (slug, title, rest) in new[] { ("rain", "Rain", "published: 2026-10-01\nthemes: [weather]\ncover: ../images/rain.png"), ("sleet", "Sleet", "verdict: x") })
        {
            site.Write($"reviews/{slug}.md", $"---\nslug: {slug}\nfilm: {{ title: {title}, year: 1970, directors: [Ada Ash] }}\n{rest}\n---\n![Rain](../images/rain.png)\n");
        }

        site.Write("pages/about.md", "---\ntitle: About\n---\n![Rain](../images/rain.png)\n");
        site.Write("directors/ada-ash.md", "---\nname: Ada Ash\n---\n![Rain](../images/rain.png)\n");
        site.Write("themes/weather.md", "---\nname: weather\n---\n![Rain](../images/rain.png)\n");
        await site.ImportFolderAsync();
        await site.ChangeAsync(async db =>
        {
            var copy = new WorkingCopy(Guid.NewGuid(), null, 0, 1);
            copy.Write("![](../images/rain.webp)", "Hail", TestSite.Now, "ada");
            db.WorkingCopies.Add(copy);
            var review = await db.Reviews.OrderBy(r => r.Id).FirstAsync(TestContext.Current.CancellationToken);
            db.Revisions.Add(new Revision("![](../images/rain.webp)", TestSite.Now, "ada", RevisionOrigin.Desk, review.Id));
        });
        return site;
    }

    private static async Task<List<AuditEntry>> AuditAsync(TestSite site)
    {
        List<AuditEntry> entries = [];
        await site.ChangeAsync(async db => entries = await db.AuditTrail.AsNoTracking().OrderBy(e => e.Id).ToListAsync(TestContext.Current.CancellationToken));
        return entries;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        (await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken))).RootElement;
}
