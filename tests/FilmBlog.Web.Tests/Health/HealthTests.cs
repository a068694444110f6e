using System.Net;
using FilmBlog.Web.Health;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FilmBlog.Web.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_round_that_fails_behind_the_pages_is_logged_and_noted_and_readers_are_served()
    {
        await using var site = await TestSite.StartAsync();
        await site.ChangeAsync(db => db.Database.ExecuteSqlAsync($"""ALTER TABLE "Misses" RENAME TO "Elsewhere" """));
        using var missing = await site.GetAsync("/nowhere");

        await UntilAsync(site, "degraded", TimeSpan.FromMinutes(1));
        var failing = Assert.Single(site.Get<SiteHealth>().Failing, f => f.Work == "counting what readers do not find");
        Assert.Contains("no such table", failing.Reason, StringComparison.Ordinal);
        Assert.Contains("What readers did not find could not be noted", site.ReadLog(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/")).Status);

        await site.ChangeAsync(db => db.Database.ExecuteSqlAsync($"""ALTER TABLE "Elsewhere" RENAME TO "Misses" """));
        // The bin and its like are looked at every hour.
        await UntilAsync(site, "ready", TimeSpan.FromHours(1));
        Assert.Equal(1, await site.ReadAsync(db => db.Misses.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Work_that_ends_by_an_exception_ends_nothing_else()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Services = services => services.AddHostedService<Thrower>() });

        await UntilAsync(site, "degraded", TimeSpan.FromMinutes(1));

        Assert.Equal("Thrower has ended until the site is started again", Assert.Single(site.Get<SiteHealth>().Failing).Work);
        Assert.False(site.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/")).Status);
    }

    [Fact]
    public async Task Where_nothing_can_be_saved_the_site_is_not_ready_but_read()
    {
        await using var site = await TestSite.WithAsync(new Story("Zerkalo") { Slug = "zerkalo" });
        // A folder stands where the probe has to be written: as good as a disk that is full, also for whoever may write everywhere.
        var inTheWay = Directory.CreateDirectory(Path.Combine(site.Data.Path, "filmblog.probe"));

        await UntilAsync(site, "nothing can be saved", TimeSpan.FromMinutes(1));
        using (var answer = await site.GetAsync("/readyz"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews/zerkalo")).Status);
        Assert.Contains("Nothing can be saved", site.ReadLog(), StringComparison.Ordinal);

        inTheWay.Delete();
        await UntilAsync(site, "ready", TimeSpan.FromMinutes(1));
        Assert.False(File.Exists(inTheWay.FullName));
    }

    [Fact]
    public async Task A_database_that_is_taken_away_or_replaced_meanwhile_is_never_made_anew_and_said()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files are told apart on Linux.");
        await using var site = await TestSite.WithAsync(new Story("Zerkalo") { Slug = "zerkalo" });
        var (database, elsewhere, copy) = (site.Data.Database, Path.Combine(site.Folder, "elsewhere.db"), Path.Combine(site.Folder, "copy.db"));
        await site.ReadAsync(async db =>
        {
            await using var copied = await db.CopyToAsync(copy, TestContext.Current.CancellationToken);
            return copied;
        });
        foreach (var (how, take) in new (string, Action)[]
        {
            ("is gone", () => File.Move(database, elsewhere)),
            ("was replaced by another file", () =>
            {
                File.Move(database, elsewhere);
                File.Copy(copy, database);
            }),
        })
        {
            take();

            using (var answer = await site.GetAsync("/readyz"))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.Equal("the database cannot be reached", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }

            await UntilLoggedAsync(site, $"filmblog.db {how} while the site serves from it");
            // What needs no database, or is in memory, is answered as before.
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.OpenAsync("/search?q=" + how.Replace(' ', '+'))).Status);
            foreach (var page in new[] { "/", "/reviews/zerkalo", "/account/sign-in", "/nowhere", "/media/" + new string('0', 64) + ".webp" })
            {
                Assert.NotEqual(HttpStatusCode.InternalServerError, (await site.OpenAsync(page)).Status);
            }

            Assert.Equal(how != "is gone", File.Exists(database));
            File.Move(elsewhere, database, overwrite: true);
            // A backup that failed meanwhile is tried again within the hour.
            await UntilAsync(site, "ready", TimeSpan.FromMinutes(5));
            Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/search?q=back")).Status);
        }
    }

    [Fact]
    public async Task A_database_that_somebody_writes_to_is_one_that_can_be_written()
    {
        await using var site = await TestSite.StartAsync();
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Core.Data.FilmBlogContext>();
        await using (await db.BeginWritingAsync(TestContext.Current.CancellationToken))
        {
            await site.Services.GetServices<IHostedService>().OfType<HealthWatch>().Single().LookAsync(TestContext.Current.CancellationToken);
        }

        Assert.Null(site.Get<SiteHealth>().Unwritable);
    }

    private static async Task UntilAsync(TestSite site, string word, TimeSpan step)
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await site.GetAsync("/readyz");
            var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (said == word)
            {
                return;
            }

            Assert.True(tries < 500, $"/readyz says \"{said}\", not \"{word}\".");
            site.Clock.Advance(step);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task UntilLoggedAsync(TestSite site, string words)
    {
        for (var tries = 0; !site.ReadLog().Contains(words, StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 500, $"The log does not say \"{words}\".");
            site.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Thrower : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("It is thrown by a test.");
        }
    }
}
