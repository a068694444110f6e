using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Tests.Imaging;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Content;

public sealed class ImportedImagesTests
{
    private static readonly byte[] Jpeg = Pictures.Jpeg(6);
    private static readonly byte[] Png = Pictures.Encode(SKEncodedImageFormat.Png);

    [Fact]
    public async Task A_picture_beside_a_review_is_kept_shown_and_exported_as_its_master()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/Fence & Wind.JPG", Jpeg).Write("images/cover.png", Png)
            .Write("reviews/a.md", Reading.Review("slug: a", "cover: ../images/cover.png", "cover_alt: A cup.") + "![A fence.](<../images/Fence & Wind.JPG>)\n\n![Again](../images/Fence%20&%20Wind.JPG \"t\")\n");

        var report = await blog.ImportAsync(folder);

        Assert.Equal(("new 1, changed 0, same 0, failed 0", 0), (report.ToString(), report.Problems.Count));
        var master = ImageMaster.From(Jpeg);
        var review = await blog.ReviewAsync("a");
        Assert.Contains($"<img src=\"{new ImageForm(master.Hash, null, ImageForm.Jpeg).Address}\"", review.Body.Html, StringComparison.Ordinal);
        Assert.Contains("width=\"32\" height=\"64\"", review.Body.Html, StringComparison.Ordinal);
        Assert.Equal(("cover", "A cup."), (review.Cover?.Name, review.CoverAlt));
        Assert.Equal(2, review.Images.Count);
        Assert.Equal(2, await blog.CountAsync<Image>());
        Assert.Equal(master.Bytes, File.ReadAllBytes(blog.Get<ImageStore>().PathOf(master.Hash)));
        Assert.Equal("new 0, changed 0, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());

        using var exported = await blog.ExportAsync();
        Assert.Equal(["images/cover.webp", "images/fence-wind.webp", "reviews/a.md"], exported.Files().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(master.Bytes, File.ReadAllBytes(exported.At("images/fence-wind.webp")));
        Assert.EndsWith("![A fence.](../images/fence-wind.webp)\n\n![Again](../images/fence-wind.webp \"t\")\n", File.ReadAllText(exported.At("reviews/a.md")), StringComparison.Ordinal);
        await RoundTripTests.AssertComesBackAsync(exported);
    }

    [Fact]
    public async Task Pictures_of_pages_and_introductions_come_along()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/x.png", Png).Write("images/y.jpg", Jpeg)
            .Write("pages/about.md", "---\ntitle: About\n---\n![x](../images/x.png) ![x again](../images/./x.png)\n")
            .Write("directors/a.md", "---\nname: A\n---\n![x](../images/x.png)\n")
            .Write("themes/b.md", "---\nname: B\n---\n![y](../images/y.jpg)\n");

        Assert.Equal(3, (await blog.ImportAsync(folder)).ProseWritten);
        Assert.Equal(0, (await blog.ImportAsync(folder)).ProseWritten);
        Assert.Equal(2, await blog.CountAsync<Image>());
        using var exported = await blog.ExportAsync();
        await RoundTripTests.AssertComesBackAsync(exported);

        folder.Write("images/x.png", Pictures.Encode(SKEncodedImageFormat.Png, 10, 10));
        Assert.Equal(2, (await blog.ImportAsync(folder)).ProseWritten);
        Assert.Equal(3, await blog.CountAsync<Image>());
    }

    [Fact]
    public async Task Two_pictures_of_one_name_get_two_names_and_one_picture_of_two_names_one()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("a/X.png", Png).Write("b/x.jpg", Jpeg).Write("b/other.png", Png).Write("c/鏡.png", Pictures.Encode(SKEncodedImageFormat.Png, 9, 9))
            .Write("a.md", Reading.Review("slug: a") + "![1](a/X.png)\n").Write("b.md", Reading.Review("slug: b", "film.title: B") + "![2](b/x.jpg) ![3](b/other.png) ![4](c/鏡.png)\n");

        await blog.ImportAsync(folder);

