using FilmBlog.Core.Backups;
using FilmBlog.Core.Tests.Content;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Backups;

public sealed class BackupShelfTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_lies_in_the_future_or_is_no_backup_does_not_count_and_is_left_alone()
    {
        await using var blog = await BackedUp.BlogAsync();
        using var folder = new ContentFolder();
        var shelf = new BackupShelf(blog.Get<BackupWriter>(), folder.At("shelf"), keep: 1);
        Assert.Null(await shelf.LatestAsync(TestDatabase.Start, Cancelled));
        Directory.CreateDirectory(folder.At("shelf"));
        File.Copy(await BackedUp.FileOfAsync(blog, folder), folder.At("shelf/filmblog-20990101T000000Z.zip"));
        await File.WriteAllTextAsync(folder.At("shelf/filmblog-20261101T110000Z.zip"), "No archive.", Cancelled);
        await File.WriteAllTextAsync(folder.At("shelf/filmblog-old.zip"), "Somebody's.", Cancelled);

        Assert.Null(await shelf.LatestAsync(TestDatabase.Start, Cancelled));
        await shelf.AddAsync(TestDatabase.Start, Cancelled);
        await shelf.AddAsync(TestDatabase.Start.AddHours(1), Cancelled);

        Assert.Equal(TestDatabase.Start.AddHours(1), (await shelf.LatestAsync(TestDatabase.Start.AddHours(2), Cancelled))!.TakenAt);
        Assert.Equal(
            ["filmblog-20261101T110000Z.zip", "filmblog-20261101T130000Z.zip", "filmblog-20990101T000000Z.zip", "filmblog-old.zip"],
            Names(folder));
    }

    [Fact]
    public async Task Backups_without_a_picture_never_push_out_the_last_that_has_it()
    {
        await using var blog = await BackedUp.BlogAsync();
        using var folder = new ContentFolder();
        var shelf = new BackupShelf(blog.Get<BackupWriter>(), folder.At("shelf"), keep: 2);
        await shelf.AddAsync(TestDatabase.Start, Cancelled);
        await shelf.AddAsync(TestDatabase.Start.AddHours(1), Cancelled);
        await BackedUp.DamagePictureAsync(blog, await blog.ReadAsync(db => db.Images.Select(i => i.Hash).FirstAsync(Cancelled)));

        for (var hour = 2; hour < 6; hour++)
        {
            Assert.Equal(1, (await shelf.AddAsync(TestDatabase.Start.AddHours(hour), Cancelled)).Missing);
        }

        Assert.Equal(["filmblog-20261101T130000Z.zip", "filmblog-20261101T160000Z.zip", "filmblog-20261101T170000Z.zip"], Names(folder));
        Assert.Equal(1, (await shelf.LatestAsync(TestDatabase.Start.AddHours(6), Cancelled))!.Missing);
    }

    [Fact]
    public async Task What_could_not_be_restored_pushes_nothing_out()
    {
        await using var blog = await BackedUp.BlogAsync();
        using var folder = new ContentFolder();
        var shelf = new BackupShelf(blog.Get<BackupWriter>(), folder.At("shelf"), keep: 1);
        await shelf.AddAsync(TestDatabase.Start, Cancelled);
        BackedUp.Execute(blog, "PRAGMA foreign_keys = OFF; DELETE FROM Films");

        await Assert.ThrowsAsync<BackupException>(() => shelf.AddAsync(TestDatabase.Start.AddHours(1), Cancelled));

        Assert.Equal(["filmblog-20261101T120000Z.zip"], Names(folder));
    }

    [Fact]
    public async Task An_old_backup_that_cannot_be_deleted_makes_no_failure_of_the_new_one()
    {
        await using var blog = await BackedUp.BlogAsync();
        using var folder = new ContentFolder();
        var shelf = new BackupShelf(blog.Get<BackupWriter>(), folder.At("shelf"), keep: 1) { Delete = _ => throw new UnauthorizedAccessException("No.") };
        await shelf.AddAsync(TestDatabase.Start, Cancelled);

        var backup = await shelf.AddAsync(TestDatabase.Start.AddHours(1), Cancelled);

        Assert.EndsWith("filmblog-20261101T120000Z.zip is not needed any more and cannot be deleted: No.", Assert.Single(backup.Stuck), StringComparison.Ordinal);
        Assert.Equal(TestDatabase.Start.AddHours(1), backup.TakenAt);
    }

    private static IEnumerable<string> Names(ContentFolder folder) => Directory.EnumerateFiles(folder.At("shelf")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
