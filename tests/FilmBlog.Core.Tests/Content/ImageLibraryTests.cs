using FilmBlog.Core.Backups;
using FilmBlog.Core.Checking;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Tests.Backups;
using FilmBlog.Core.Tests.Imaging;
using FilmBlog.Core.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Content;

public sealed class ImageLibraryTests
{
    private static readonly byte[] Another = Pictures.Encode(SKEncodedImageFormat.Png, 50, 30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_leaves_once_a_replacement_is_saved_leaves_no_text_behind()
    {
        await using var blog = await BackedUp.BlogAsync();
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        await OnceReplacedAsync(blog, left.Cancel, async () => Assert.Empty(await ReplaceAsync(blog, "rain", left.Token)));

        Assert.True(left.IsCancellationRequested);
        Assert.Contains(await HashAsync(blog, "rain"), await HtmlAsync(blog), StringComparison.Ordinal);
        Assert.Empty((await CheckAsync(blog)).Findings);
    }

    [Fact]
    public async Task What_a_killed_replacement_left_is_told_and_rendered_by_the_next_start()
    {
        await using var blog = await BackedUp.BlogAsync();
        await OnceReplacedAsync(blog, () => throw new InvalidOperationException("The process is killed."), () => Assert.ThrowsAnyAsync<Exception>(() => ReplaceAsync(blog, "rain", Cancelled)));
        var hash = await HashAsync(blog, "rain");
        Assert.DoesNotContain(hash, await HtmlAsync(blog), StringComparison.Ordinal);

        Assert.Equal("/reviews/a: the page shows a picture that is not the one of its text (filmblog check --repair mends it)", Assert.Single((await CheckAsync(blog)).Findings).ToString());
        var (rendered, _) = await blog.AnotherProcess().GetRequiredService<Rerenderer>().RenderOutdatedAsync(Cancelled);

        Assert.Equal(1, rendered);
        Assert.Contains(hash, await HtmlAsync(blog), StringComparison.Ordinal);
        Assert.Empty((await CheckAsync(blog)).Findings);
    }

    [Fact]
    public async Task A_replacement_whose_texts_cannot_be_rendered_says_so_and_is_made_up_for()
    {
        await using var blog = await BackedUp.BlogAsync();
        var said = default(IReadOnlyList<string>);
        await OnceReplacedAsync(blog, () => throw new DatabaseBusyException(), async () => said = await ReplaceAsync(blog, "rain", Cancelled));

        Assert.Equal("Some texts could not be shown anew at this moment; the site does so as soon as it can.", Assert.Single(said!));
        Assert.True(blog.Get<Rerenderer>().IsBehind);
        await blog.Get<Rerenderer>().RenderOutdatedAsync(Cancelled);
        Assert.False(blog.Get<Rerenderer>().IsBehind);
        Assert.Contains(await HashAsync(blog, "rain"), await HtmlAsync(blog), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_mends_what_shows_another_picture_and_so_does_the_same_replacement_again()
    {
        await using var blog = await BackedUp.BlogAsync();
        var former = await HashAsync(blog, "rain");
        await ReplaceAsync(blog, "rain", Cancelled);
        var whole = await HtmlAsync(blog);
        foreach (var mend in new Func<Task>[] { () => CheckAsync(blog, repair: true), () => ReplaceAsync(blog, "rain", Cancelled) })
        {
            await ShowFormerAsync(blog, former);
            Assert.Equal(1, (await CheckAsync(blog)).Problems);

            await mend();

            Assert.Equal(whole, await HtmlAsync(blog));
            Assert.Empty((await CheckAsync(blog)).Findings);
        }
    }

    [Fact]
    public async Task The_files_of_a_picture_that_was_deleted_stay_for_some_hours_and_are_nobodys_orphans()
    {
        await using var blog = await BackedUp.BlogAsync();
        var image = await AddAsync(blog);
        await blog.Get<ImageStore>().FindAsync(new ImageForm(image.Hash, null, ImageForm.Jpeg), Cancelled);
        foreach (var file in FilesOf(blog, image.Hash))
        {
            File.SetLastWriteTimeUtc(file, TestDatabase.Start.AddYears(-1).UtcDateTime);
        }

        Assert.True(await WithLibraryAsync(blog, async (library, db) => await library.RemoveAsync(await db.Images.SingleAsync(i => i.Id == image.Id, Cancelled), Cancelled)));

        blog.Time.Advance(ImageStore.Stay);
        Assert.Equal((0, 2), (await SweepAsync(blog), FilesOf(blog, image.Hash).Length));
        Assert.Empty((await CheckAsync(blog)).Findings);
        blog.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, 0), (await SweepAsync(blog), FilesOf(blog, image.Hash).Length));
        Assert.Equal(0, await SweepAsync(blog));
        Assert.Empty((await CheckAsync(blog)).Findings);
    }

    [Fact]
    public async Task A_picture_that_is_uploaded_again_after_it_was_deleted_stays()
    {
        await using var blog = await BackedUp.BlogAsync();
        var image = await AddAsync(blog);
        await WithLibraryAsync(blog, async (library, db) => await library.RemoveAsync(await db.Images.SingleAsync(i => i.Id == image.Id, Cancelled), Cancelled));
        blog.Time.Advance(ImageStore.Stay + TimeSpan.FromMinutes(1));

        // It is swept while it is uploaded again, in another process: whoever comes first.
        await Task.WhenAll(AddAsync(blog), SweepAsync(blog), AddAsync(blog), SweepAsync(blog));

        Assert.Equal(image.Hash, await blog.ReadAsync(db => db.Images.Where(i => i.Hash == image.Hash).Select(i => i.Hash).SingleAsync(Cancelled)));
        Assert.True(File.Exists(blog.Folder.ImagePath(image.Hash)));
        Assert.Empty((await CheckAsync(blog)).Findings);
    }

    [Fact]
    public async Task An_import_whose_picture_is_gone_before_it_is_saved_fails_that_file_alone()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/x.png", Another)
            .Write("reviews/a.md", Reading.Review("slug: a") + "![x](../images/x.png)\n").Review("b", "slug: b");
        blog.OnCommand = () =>
        {
            if (Directory.Exists(blog.Folder.Images))
            {
                Directory.Delete(blog.Folder.Images, recursive: true);
            }
        };

        var report = await blog.ImportAsync(folder);

        blog.OnCommand = null;
        Assert.Equal("new 1, changed 0, same 0, failed 1", report.ToString());
        Assert.EndsWith("a picture of it was taken away while it was imported; import the file again", Assert.Single(report.Problems).ToString(), StringComparison.Ordinal);
        Assert.Equal("new 1, changed 0, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Empty((await CheckAsync(blog)).Findings);
    }

    [Fact]
    public async Task A_backup_that_was_begun_before_pictures_were_replaced_and_deleted_holds_them_all()
    {
        await using var blog = await BackedUp.BlogAsync();
        var image = await AddAsync(blog);
        await using var archive = new Interrupted(async () =>
        {
            await ReplaceAsync(blog, "rain", Cancelled);
            await WithLibraryAsync(blog, async (library, db) => await library.RemoveAsync(await db.Images.SingleAsync(i => i.Id == image.Id, Cancelled), Cancelled));
            await SweepAsync(blog);
        });

        var manifest = await blog.Get<BackupWriter>().WriteAsync(archive, withKeys: false, Cancelled);

        Assert.True(archive.HasHappened);
        Assert.Empty(manifest.Missing);
        Assert.Equal(3, manifest.Files.Count(file => file.Name.StartsWith("images/", StringComparison.Ordinal)));
    }

    private static async Task<T> WithLibraryAsync<T>(TestDatabase blog, Func<ImageLibrary, FilmBlogContext, Task<T>> work)
    {
        await using var scope = blog.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ImageLibrary>(), scope.ServiceProvider.GetRequiredService<FilmBlogContext>());
    }