        Assert.Equal(["image-1", "x", "x-2"], await blog.ReadAsync(db => db.Images.Select(i => i.Name).Order().ToListAsync(TestContext.Current.CancellationToken)));
        using var exported = await blog.ExportAsync();
        await RoundTripTests.AssertComesBackAsync(exported);
    }

    [Fact]
    public async Task A_picture_of_two_names_is_named_by_the_first_file_however_long_that_takes_to_read()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("large.png", Pictures.Encode(SKEncodedImageFormat.Png, 600, 600)).Write("larger.png", Pictures.Encode(SKEncodedImageFormat.Png, 700, 700)).Write("first.png", Png).Write("second.png", Png)
            .Write("a.md", Reading.Review("slug: a") + "![1](large.png) ![2](larger.png) ![3](first.png)\n").Write("b.md", Reading.Review("slug: b", "film.title: B") + "![4](second.png)\n");

        await blog.ImportAsync(folder);

        Assert.Equal(["first", "large", "larger"], await blog.ReadAsync(db => db.Images.Select(i => i.Name).Order().ToListAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_missing_picture_is_warned_of_and_shown_once_it_is_there()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("reviews/a.md", Reading.Review("slug: a") + "\n![A fence.](../images/x.png)\n");

        var report = await blog.ImportAsync(folder);

        Assert.Equal("new 1, changed 0, same 0, failed 0", report.ToString());
        Assert.Equal(["reviews/a.md:9: warning: there is no image ../images/x.png"], report.Problems.In(folder));
        Assert.DoesNotContain("<img", (await blog.ReviewAsync("a")).Body.Html, StringComparison.Ordinal);

        Assert.Equal("new 0, changed 1, same 0, failed 0", (await blog.ImportAsync(folder.Write("images/x.png", Png))).ToString());
        Assert.Contains("<img", (await blog.ReviewAsync("a")).Body.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_cover_fails()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "cover: ../images/x.png");

        Assert.Equal(["reviews/a.md:7: there is no image ../images/x.png"], (await blog.ImportAsync(folder)).Problems.In(folder));
        Assert.Equal(0, await blog.CountAsync<Review>());
    }

    [Fact]
    public async Task A_cover_may_change_and_go()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/x.png", Png).Write("images/y.jpg", Jpeg).Review("a", "slug: a", "cover: ../images/x.png", "cover_alt: X");
        await blog.ImportAsync(folder);

        foreach (var fields in new string[][] { ["cover: ../images/y.jpg", "cover_alt: X"], ["cover: ../images/y.jpg"], ["cover_alt: not without a cover"] })
        {
            folder.Review("a", ["slug: a", .. fields]);
            Assert.Equal("new 0, changed 1, same 0, failed 0", (await blog.ImportAsync(folder)).ToString());
            Assert.Equal("new 0, changed 0, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());
        }

        Assert.Null((await blog.ReviewAsync("a")).Cover);
        Assert.Null((await blog.ReviewAsync("a")).CoverAlt);
    }

    [Theory]
    [InlineData("../../outside.png")]
    [InlineData("../images/../../outside.png")]
    [InlineData("%2e%2e/%2e%2e/outside.png")]
    [InlineData("..%2F..%2Foutside.png")]
    [InlineData("/etc/hostname")]
    [InlineData("%2Fetc/hostname")]
    [InlineData("..\\\\images\\\\x.png")]
    [InlineData("..%5Cimages%5Cx.png")]
    [InlineData("../images/a%00b.png")]
    [InlineData("../images/link.png")]
    [InlineData("../linked/outside.png")]
    public async Task A_picture_outside_of_the_folder_is_refused(string url)
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var elsewhere = new ContentFolder().Write("outside.png", Png);
        using var folder = new ContentFolder().Write("outside.png", Png).Write("content/images/x.png", Png).Write("content/reviews/a.md", Reading.Review("slug: a") + $"![x]({url})\n");
        File.CreateSymbolicLink(folder.At("content/images/link.png"), elsewhere.At("outside.png"));
        Directory.CreateSymbolicLink(folder.At("content/linked"), elsewhere.Path);

        var report = await blog.ImportAsync(folder.At("content"));

        Assert.Equal(1, report.Failed);
        var written = url.Replace("\\\\", "\\", StringComparison.Ordinal);
        Assert.Equal([$"content/reviews/a.md:8: the image {written} lies outside of {folder.At("content")}; put it below that folder".Replace(folder.Path + "/", "", StringComparison.Ordinal)], report.Problems.In(folder));
        Assert.Equal(0, await blog.CountAsync<Image>());
        Assert.False(Directory.Exists(blog.Folder.Images));
    }

    [Fact]
    public async Task A_picture_that_cannot_be_taken_fails_with_its_line_and_the_reason()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").Write("images/x.png", Pictures.PngHeader(30_000, 30_000)).Write("images/y.png", Png)
            .Write("reviews/a.md", Reading.Review("slug: a") + "text\n\n![x](../images/x.svg)\n![y](../images/y.png)\n\n![z](../images/x.png)\n");

        var report = await blog.ImportAsync(folder);

        Assert.Equal(
            [
                "reviews/a.md:10: the image ../images/x.svg was refused: this is an SVG drawing; JPEG, PNG, WebP and GIF are taken",
                "reviews/a.md:13: the image ../images/x.png was refused: the image has 30000 × 30000 pixels; at most 12000 a side and 40 million in all are taken",
            ],
            report.Problems.In(folder));
        Assert.Equal((0, 0), (await blog.CountAsync<Review>(), await blog.CountAsync<Image>()));
    }

    [Fact]
    public async Task Pictures_of_other_sites_and_within_the_text_are_not_fetched()
    {
        await using var blog = await TestDatabase.CreateAsync();
        var picture = "data:image/png;base64," + new string('A', 6000);
        using var folder = new ContentFolder().Write("reviews/a.md", Reading.Review("slug: a") + $"![a](https://example.org/a.png)\n![b](//example.org/b.png)\n![c]({picture})\n![d](../images/{new string('d', 5000)}.png)\n");

        var report = await blog.ImportAsync(folder);

        Assert.Equal("new 1, changed 0, same 0, failed 0", report.ToString());
        Assert.Equal(
            [
                "reviews/a.md:8: warning: the image https://example.org/a.png lies on another site and is shown as a link; save it beside the review",
                "reviews/a.md:9: warning: the image //example.org/b.png lies on another site and is shown as a link; save it beside the review",
                $"reviews/a.md:10: warning: there is no image {picture[..200]}…",
                $"reviews/a.md:11: warning: there is no image ../images/{new string('d', 190)}…",
            ],
            report.Problems.In(folder));
        Assert.DoesNotContain("<img", (await blog.ReviewAsync("a")).Body.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_looks_at_pictures_and_keeps_none()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/x.png", Png).Write("images/y.png", "not a picture")
            .Write("reviews/a.md", Reading.Review("slug: a") + "![x](../images/x.png)\n").Write("reviews/b.md", Reading.Review("slug: b") + "![y](../images/y.png)\n");

        var dry = await blog.ImportAsync(folder.Path, dryRun: true);

        Assert.False(Directory.Exists(blog.Folder.Images));
        var report = await blog.ImportAsync(folder);
        Assert.Equal("new 1, changed 0, same 0, failed 1", report.ToString());
        Assert.Equal((report.ToString(), 1), (dry.ToString(), dry.Problems.Count));
        Assert.Equal(report.Problems, dry.Problems);
        Assert.Single(Directory.GetFiles(blog.Folder.Images, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_master_that_was_lost_comes_back_with_the_next_import_and_the_export_says_that_it_is_missing()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/x.png", Png).Write("reviews/a.md", Reading.Review("slug: a") + "![x](../images/x.png)\n");
        await blog.ImportAsync(folder);
        var path = blog.Get<ImageStore>().PathOf(ImageMaster.From(Png).Hash);
        Directory.Delete(blog.Folder.Images, recursive: true);

        using var exported = new ContentFolder();
        var export = await blog.Get<ContentExporter>().ExportAsync(exported.Path, null, TestContext.Current.CancellationToken);
        Assert.Equal([$"The image x is missing from the data folder ({path})."], export.Problems);
        Assert.Equal((1, 0), (export.Reviews, export.Images));

        Assert.Equal("new 0, changed 0, same 1, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task A_text_that_can_no_longer_be_parsed_is_exported_as_it_is_and_said()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/x.png", Png).Write("reviews/a.md", Reading.Review("slug: a") + "![x](../images/x.png)\n").Review("b", "slug: b");
        await blog.ImportAsync(folder);
        var deep = string.Concat(Enumerable.Repeat("> ", 200)) + "deep\n";
        await blog.SaveAsync(async db => (await db.Reviews.WithDocument.SingleAsync(r => r.Slug == Slug.Parse("a"))).Write(deep, "", "", "", 1, 0));

        using var exported = new ContentFolder();
        var export = await blog.Get<ContentExporter>().ExportAsync(exported.Path, null, TestContext.Current.CancellationToken);

        Assert.StartsWith($"{exported.At("reviews/a.md")} keeps its images under their former names: ", Assert.Single(export.Problems), StringComparison.Ordinal);
        Assert.Equal(2, export.Reviews);
        Assert.EndsWith($"---\n{deep}", File.ReadAllText(exported.At("reviews/a.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_above_one_named_reviews_may_hold_the_pictures()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("images/x.png", Png).Write("reviews/a.md", Reading.Review("slug: a") + "![x](../images/x.png)\n")
            .Write("reviews/2019/b.md", Reading.Review("slug: b") + "![x](../../images/x.png)\n").Write("essays/c.md", Reading.Review("slug: c") + "![x](../images/x.png)\n");

        Assert.Equal("new 1, changed 0, same 0, failed 0", (await blog.ImportAsync(folder.At("reviews/a.md"))).ToString());
        Assert.Equal("new 1, changed 0, same 1, failed 0", (await blog.ImportAsync(folder.At("reviews/"))).ToString());
        Assert.Equal("new 0, changed 0, same 0, failed 1", (await blog.ImportAsync(folder.At("essays"))).ToString());
        Assert.Equal("new 1, changed 0, same 2, failed 0", (await blog.ImportAsync(folder)).ToString());
        Assert.Equal(1, await blog.CountAsync<Image>());
    }
}
