using System.IO.Compression;
using System.Net;
using System.Text;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin;

public sealed class ContentTests
{
    [Fact]
    public async Task An_archive_is_uploaded_tried_imported_and_taken_back_without_scripts()
    {
        await using var site = await TestSite.WithAsync(new Story("Snow") { Slug = "snow", Rating = 3 });
        using var ada = await DeskVisitor.SignedInAsync(site);
        var archive = Zip(
            ("reviews/snow.md", new Story("Snow") { Slug = "snow", Rating = 5 }.ToString()), ("reviews/rain.md", new Story("Rain") { Slug = "rain" }.ToString()),
            ("reviews/bad.md", "---\nfilm: {}\n---\n"));

        using var uploaded = await ada.UploadAsync("/admin/content", "form.upload", ("blog.zip", archive));

        var waiting = uploaded.Headers.Location!.OriginalString;
        Assert.Matches("^/admin/content/waiting/[0-9a-f]{32}$", waiting);
        var report = await ada.OpenAsync(waiting);
        Assert.Equal(["1", "1", "0", "0", "1"], report.Document.QuerySelectorAll(".counts dd").Select(HtmlPage.Text));
        Assert.All(report.Document.QuerySelectorAll(".findings code"), place => Assert.StartsWith("blog.zip/reviews/bad.md:", place.TextContent, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/rain")).Status);

        var imported = await ada.FollowAsync(waiting, "main form.toolbar");
        Assert.Equal("blog.zip is imported.", HtmlPage.Text(imported.One(".message")));
        Assert.Equal("What the import did", imported.Heading);
        Assert.Null(imported.Document.QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/rain")).Status);

        var list = await ada.OpenAsync("/admin/content");
        var (name, address) = list.Links("table.rows tbody a")[0];
        Assert.Equal("blog.zip", name);
        var undone = await ada.FollowAsync(address, "main form");
        Assert.Equal(
            "The import is taken back. In the bin: 1; with their former text: 1; pages and introductions: 0.", HtmlPage.Text(undone.One(".message")));
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/rain")).Status);
        Assert.Null(undone.Document.QuerySelector("main form"));
        Assert.Contains("taken back by ada", (await ada.OpenAsync("/admin/content")).Main.TextContent, StringComparison.Ordinal);
        await site.ChangeAsync(async db =>
        {
            Assert.Equal(["imported blog.zip", "took back the import blog.zip"], await db.AuditTrail.OrderBy(e => e.Id)
                .Where(e => e.Action.Contains("import")).Select(e => e.Action + " " + e.Subject).ToListAsync(TestContext.Current.CancellationToken));
            Assert.Equal(Rating.OfHalves(6), (await db.Reviews.SingleAsync(r => r.Slug == Slug.Parse("snow"), TestContext.Current.CancellationToken)).Rating);
        });

        // Once more, and this time it is taken back while it runs.
        using var again = await ada.UploadAsync("/admin/content", "form.upload", ("blog.zip", Zip(("reviews/sun.md", new Story("Sun") { Slug = "sun" }.ToString()))));
        var undoing = Task.CompletedTask;
        site.Queries.OnCommand = command =>
        {
            if (command.Contains("INSERT INTO \"Reviews\"", StringComparison.Ordinal))
            {
                undoing = Task.Run(() => site.ReadAsync(async db => await new ImportUndo(db, site.Clock).UndoAsync(await db.Imports.MaxAsync(i => i.Id), "ada", TestContext.Current.CancellationToken)));
                SpinWait.SpinUntil(() => site.Get<WriterGate>().Waiting > 0 || undoing.IsCompleted);
            }
        };
        var stopped = await ada.FollowAsync(again.Headers.Location!.OriginalString, "main form.toolbar");
        site.Queries.OnCommand = _ => { };
        await undoing;
        Assert.StartsWith("The import was taken back while it ran.", HtmlPage.Text(stopped.One(".message")), StringComparison.Ordinal);
        Assert.NotNull(stopped.Document.QuerySelector("main form.toolbar"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/reviews/sun")).Status);
    }

    [Fact]
    public async Task What_waits_can_be_thrown_away_and_what_cannot_be_taken_is_said()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        using var uploaded = await ada.UploadAsync("/admin/content", "form.upload", ("rain.md", Encoding.UTF8.GetBytes(new Story("Rain") { Slug = "rain" }.ToString())));
        var waiting = uploaded.Headers.Location!.OriginalString;

        var page = await ada.OpenAsync(waiting);
        using var discarded = await ada.SubmitAsync(page, waiting + "?handler=discard", "main form.toolbar");
        Assert.Equal("/admin/content", discarded.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.OpenAsync(waiting)).Status);
        Assert.Empty(Directory.EnumerateFileSystemEntries(site.Data.Incoming));

        using var refused = await ada.UploadAsync("/admin/content", "form.upload", ("evil.zip", Zip(("../../evil.md", "x"))));
        Assert.Equal(
            "Nothing was imported. \"../../evil.md\" is no name that a file may have here.", HtmlPage.Text((await ada.OpenAsync("/admin/content")).One(".message")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(site.Data.Incoming));
    }

    [Theory]
    [InlineData("export", "reviews/rain.md")]
    [InlineData("backup", "manifest.json")]
    public async Task Everything_and_a_backup_are_downloaded(string kind, string entry)
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var ada = await DeskVisitor.SignedInAsync(site);

        using var answer = await ada.SubmitAsync("/admin/content", $"form[action$={kind}]");

        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.Matches("^filmblog(-backup)?-2026-11-01-1200.zip$", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(zip.GetEntry(entry));
        Assert.Empty(Directory.EnumerateFileSystemEntries(site.Data.Outgoing));
        await site.ChangeAsync(async db => Assert.Contains("downloaded", (await db.AuditTrail.OrderBy(e => e.Id).LastAsync(TestContext.Current.CancellationToken)).Action, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_is_given_to_who_has_just_proved_who_they_are()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(11));

        using var asked = await ada.SubmitAsync("/admin/content", "form[action$=backup]");
        Assert.Equal("/account/confirm?handler=keep&returnurl=%2Fadmin%2Fcontent%2Fbackup", asked.Headers.Location?.OriginalString);
        var ask = await HtmlPage.ReadAsync(await ada.SendOnAsync(asked));
        var goOn = await HtmlPage.ReadAsync(await ada.SubmitAsync(ask, "/account/confirm", "main form", ("password", DeskVisitor.Password)));
        using var given = await ada.SubmitAsync(goOn, "/account/confirm", "main form");

        Assert.Equal("application/zip", given.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task One_download_is_made_at_a_time()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        var gate = site.Get<FilmBlog.Web.Pages.Admin.Content.DownloadGate>();
        Assert.True(gate.TryEnter());

        using var refused = await ada.SubmitAsync("/admin/content", "form[action$=backup]");
        gate.Leave();
        using var taken = await ada.SubmitAsync("/admin/content", "form[action$=backup]");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (refused.StatusCode, taken.StatusCode));
        Assert.Equal("Another download is being made. Try again when it has ended.", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("export")]
    [InlineData("backup")]
    [InlineData("upload")]
    public async Task Nothing_is_sent_or_taken_without_the_forms_token(string kind)
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        using var content = new MultipartFormDataContent { { new ByteArrayContent(Zip(("a.md", "x"))), "file", "a.zip" } };

        using var answer = await ada.Client.PostAsync($"/admin/content/{kind}", content, TestContext.Current.CancellationToken);

        Assert.Equal("/admin/content", answer.Headers.Location?.OriginalString);
        Assert.Contains("The form has expired.", (await ada.OpenAsync("/admin/content")).Main.TextContent, StringComparison.Ordinal);
        Assert.False(Directory.Exists(site.Data.Incoming));
    }

    [Theory]
    [InlineData("GET", "/admin/content")]
    [InlineData("GET", "/admin/content/imports/1")]
    [InlineData("GET", "/admin/content/waiting/0123456789abcdef0123456789abcdef")]
    [InlineData("POST", "/admin/content/upload")]
    [InlineData("POST", "/admin/content/export")]
    [InlineData("POST", "/admin/content/backup")]
    public async Task It_is_the_owners_alone(string method, string address)
    {
        await using var site = await TestSite.WithAsync(new Story("Rain"));
        using var author = await DeskVisitor.SignedInAsync(site, AuthorRole.Author);
        using var stranger = DeskVisitor.Stranger(site);

        using var refused = await author.Client.SendAsync(Request(), TestContext.Current.CancellationToken);
        using var sentAway = await stranger.Client.SendAsync(Request(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("/account/sign-in", sentAway.Headers.Location?.OriginalString, StringComparison.Ordinal);

        HttpRequestMessage Request() => new(new HttpMethod(method), new Uri(address, UriKind.Relative));
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
