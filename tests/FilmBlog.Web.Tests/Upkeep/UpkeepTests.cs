using System.Net;
using FilmBlog.Core.Backups;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Health;
using FilmBlog.Web.Tests.Support;
using FilmBlog.Web.Upkeep;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Upkeep;

public sealed class UpkeepTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backups_are_taken_when_it_is_time_and_the_last_few_are_kept()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Backup:Every"] = "24", ["FilmBlog:Backup:Keep"] = "2" } });
        var (backups, state) = (site.Get<ScheduledBackups>(), site.Get<BackupState>());

        for (var hours = 0; hours <= 72; hours += 12)
        {
            site.Clock.AdjustTime(TestSite.Now.AddHours(hours));
            await backups.RunAsync(Cancelled);
            Assert.Equal(TestSite.Now.AddHours(hours / 24 * 24), state.LastGoodAt);
        }

        Assert.Equal(["filmblog-20261103T120000Z.zip", "filmblog-20261104T120000Z.zip"], Directory.GetFiles(site.Data.Backups).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(TimeSpan.Zero, state.AgeAt(TestSite.Now.AddHours(72)));
    }

    [Fact]
    public async Task Work_behind_the_pages_that_fails_is_told_to_owners_until_it_succeeds()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var author = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, "bob@example.org");
        var health = site.Get<SiteHealth>();

        health.Failed("drawing cards", "<the pencil> is blunt");
        health.Unwritable = "the disk is full.";

        var told = (await owner.OpenAsync("/admin")).Main.TextContent;
        Assert.Contains("drawing cards: <the pencil> is blunt (first just now)", told, StringComparison.Ordinal);
        Assert.Contains("Nothing can be saved: the disk is full. What", told, StringComparison.Ordinal);
        Assert.DoesNotContain("drawing cards", (await author.OpenAsync("/admin")).Main.TextContent, StringComparison.Ordinal);

        health.Worked("drawing cards");
        Assert.DoesNotContain("drawing cards", (await owner.OpenAsync("/admin")).Main.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_fails_is_told_to_owners_and_stops_nothing()
    {
        var wrong = Path.GetTempFileName();
        try
        {
            await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Backup:Every"] = "1", ["FilmBlog:Backup:Path"] = wrong } });
            await site.Get<ScheduledBackups>().RunAsync(Cancelled);

            using var owner = await DeskVisitor.SignedInAsync(site);
            using var author = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, "bob@example.org");
            Assert.Contains("The latest backup failed. The folder of the backups", (await owner.OpenAsync("/admin")).Main.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("backup failed", (await author.OpenAsync("/admin")).Main.TextContent, StringComparison.Ordinal);
            using var ready = await site.GetAsync("/readyz");
            Assert.Equal((HttpStatusCode.OK, "degraded"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(Cancelled)));
            Assert.Contains("The backup failed", site.ReadLog(), StringComparison.Ordinal);

            // The next one is good, and nothing is said any more.
            File.Delete(wrong);
            await site.Get<ScheduledBackups>().RunAsync(Cancelled);
            Assert.DoesNotContain("backup failed", (await owner.OpenAsync("/admin")).Main.TextContent, StringComparison.Ordinal);
            Directory.Delete(wrong, recursive: true);
        }
        finally
        {
            File.Delete(wrong);
        }
    }

    [Fact]
    public async Task A_backup_without_a_picture_is_told_to_owners_also_after_a_start()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Backup:Every"] = "24" } });
        site.Write("images/rain.png", Pictures.Png(90, 60));
        site.Write("reviews/rain.md", "---\nslug: rain\nfilm: { title: Rain, year: 1970, directors: [Ada Ash] }\ncover: ../images/rain.png\ncover_alt: Rain.\n---\nIt rains.\n");
        await site.ImportFolderAsync();
        var picture = Assert.Single(Directory.GetFiles(site.Data.Images, "*.webp", SearchOption.AllDirectories));
        await File.AppendAllTextAsync(picture, "x", Cancelled);

        await site.Get<ScheduledBackups>().RunAsync(Cancelled);

        using var owner = await DeskVisitor.SignedInAsync(site);
        Assert.Contains("The latest backup is without 1 picture, whose file is missing or damaged: run", (await owner.OpenAsync("/admin")).Main.TextContent, StringComparison.Ordinal);
        using var ready = await site.GetAsync("/readyz");
        Assert.Equal("degraded", await ready.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal((TestSite.Now, 1), await site.Get<BackupShelf>().LatestAsync(TestSite.Now, Cancelled) is { } latest ? (latest.TakenAt, latest.Missing) : default);
    }

    [Fact]
    public async Task A_backup_of_a_wrong_clock_does_not_keep_the_next_one_away()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Backup:Every"] = "24" } });
        site.Get<BackupState>().Succeeded(TestSite.Now.AddYears(70));

        await site.Get<ScheduledBackups>().RunAsync(Cancelled);

        Assert.Equal(TestSite.Now, site.Get<BackupState>().LastGoodAt);
        Assert.Single(Directory.GetFiles(site.Data.Backups));
    }

    [Fact]
    public async Task Damage_that_the_night_finds_and_a_night_that_fails_are_told_to_owners_and_in_health()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Backup:Check"] = "true" } });
        await site.ImportAsync(new Story("Rain") { Slug = "rain" });
        var night = site.Get<NightWork>();
        await night.RunAsync(Cancelled);
        Assert.Equal((TestSite.Now, 0), site.Get<BackupState>().Check);
        Assert.Equal("ready", await HealthAsync(site));

        await site.ChangeAsync(db => db.Database.ExecuteSqlAsync($"""ALTER TABLE "ImageUses" RENAME TO "Elsewhere" """));
        await night.RunAsync(Cancelled);
        Assert.Contains("no such table", Assert.Single(site.Get<SiteHealth>().Failing).Reason, StringComparison.Ordinal);
        Assert.Equal("degraded", await HealthAsync(site));
        await site.ChangeAsync(db => db.Database.ExecuteSqlAsync($"""ALTER TABLE "Elsewhere" RENAME TO "ImageUses" """));

        await site.ChangeAsync(db => db.WriteAsync(() => db.ReviewBodies.ExecuteUpdateAsync(set => set.SetProperty(b => b.Markdown, "Another text."), Cancelled), Cancelled));
        await night.RunAsync(Cancelled);

        Assert.Equal((TestSite.Now, 1), site.Get<BackupState>().Check);
        Assert.Empty(site.Get<SiteHealth>().Failing);
        Assert.Equal("degraded", await HealthAsync(site));
        Assert.Contains("/reviews/rain: its text is not what was saved", site.ReadLog(), StringComparison.Ordinal);
        using var owner = await DeskVisitor.SignedInAsync(site);
        Assert.Contains("run filmblog check", (await owner.OpenAsync("/admin")).Main.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FilmBlog:Backup:Every", "-1")]
    [InlineData("FilmBlog:Backup:Keep", "0")]
    [InlineData("FilmBlog:Backup:Evry", "1")]
    public async Task A_bad_setting_stops_the_start(string name, string value)
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync($"--{name}={value}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(name.Split(':')[^1], run.OnlyError, StringComparison.Ordinal);
    }

    private static async Task<string> HealthAsync(TestSite site)
    {
        using var answer = await site.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }
}
