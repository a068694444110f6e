using FilmBlog.Core.Backups;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Doctor;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FilmBlog.Web.Tests.Doctor;

/// <summary>What the doctor finds in a data folder that a site serves from: database, keys, backups.</summary>
public sealed class DatabaseExamTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_of_an_older_program_is_migrated_by_the_next_start_and_asked_no_further()
    {
        await using var site = await TestSite.StartAsync();
        await site.ChangeAsync(async db =>
        {
            var last = (await db.Database.GetAppliedMigrationsAsync(Cancelled)).Last();
            await db.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = {last}""", Cancelled);
            await db.Database.ExecuteSqlAsync($"""ALTER TABLE "AuditTrail" RENAME TO "Elsewhere" """, Cancelled);
        });

        var findings = await DatabaseExam.ExamineAsync(SetUpOf(site), Cancelled);

        Assert.Equal([Verdict.Ok, Verdict.Note], findings.Select(f => f.Verdict));
        Assert.Contains("1 migration is applied at the next start", findings[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_was_cut_off_is_ended_by_the_next_start()
    {
        await using var site = await TestSite.StartAsync();
        const string decided = "restored-20261101T120000Z";
        var folder = Directory.CreateDirectory(Path.Combine(site.Data.Path, decided));
        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "filmblog.restoring"), [decided, "filmblog.db"], Cancelled);

        Assert.Equal(Verdict.Note, Assert.Single(await DatabaseExam.ExamineAsync(SetUpOf(site), Cancelled)).Verdict);
    }

    [Fact]
    public async Task Second_steps_whose_keys_are_gone_or_others_are_said()
    {
        await using var site = await TestSite.StartAsync();
        var setUp = SetUpOf(site);
        await AddSecondStepAsync(site);
        Assert.DoesNotContain(await DatabaseExam.ExamineAsync(setUp, Cancelled), f => f.Verdict is Verdict.Wrong);

        Directory.Move(site.Data.Keys, site.Data.Keys + "-elsewhere");
        Assert.Contains("The second step of 1 of 1 authors who have one cannot be asked for: the keys in " + site.Data.Keys + " are missing.",
            Assert.Single(await DatabaseExam.ExamineAsync(setUp, Cancelled), f => f.Verdict is Verdict.Wrong).Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(site.Data.Keys));

        // As the next start would make them.
        DataProtectionProvider.Create(Directory.CreateDirectory(site.Data.Keys), keys => keys.SetApplicationName("FilmBlog")).CreateProtector("any").Protect("any");
        Assert.Contains("are not those that it is encrypted with", Assert.Single(await DatabaseExam.ExamineAsync(setUp, Cancelled), f => f.Verdict is Verdict.Wrong).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("This is no key.")]
    [InlineData("<?xml version=\"1.0\"?><key id=\"0b1e3c5a-0000-4000-8000-000000000001\"><creationDate>2026")]
    public async Task A_file_that_is_no_key_and_keeps_all_keys_from_being_read_is_said(string content)
    {
        await using var site = await TestSite.StartAsync();
        var setUp = SetUpOf(site);
        Assert.Empty(KeysExam.Examine(setUp));
        Assert.NotNull(KeysExam.ProofOf(setUp));

        await File.WriteAllTextAsync(Path.Combine(site.Data.Keys, "key-1.xml"), content, Cancelled);

        Assert.StartsWith($"key-1.xml in {site.Data.Keys} is no key, or only a part of one", Assert.Single(KeysExam.Examine(setUp)).Text, StringComparison.Ordinal);
        Assert.Null(KeysExam.ProofOf(setUp));
        Assert.ThrowsAny<Exception>(() => FormProtection.KeysOf(site.Data).CreateProtector("any").Protect("any"));
    }

    [Fact]
    public async Task A_backup_is_one_that_is_whole_and_old_by_how_often_one_is_to_be_taken()
    {
        await using var site = await TestSite.StartAsync();
        Directory.CreateDirectory(site.Data.Backups);
        await File.WriteAllTextAsync(Path.Combine(site.Data.Backups, "x.zip"), "", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(site.Data.Backups, "filmblog-20261101T030000Z.zip"), "", Cancelled);
        Assert.StartsWith("note: There is no backup in", await BackupAsync(site, TimeSpan.Zero, every: 24), StringComparison.Ordinal);

        await site.Get<BackupShelf>().AddAsync(site.Clock.GetUtcNow(), Cancelled);
        // Newer, and nothing in it.
        await File.WriteAllTextAsync(Path.Combine(site.Data.Backups, "filmblog-20261102T120000Z.zip"), "", Cancelled);
        Assert.StartsWith("ok: The last backup is less than two minutes old.", await BackupAsync(site, TimeSpan.Zero, every: 24), StringComparison.Ordinal);
        Assert.StartsWith("ok: The last backup is 61 minutes old.", await BackupAsync(site, TimeSpan.FromMinutes(61), every: 24), StringComparison.Ordinal);
        Assert.Contains("and one is to be taken every hour: see", await BackupAsync(site, TimeSpan.FromDays(8), every: 1), StringComparison.Ordinal);
        Assert.StartsWith("ok: The last backup is 25 hours old.", await BackupAsync(site, TimeSpan.FromHours(25), every: 24), StringComparison.Ordinal);

        Assert.Contains("is 8 days old, and one is to be taken every 24 hours", await BackupAsync(site, TimeSpan.FromDays(8), every: 24), StringComparison.Ordinal);
        Assert.StartsWith("ok: The last backup is 8 days old.", await BackupAsync(site, TimeSpan.FromDays(8), every: 336), StringComparison.Ordinal);
        Assert.Matches("^note: The last backup in .* is 8 days old. The site takes none by itself", await BackupAsync(site, TimeSpan.FromDays(8), every: 0));
    }

    [Theory]
    [InlineData("filmblog.made", "is a file.")]
    [InlineData("filmblog.made/backups", "filmblog.made is a file. No backup would be taken.")]
    [InlineData("not/there/yet", null)]
    public async Task A_folder_for_backups_that_cannot_be_made_is_said(string path, string? said)
    {
        await using var site = await TestSite.StartAsync();
        var setUp = SetUpOf(site);
        setUp.Site.Backup.Path = Path.Combine(site.Data.Path, path);

        var finding = Assert.Single(await BackupExam.ExamineAsync(setUp, Cancelled));

        Assert.Equal(said is null ? Verdict.Note : Verdict.Wrong, finding.Verdict);
        Assert.EndsWith(said ?? "five minutes after its start.", finding.Text, StringComparison.Ordinal);
        setUp.Site.Backup.Every = 0;
        Assert.Equal(Verdict.Note, Assert.Single(await BackupExam.ExamineAsync(setUp, Cancelled)).Verdict);
    }

    private static SetUpUnderExam SetUpOf(TestSite site) => new(new SiteOptions(), site.Data, [], site.Clock);

    private static async Task<string> BackupAsync(TestSite site, TimeSpan later, int every)
    {
        var setUp = SetUpOf(site) with { Clock = new FakeTimeProvider(TestSite.Now + later) };
        setUp.Site.Backup.Every = every;
        return Assert.Single(await BackupExam.ExamineAsync(setUp, Cancelled)).ToString();
    }

    private static async Task AddSecondStepAsync(TestSite site)
    {
        var author = await DeskVisitor.AddAuthorAsync(site);
        await using var scope = site.Services.CreateAsyncScope();
        var authors = scope.ServiceProvider.GetRequiredService<UserManager<Author>>();
        var known = (await authors.FindByEmailAsync(author.Email!))!;
        await authors.ResetAuthenticatorKeyAsync(known);
        Assert.True((await authors.SetTwoFactorEnabledAsync(known, enabled: true)).Succeeded);
    }
}
