using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Content;

public sealed class LibraryImagesTests
{
    private static readonly string Hash = new('a', 64);

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
}
