using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Content;

public sealed class LibraryImagesTests
{
    private static readonly string Hash = new('a', 64);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addresses_mean_what_they_meant_before_then_the_image_of_that_name_or_hash()
    {
        await using var database = await TestDatabase.CreateAsync();
        var earlier = new Image(new string('b', 64), "", "snow", 4, 3, 9, -1, TestDatabase.Start);
        await database.SaveAsync(db =>
        {
            db.Images.AddRange(earlier, new Image(Hash, "", "rain", 8, 6, 9, -1, TestDatabase.Start));
            return Task.CompletedTask;
        });
        var body = MarkdownBody.Parse($"""
            ![](../images/rain.webp) ![](/media/{Hash}.webp) ![](/media/{Hash}-800.webp) ![](../images/snow.webp)
            ![](old/frost.jpg) ![](../images/fog.webp) ![](/media/{Hash}0.webp) ![](rain.webp) ![](https://a.example/../images/rain.webp)
            """);
        var before = new[] { new ImageUse("old/frost.jpg", earlier), new ImageUse("gone.jpg", earlier) };
        var commands = database.Commands;

        var found = await database.ReadAsync(db => LibraryImages.FindAsync(db, ImageSight.All, body, before, TestContext.Current.CancellationToken));

        Assert.Equal(1, database.Commands - commands);
        Assert.Equal(
            ["../images/rain.webp rain", "../images/snow.webp snow", $"/media/{Hash}-800.webp rain", $"/media/{Hash}.webp rain", "old/frost.jpg snow"],
            found.Select(f => $"{f.Key} {f.Value.Name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_earlier_meaning_comes_before_the_librarys_names()
    {
        await using var database = await TestDatabase.CreateAsync();
        var other = new Image(new string('b', 64), "", "rain-2", 4, 3, 9, -1, TestDatabase.Start);

        var found = await database.ReadAsync(db => LibraryImages.FindAsync(
            db, ImageSight.All, MarkdownBody.Parse("![](../images/rain.webp)"), [new ImageUse("../images/rain.webp", other)], TestContext.Current.CancellationToken));

        Assert.Same(other, Assert.Single(found).Value);
    }

    [Fact]
    public async Task A_text_without_images_needs_no_query()
    {
        await using var database = await TestDatabase.CreateAsync();
        var commands = database.Commands;

        var found = await database.ReadAsync(db => LibraryImages.FindAsync(db, ImageSight.All, MarkdownBody.Parse("Rain."), [], TestContext.Current.CancellationToken));

        Assert.Empty(found);
        Assert.Equal(commands, database.Commands);
    }

    [Fact]
    public async Task A_picture_that_is_noted_twice_under_one_address_hinders_neither_a_save_nor_an_export_nor_a_rendering()
    {
        await using var blog = await TestDatabase.CreateAsync();
        const string Text = "\n![Rain](../images/rain.webp)\n";
        await blog.SaveAsync(db =>
        {
            var image = new Image(Hash, "", "rain", 8, 6, 9, -1, TestDatabase.Start);
            var page = new SitePage(Slug.Parse("about"), "About", new Prose(Text, "", 0));
            page.Images.Add(new ImageUse("../images/rain.webp", image));
            page.Images.Add(new ImageUse("../images/rain.webp", image));
            return Task.FromResult(db.SitePages.Add(page));
        });

        var found = await blog.ReadAsync(async db => await LibraryImages.FindAsync(
            db, ImageSight.All, MarkdownBody.Parse(Text), await db.ImageUses.Include(u => u.Image).ToListAsync(Cancelled), Cancelled));
        using var folder = new ContentFolder();
        await blog.Get<ContentExporter>().ExportAsync(folder.Path, null, Cancelled);
        var (rendered, problems) = await blog.Get<Rerenderer>().RenderAllAsync(null, Cancelled);

        Assert.Equal("rain", Assert.Single(found).Value.Name);
        Assert.EndsWith(Text, await File.ReadAllTextAsync(folder.At("pages/about.md"), Cancelled), StringComparison.Ordinal);
        Assert.Equal((1, 0), (rendered, problems.Count));
    }
}
