using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Imaging;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Content;

public sealed class IncomingContentTests
{
    [Fact]
    public async Task An_archive_is_tried_waits_and_is_imported_once()
    {
        await using var blog = await TestDatabase.CreateAsync();
        var incoming = blog.Get<IncomingContent>();
        // As programs pack a folder: one folder with everything in it.
        var archive = Archives.Zip(("blog/reviews/a.md", Reading.Review("slug: a")), ("blog/reviews/b.md", "no front matter"), ("blog/pages/about.md", "---\ntitle: About\n---\nUs.\n"));

        var token = await TakeAsync(incoming, "My blog.zip", archive);

        var waiting = await incoming.FindAsync(token, TestContext.Current.CancellationToken);
        Assert.Equal(("My blog.zip", "Ada", TestDatabase.Start, "new 1, changed 0, same 0, failed 1", 1, false), (
            waiting!.Name, waiting.By, waiting.ReceivedAt, waiting.Report.ToString(), waiting.Report.ProseWritten, waiting.IsImported));
        Assert.StartsWith("My blog.zip/reviews/b.md:1: there is no front matter", Assert.Single(waiting.Report.Problems).ToString(), StringComparison.Ordinal);
        Assert.Equal((0, 0), (await blog.CountAsync<Review>(), await blog.CountAsync<Import>()));

        var reports = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => incoming.ImportAsync(token, TimeZoneInfo.Utc, "Ada", TestContext.Current.CancellationToken)));
        Assert.Equal("new 1, changed 0, same 0, failed 1", Assert.Single(reports.OfType<ImportReport>()).ToString());
        Assert.Null(await incoming.ImportAsync(token, TimeZoneInfo.Utc, "Ada", TestContext.Current.CancellationToken));
        Assert.Equal(("My blog.zip", "Ada"), await blog.ReadAsync(async db => (await db.Imports.Select(i => new { i.Source, i.StartedBy }).SingleAsync()) is var i ? (i.Source, i.StartedBy) : default));
        Assert.Equal((1, "Ada"), (await blog.CountAsync<Review>(), (await blog.ReviewAsync("a")).SavedBy));
        // Only the report is left.
        Assert.Equal(["waiting.json"], Directory.EnumerateFiles(blog.Folder.Incoming, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.True((await incoming.FindAsync(token, TestContext.Current.CancellationToken))!.IsImported);
    }

    [Fact]
    public async Task A_text_that_comes_alone_shows_the_pictures_of_the_library()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/rain.png", Pictures.Encode(SKEncodedImageFormat.Png))
            .Write("reviews/a.md", Reading.Review("slug: a", "cover: ../images/rain.png") + "![x](../images/rain.png)\n");
        await blog.ImportAsync(folder);
        using var exported = await blog.ExportAsync();
        var text = await File.ReadAllTextAsync(exported.At("reviews/a.md"), TestContext.Current.CancellationToken);
        var incoming = blog.Get<IncomingContent>();

        var token = await TakeAsync(incoming, "C:\\texts\\a.md", System.Text.Encoding.UTF8.GetBytes(text.Replace("![x]", "![Rain]", StringComparison.Ordinal) + "![gone](../images/gone.webp)\n"));
        var report = await incoming.ImportAsync(token, TimeZoneInfo.Utc, "Ada", TestContext.Current.CancellationToken);

        Assert.Equal("new 0, changed 1, same 0, failed 0", report!.ToString());
        Assert.EndsWith("warning: there is no image ../images/gone.webp", Assert.Single(report.Problems).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("a.md:", report.Problems[0].ToString(), StringComparison.Ordinal);
        var review = await blog.ReviewAsync("a");
        Assert.Equal("rain", Assert.Single(review.Images).Image.Name);
        Assert.Equal("rain", review.Cover?.Name);
    }

    [Theory]
    [InlineData("a.docx", "A Markdown file (.md) or a zip archive of them (.zip) is taken.")]
    [InlineData("a.zip", "The archive is damaged, or is not a zip archive as every program writes it. Make it anew.")]
    public async Task What_cannot_be_taken_leaves_nothing(string name, string sentence)
    {
        await using var blog = await TestDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<ArchiveRefusedException>(() => TakeAsync(blog.Get<IncomingContent>(), name, "PK"u8.ToArray()));

        Assert.Equal(sentence, refused.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(blog.Folder.Incoming));
    }

    [Fact]
    public async Task It_waits_for_a_week()
    {
        await using var blog = await TestDatabase.CreateAsync();
        var incoming = blog.Get<IncomingContent>();
        var token = await TakeAsync(incoming, "a.md", System.Text.Encoding.UTF8.GetBytes(Reading.Review("slug: a")));
        blog.Time.Advance(IncomingContent.Kept - TimeSpan.FromHours(1));
        await incoming.RemoveOldAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await incoming.FindAsync(token, TestContext.Current.CancellationToken));

        blog.Time.Advance(TimeSpan.FromHours(2));
        await incoming.RemoveOldAsync(TestContext.Current.CancellationToken);

        Assert.Null(await incoming.FindAsync(token, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(blog.Folder.Incoming));
    }

    [Fact]
    public async Task An_import_that_was_cut_off_says_how_far_it_came_and_goes_on()
    {
        await using var blog = await TestDatabase.CreateAsync();
        var files = Enumerable.Range(0, 250).Select(n => ($"reviews/r{n}.md", Reading.Review($"slug: r{n}", $"film.title: Solaris {n}"))).ToArray();
        var token = await TakeAsync(blog.Get<IncomingContent>(), "blog.zip", Archives.Zip(files));
        Assert.Null((await blog.Get<IncomingContent>().FindAsync(token, TestContext.Current.CancellationToken))!.Begun);

        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var reached = new ManualResetEventSlim();
        using var seen = new ManualResetEventSlim();
        blog.OnCommand = () =>
        {
            if (!reached.IsSet && File.ReadAllText(Path.Combine(blog.Folder.Incoming, token, "progress")) == "100 250")
            {
                reached.Set();
                seen.Wait();
            }
        };
        var import = Task.Run(() => blog.Get<IncomingContent>().ImportAsync(token, TimeZoneInfo.Utc, "Ada", stopped.Token), TestContext.Current.CancellationToken);
        await Task.Run(reached.Wait, TestContext.Current.CancellationToken);
        // At work, nobody else imports it or throws it away.
        var waiting = await blog.Get<IncomingContent>().FindAsync(token, TestContext.Current.CancellationToken);
        Assert.Equal((true, new ImportProgress(100, 250)), (waiting!.IsBeingImported, waiting.Begun!.Value));
        Assert.Null(await blog.Get<IncomingContent>().ImportAsync(token, TimeZoneInfo.Utc, "Ada", TestContext.Current.CancellationToken));
        Assert.False(blog.Get<IncomingContent>().Discard(token));
        await stopped.CancelAsync();
        seen.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import);
        blog.OnCommand = null;

        // Another process, since the first was stopped.
        var incoming = blog.AnotherProcess().GetRequiredService<IncomingContent>();
        waiting = await incoming.FindAsync(token, TestContext.Current.CancellationToken);
        Assert.Equal((false, false, new ImportProgress(100, 250)), (waiting!.IsImported, waiting.IsBeingImported, waiting.Begun!.Value));
        Assert.Equal(100, await blog.CountAsync<Review>());
        Assert.Equal("new 150, changed 0, same 100, failed 0", (await incoming.ImportAsync(token, TimeZoneInfo.Utc, "Ada", TestContext.Current.CancellationToken))!.ToString());
        waiting = await incoming.FindAsync(token, TestContext.Current.CancellationToken);
        Assert.Equal((true, null), (waiting!.IsImported, waiting.Begun));
        Assert.Equal(["waiting.json"], Directory.EnumerateFiles(blog.Folder.Incoming, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_is_taken_back_while_it_is_imported_waits_as_before()
    {
        await using var blog = await TestDatabase.CreateAsync();
        var incoming = blog.Get<IncomingContent>();
        var token = await TakeAsync(incoming, "a.md", System.Text.Encoding.UTF8.GetBytes(Reading.Review("slug: a")));
        Task<UndoReport?>? undo = null;
        var isAsked = false;
        blog.OnCommand = () =>
        {
            if (!isAsked)
            {
                isAsked = true;
                isAsked = blog.CountAsync<Import>().GetAwaiter().GetResult() > 0;
                if (isAsked)
                {
                    // The import is at its first turn: whoever asks now has the next.
                    undo = Task.Run(() => UndoAsync(blog), TestContext.Current.CancellationToken);
                    SpinWait.SpinUntil(() => blog.Get<WriterGate>().Waiting > 0 || undo.IsCompleted);
                }
            }
        };

        await Assert.ThrowsAsync<ImportTakenBackException>(() => incoming.ImportAsync(token, TimeZoneInfo.Utc, "Ada", TestContext.Current.CancellationToken));

        blog.OnCommand = null;
        Assert.Equal(1, (await undo!)!.Binned);
        var waiting = await incoming.FindAsync(token, TestContext.Current.CancellationToken);
        Assert.Equal((false, false, null), (waiting!.IsImported, waiting.IsBeingImported, waiting.Begun));
        Assert.Equal("new 0, changed 1, same 0, failed 0", (await incoming.ImportAsync(token, TimeZoneInfo.Utc, "Ada", TestContext.Current.CancellationToken))!.ToString());
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../etc")]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    public async Task Nothing_waits_under_another_token(string token)
    {
        await using var blog = await TestDatabase.CreateAsync();
        Assert.Null(await blog.Get<IncomingContent>().FindAsync(token, TestContext.Current.CancellationToken));
        blog.Get<IncomingContent>().Discard(token);
        Assert.True(File.Exists(blog.Folder.Database));
    }

    private static async Task<UndoReport?> UndoAsync(TestDatabase blog)
    {
        await using var scope = blog.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ImportUndo>().UndoAsync(1, "Ada", TestContext.Current.CancellationToken);
    }

    private static async Task<string> TakeAsync(IncomingContent incoming, string name, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await incoming.TakeAsync(name, stream, TimeZoneInfo.Utc, "Ada", TestContext.Current.CancellationToken);
    }
}