    private static Task<Image> AddAsync(TestDatabase blog) => WithLibraryAsync(blog, (library, _) => library.AddAsync("new.png", Pictures.Encode(SKEncodedImageFormat.Png, 12, 9), Cancelled));

    private static Task<int> SweepAsync(TestDatabase blog) => WithLibraryAsync(blog, (library, _) => library.SweepAsync(Cancelled));

    private static Task<IReadOnlyList<string>> ReplaceAsync(TestDatabase blog, string name, CancellationToken cancellationToken) =>
        WithLibraryAsync(blog, async (library, db) => await library.ReplaceAsync(await db.Images.SingleAsync(i => i.Name == name, CancellationToken.None), Another, cancellationToken));

    // From the first command on that finds the replacement saved.
    private static async Task OnceReplacedAsync(TestDatabase blog, Action happens, Func<Task> replace)
    {
        var former = Stored(blog);
        blog.OnCommand = () =>
        {
            if (Stored(blog) != former)
            {
                happens();
            }
        };
        await replace();
        blog.OnCommand = null;
        Assert.NotEqual(former, Stored(blog));
    }

    private static string Stored(TestDatabase blog)
    {
        using var connection = new SqliteConnection($"Data Source={blog.Folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Hash FROM Images WHERE Name = 'rain'";
        return (string)command.ExecuteScalar()!;
    }

    private static Task<int> ShowFormerAsync(TestDatabase blog, string former) => blog.TamperAsync(async db =>
    {
        var hash = await db.Images.Where(i => i.Name == "rain").Select(i => i.Hash).SingleAsync(Cancelled);
        var body = await db.ReviewBodies.SingleAsync(Cancelled);
        var html = body.Html.Replace(hash, former, StringComparison.Ordinal);
        return await db.ReviewBodies.ExecuteUpdateAsync(
            set => set.SetProperty(b => b.Html, html).SetProperty(b => b.Digest, TextDigest.Of(body.Markdown, html, body.PlainText)), Cancelled);
    });

    private static Task<string> HashAsync(TestDatabase blog, string name) => blog.ReadAsync(db => db.Images.Where(i => i.Name == name).Select(i => i.Hash).SingleAsync(Cancelled));

    private static Task<string> HtmlAsync(TestDatabase blog) => blog.ReadAsync(db => db.ReviewBodies.Select(b => b.Html).SingleAsync(Cancelled));

    private static string[] FilesOf(TestDatabase blog, string hash) => Directory.GetFiles(Path.GetDirectoryName(blog.Folder.ImagePath(hash))!, hash + "*");

    private static Task<CheckReport> CheckAsync(TestDatabase blog, bool repair = false) => blog.Get<DataCheck>().RunAsync(repair, Cancelled);

    /// <summary>Takes an archive; once the first bytes come, something happens.</summary>
    private sealed class Interrupted(Func<Task> happens) : MemoryStream
    {
        public bool HasHappened { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!HasHappened)
            {
                HasHappened = true;
                await happens();
            }

            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
