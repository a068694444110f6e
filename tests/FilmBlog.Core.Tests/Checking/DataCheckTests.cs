using FilmBlog.Core.Checking;
using FilmBlog.Core.Tests.Backups;
using FilmBlog.Core.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Checking;

public sealed class DataCheckTests
{
    private const string OnlyABackup = "only a backup can mend it";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_blog_has_no_problems()
    {
        await using var blog = await BackedUp.BlogAsync();
        var progress = new NotedProgress();

        var report = await blog.Get<DataCheck>().RunAsync(repair: false, progress, Cancelled);

        Assert.Equal("checked 1 reviews, 2 images; problems 0", report.ToString());
        Assert.Equal([(0, 3), (1, 3), (2, 3), (3, 3)], progress.Told);
        Assert.Empty(Directory.EnumerateFileSystemEntries(blog.Folder.Outgoing));
    }

    [Theory]
    [InlineData("UPDATE ReviewBodies SET Markdown = 'Another ' || Markdown", "/reviews/a: its text is not what was saved")]
    [InlineData("UPDATE SitePages SET Body_Markdown = 'Another text.'", "/about: its text is not what was saved")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM Films", "filmblog.db: 1 rows of Reviews refer to Films that are not there")]
    [InlineData("UPDATE Images SET Hash = 'x' WHERE Id = 1", "images: a picture is named \"x\", as none is")]
    [InlineData("DROP INDEX IX_Reviews_Slug", "filmblog.db: index IX_Reviews_Slug is missing, or not as this program makes it")]
    public async Task What_cannot_be_made_anew_is_told_and_left(string change, string told)
    {
        await using var blog = await BackedUp.BlogAsync();
        BackedUp.Execute(blog, change);

        Assert.Contains($"{told} ({OnlyABackup})", (await CheckAsync(blog)).Findings.Select(f => f.ToString()));
        var repaired = await CheckAsync(blog, repair: true);

        Assert.Contains($"{told} ({OnlyABackup})", repaired.Findings.Select(f => f.ToString()));
        Assert.NotEqual(0, repaired.Problems);
    }

    [Theory]
    [InlineData("UPDATE ReviewBodies SET Html = replace(Html, '<p>', '<p>x')", "/reviews/a: the page is not what was rendered from its text", "rendered anew")]
    [InlineData("UPDATE ReviewBodies SET PlainText = 'Nothing of it'", "/reviews/a: the page is not what was rendered from its text", "rendered anew")]
    [InlineData("UPDATE SitePages SET Body_Html = '<p>x</p>'", "/about: the page is not what was rendered from its text", "rendered anew")]
    [InlineData("DELETE FROM SearchEntries", "search: 1 entries are missing, left over, or differ from what their reviews say", "the index was made anew")]
    [InlineData("UPDATE SearchEntries SET Title = 'x'", "search: 1 entries are missing, left over, or differ from what their reviews say", "the index was made anew")]
    [InlineData("INSERT INTO SearchTexts (SearchTexts, rowid, Names, \"Text\") SELECT 'delete', ReviewId, Names, \"Text\" FROM SearchSources", "search: the index of texts differs from what it is made of", "the index was made anew")]
    [InlineData("DROP TRIGGER Reviews_deleting", "search: the index is missing, or not of this program", "the index was made anew")]
    [InlineData("UPDATE ReviewBodies SET Digest = NULL", "texts: 1 have no digest by which they could be checked", "noted as they are")]
    public async Task What_can_be_made_anew_is_mended_where_that_is_asked_for(string change, string told, string mended)
    {
        await using var blog = await BackedUp.BlogAsync();
        var html = await HtmlAsync(blog);
        BackedUp.Execute(blog, change);

        var found = await CheckAsync(blog);
        Assert.Equal($"{told} (filmblog check --repair mends it)", Assert.Single(found.Findings).ToString());
        Assert.Equal("checked 1 reviews, 2 images; problems 1", found.ToString());

        var repaired = await CheckAsync(blog, repair: true);
        Assert.Contains($"{told} ({mended})", repaired.Findings.Select(f => f.ToString()));
        Assert.Equal(0, repaired.Problems);
        Assert.Empty((await CheckAsync(blog)).Findings);
        Assert.Equal(html, await HtmlAsync(blog));
    }

    [Theory]
    [InlineData("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); CREATE TABLE _litestream_lock (id INTEGER)", 0)]
    [InlineData("CREATE TABLE notes (a TEXT PRIMARY KEY)", 0, "filmblog.db: table notes is no part of a blog (backups are without it; drop it unless you mean it to be there)")]
    [InlineData("CREATE TRIGGER noting AFTER DELETE ON Sessions BEGIN DELETE FROM Reviews; END", 1, "filmblog.db: trigger noting is no part of a blog (it may change what is saved: drop it)")]
    public async Task What_others_keep_in_the_database_is_named_unless_it_is_known(string change, int problems, params string[] told)
    {
        await using var blog = await BackedUp.BlogAsync();
        BackedUp.Execute(blog, change);

        var report = await CheckAsync(blog);

        Assert.Equal(told, report.Findings.Select(f => f.ToString()));
        Assert.Equal($"checked 1 reviews, 2 images; problems {problems}", report.ToString());
    }

    [Fact]
    public async Task Links_are_named_and_nothing_is_moved_out_of_where_they_lead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links want rights there.");
        await using var blog = await BackedUp.BlogAsync();
        var foreign = Directory.CreateTempSubdirectory("filmblog-foreign-").FullName;
        try
        {
            var file = Path.Combine(foreign, "photo.jpg");
            await File.WriteAllTextAsync(file, "Somebody's.", Cancelled);
            File.SetLastWriteTimeUtc(file, TestDatabase.Start.AddDays(-9).UtcDateTime);
            Directory.CreateSymbolicLink(Path.Combine(blog.Folder.Images, "zz"), foreign);
            Directory.CreateSymbolicLink(blog.Folder.Cards, foreign);
            Directory.CreateSymbolicLink(blog.Folder.Outgoing, foreign);

            var report = await CheckAsync(blog, repair: true);

            Assert.Equal(["images/zz", "cards", "outgoing"], report.Findings.Select(f => f.Place));
            Assert.All(report.Findings, finding => Assert.Equal("it is a link, and was not followed", finding.What));
            Assert.Equal(0, report.Problems);
            Assert.True(File.Exists(file));
            Assert.False(Directory.Exists(blog.Folder.Orphans));
        }
        finally
        {
            Directory.Delete(foreign, recursive: true);
        }
    }

