using FilmBlog.Core.Imaging;
using FilmBlog.Core.Tests.Support;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Imaging;

public sealed class ImageFormTests
{
    private static readonly string Hash = new('a', 64);

    [Theory]
    [InlineData(".webp", null, "webp", "image/webp")]
    [InlineData(".jpg", null, "jpg", "image/jpeg")]
    [InlineData("-320.webp", 320, "webp", "image/webp")]
    [InlineData("-2400.png", 2400, "png", "image/png")]
    public void A_form_is_named_by_hash_width_and_format(string end, int? width, string extension, string mediaType)
    {
        Assert.True(ImageForm.TryParse(Hash + end, out var form));
        Assert.Equal(new ImageForm(Hash, width, extension), form);
        Assert.Equal((Hash + end, mediaType), (form.FileName, form.MediaType));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gif")]
    [InlineData(".WEBP")]
    [InlineData("-0320.webp")]
    [InlineData("-320")]
    [InlineData("-321.webp")]
    [InlineData("-320.webp.tmp")]
    [InlineData("-.webp")]
    [InlineData("0.webp")]
    [InlineData("-320x.webp")]
    public void Nothing_else_is_a_form(string end) => Assert.False(ImageForm.TryParse(Hash + end, out _));

    [Theory]
    [InlineData(false, "320 480 640 800", "jpg")]
    [InlineData(true, "320 480 640 800", "png")]
    public async Task A_picture_is_made_narrower_and_plainer_when_asked_for_and_never_wider(bool transparent, string widths, string plain)
    {
        await using var database = await TestDatabase.CreateAsync();
        var store = database.Get<ImageStore>();
        var master = await store.NormaliseAsync(Pictures.Encode(SKEncodedImageFormat.Png, 900, 450, transparent), TestContext.Current.CancellationToken);
        await store.KeepAsync(master, TestContext.Current.CancellationToken);

        var made = new List<string>();
        foreach (var extension in new[] { "webp", "jpg", "png" })
        {
            foreach (var width in ImageForm.Widths.Select(w => (int?)w).Prepend(null))
            {
                var form = new ImageForm(master.Hash, width, extension);
                if (await store.FindAsync(form, TestContext.Current.CancellationToken) is { } path)
                {
                    using var picture = SKBitmap.Decode(path);
                    Assert.Equal((width ?? 900, (width ?? 900) / 2), (picture.Width, picture.Height));
                    Assert.Equal(transparent, picture.GetPixel(picture.Width - 2, picture.Height - 2).Alpha == 0);
                    Assert.InRange(picture.GetPixel(picture.Width / 4, picture.Height / 4).Red, 245, 255);
                    made.Add(form.FileName[64..]);
                }
            }
        }

        var narrower = widths.Split(' ');
        Assert.Equal(
            [".webp", .. narrower.Select(w => $"-{w}.webp"), $".{plain}", .. narrower.Select(w => $"-{w}.{plain}")], made);
        Assert.Empty(Directory.EnumerateFiles(database.Folder.Images, "*.tmp", SearchOption.AllDirectories));

        store.Remove(master.Hash);
        Assert.Empty(Directory.EnumerateFiles(database.Folder.Images, "*", SearchOption.AllDirectories));
        Assert.Null(await store.FindAsync(new ImageForm(master.Hash, null, "webp"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Many_who_ask_at_once_wait_for_one_and_get_the_same()
    {
        await using var database = await TestDatabase.CreateAsync();
        var store = database.Get<ImageStore>();
        var master = await store.NormaliseAsync(Pictures.Encode(SKEncodedImageFormat.Jpeg, 900, 450), TestContext.Current.CancellationToken);
        await store.KeepAsync(master, TestContext.Current.CancellationToken);
        var form = new ImageForm(master.Hash, 640, "webp");

        var paths = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.FindAsync(form, TestContext.Current.CancellationToken))));

        Assert.Single(paths.Distinct());
        Assert.Equal(2, Directory.EnumerateFiles(Path.GetDirectoryName(paths[0])!).Count());
    }

    [Fact]
    public async Task A_damaged_master_has_no_other_forms()
    {
        await using var database = await TestDatabase.CreateAsync();
        var store = database.Get<ImageStore>();
        var master = await store.NormaliseAsync(Pictures.Encode(SKEncodedImageFormat.Jpeg, 900, 450), TestContext.Current.CancellationToken);
        await store.KeepAsync(master with { Bytes = master.Bytes[..200] }, TestContext.Current.CancellationToken);

        Assert.Null(await store.FindAsync(new ImageForm(master.Hash, 320, "webp"), TestContext.Current.CancellationToken));
        Assert.Equal(ImageTone.Unknown, await store.ToneOfAsync(master.Hash, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_page_offers_the_forms_that_there_are()
    {
        var sources = ImageSources.Of("h", 700, 5);
        Assert.Equal(
            new ImageSources(
                "/media/h.jpg", 700, "/media/h-320.jpg 320w, /media/h-480.jpg 480w, /media/h-640.jpg 640w, /media/h.jpg 700w",
                "/media/h-320.webp 320w, /media/h-480.webp 480w, /media/h-640.webp 640w, /media/h.webp 700w", "tone-5"),
            sources);

        var wide = ImageSources.Of("h", 6000, ImageTone.SeeThrough)!;
        Assert.Equal(("/media/h-1200.png", 1200, null), (wide.Address, wide.Width, wide.ToneClass));
        Assert.EndsWith("/media/h-1600.webp 1600w, /media/h-2400.webp 2400w", wide.WebPSet, StringComparison.Ordinal);
        Assert.Null(ImageSources.Of("h", 700, ImageTone.Unknown));
        Assert.Equal(["/media/h-320.webp", "/media/h.webp"], [ImageSources.AddressFor("h", 700, 300), ImageSources.AddressFor("h", 300, 320)]);
    }
}