    [Fact]
    public async Task A_picture_that_comes_in_during_a_check_keeps_its_file()
    {
        await using var blog = await BackedUp.BlogAsync();
        var hash = new string('0', 64);
        var path = blog.Folder.ImagePath(hash);
        var turns = 0;
        // At each command in turn, until a check ends before its turn comes.
        for (var turn = 1; ; turn++)
        {
            BackedUp.Execute(blog, $"DELETE FROM Images WHERE Hash = '{hash}'");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "left", Cancelled);
            File.SetLastWriteTimeUtc(path, TestDatabase.Start.AddHours(-2).UtcDateTime);
            var (commands, cameIn) = (0, false);
            blog.OnCommand = () => cameIn |= ++commands == turn && ComesIn(blog, hash);

            await CheckAsync(blog, repair: true);

            blog.OnCommand = null;
            if (commands < turn)
            {
                break;
            }

            turns += cameIn ? 1 : 0;
            Assert.True(!cameIn || File.Exists(path), $"It came in with command {turn} and lost its file.");
        }

        Assert.InRange(turns, 5, 1000);
    }

    [Fact]
    public async Task Pictures_that_are_missing_or_damaged_are_told()
    {
        await using var blog = await BackedUp.BlogAsync();
        var hashes = await blog.ReadAsync(db => db.Images.OrderBy(i => i.Hash).Select(i => i.Hash).ToListAsync(Cancelled));
        File.Delete(blog.Folder.ImagePath(hashes[0]));
        var bytes = await File.ReadAllBytesAsync(blog.Folder.ImagePath(hashes[1]), Cancelled);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(blog.Folder.ImagePath(hashes[1]), bytes, Cancelled);

        var report = await CheckAsync(blog, repair: true);

        Assert.Equal(
            [$"images/{hashes[0][..2]}/{hashes[0]}.webp: the file is missing ({OnlyABackup})", $"images/{hashes[1][..2]}/{hashes[1]}.webp: the file is not the picture that was saved ({OnlyABackup})"],
            report.Findings.Select(f => f.ToString()));
    }

    [Fact]
    public async Task Files_that_belong_to_nothing_are_put_away_and_none_that_somebody_may_be_writing()
    {
        await using var blog = await BackedUp.BlogAsync();
        var orphan = new string('0', 64);
        var young = new string('1', 64);
        foreach (var (path, age) in new[] { (blog.Folder.ImagePath(orphan), 31), (blog.Folder.ImagePath(young), 0), (Path.Combine(blog.Folder.Path, "filmblog.made.1.tmp"), 2), (Path.Combine(blog.Folder.Outgoing, "a", "filmblog.db"), 72) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "left", Cancelled);
            File.SetLastWriteTimeUtc(path, (TestDatabase.Start - TimeSpan.FromHours(age)).UtcDateTime);
        }

        Assert.Equal(3, (await CheckAsync(blog)).Problems);
        var report = await CheckAsync(blog, repair: true);

        Assert.Equal("checked 1 reviews, 2 images; problems 0, mended 3", report.ToString());
        Assert.Equal(3, Directory.EnumerateFiles(blog.Folder.Orphans, "*", SearchOption.AllDirectories).Count());
        Assert.True(File.Exists(blog.Folder.ImagePath(young)));
        Assert.Empty((await CheckAsync(blog)).Findings);
    }

    private static Task<CheckReport> CheckAsync(TestDatabase blog, bool repair = false) => blog.Get<DataCheck>().RunAsync(repair, Cancelled);

    // As an upload does it, whose file is written only where there is none. False: it has to wait for its turn.
    private static bool ComesIn(TestDatabase blog, string hash)
    {
        using var connection = new SqliteConnection($"Data Source={blog.Folder.Database};Pooling=False;Default Timeout=1");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO Images (Hash, SourceHash, Name, Width, Height, Length, Tone, AddedAt) VALUES ('{hash}', '{hash}', 'new', 1, 1, 4, 0, '2026-11-01 12:00:00')";
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == 5)
        {
            return false;
        }

        if (!File.Exists(blog.Folder.ImagePath(hash)))
        {
            File.WriteAllText(blog.Folder.ImagePath(hash), "left");
        }

        return true;
    }

    private static Task<string> HtmlAsync(TestDatabase blog) => blog.ReadAsync(db => db.ReviewBodies.Select(b => b.Html).SingleAsync(Cancelled));
}
