using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Addresses;

/// <summary>What is remembered of addresses that are not there.</summary>
public sealed class MissesTests
{
    private const string Here = "http://localhost";

    [Fact]
    public async Task An_address_is_counted_with_the_page_that_leads_to_it()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        await site.GetAsync("/nowhere");
        await site.GetAsync("/nowhere", ("Referer", "https://other.example/links?q=secret#x"));
        site.Clock.Advance(TimeSpan.FromSeconds(30));
        await site.AskAsync(HttpMethod.Head, "/nowhere", ("Referer", $"{Here}/reviews/rain?q=secret"));
        await site.GetAsync("/nowhere", ("Referer", "https://other.example/later"));

        var miss = Assert.Single(await WrittenAsync(site));
        Assert.Equal(("/nowhere", 4, "/reviews/rain"), (miss.Path, miss.Count, miss.Referrer));
        Assert.Equal((TestSite.Now, TestSite.Now.AddSeconds(30)), (miss.FirstAt, miss.LastAt));

        await site.GetAsync("/nowhere");
        Assert.Equal(5, Assert.Single(await WrittenAsync(site)).Count);
    }

    [Fact]
    public async Task Each_minute_what_was_counted_is_written_and_no_reader_waits_for_it()
    {
        await using var site = await TestSite.StartAsync();
        var queries = await site.Queries.DuringAsync(() => site.GetAsync("/nowhere"));
        Assert.DoesNotContain(queries, sql => sql.Contains("Misses", StringComparison.Ordinal));

        for (var tries = 0; tries < 1000 && await CountAsync(site) == 0; tries++)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, await CountAsync(site));
    }

    [Fact]
    public async Task What_was_counted_is_written_when_the_site_stops()
    {
        await using var site = await TestSite.StartAsync();
        await site.GetAsync("/nowhere");

        await site.Get<MissLog>().StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, await CountAsync(site));
    }

    [Theory]
    [InlineData("/wp-login.php")]
    [InlineData("/.env")]
    [InlineData("/.git/config")]
    [InlineData("/blog/wp-includes/x.js")]
    [InlineData("/phpmyadmin")]
    [InlineData("/backup.sql")]
    public async Task What_looks_for_holes_is_left_out_unless_a_page_leads_there(string address)
    {
        await using var site = await TestSite.StartAsync();
        await site.GetAsync(address);
        Assert.Empty(await WrittenAsync(site));

        await site.GetAsync(address, ("Referer", "https://other.example/old-links"));
        Assert.Equal("https://other.example/old-links", Assert.Single(await WrittenAsync(site)).Referrer);
    }

    [Theory]
    [InlineData("/reviews/rain")]
    [InlineData("/admin/nowhere")]
    [InlineData("/account/first/0123456789abcdef")]
    [InlineData("/preview/0123456789abcdef0123456789abcdef")]
    [InlineData("/errors/404")]
    [InlineData("/%252525")]
    [InlineData("/a%0Ab")]
    [InlineData("/")]
    public async Task What_is_there_or_is_nobodys_old_address_is_not_counted(string address)
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        await site.GetAsync(address);

        Assert.Empty(await WrittenAsync(site));
    }

    [Fact]
    public async Task What_authors_ask_for_and_what_browsers_fetch_beforehand_is_not_counted()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        await owner.GetAsync("/nowhere");
        await site.GetAsync("/nowhere", ("Sec-Purpose", "prefetch;prerender"));
        await site.AskAsync(HttpMethod.Post, "/nowhere");

        Assert.Empty(await WrittenAsync(site));
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("not an address")]
    [InlineData("http://localhost//evil.example/")]
    public async Task What_is_no_page_is_no_referrer(string referrer)
    {
        await using var site = await TestSite.StartAsync();
        await site.GetAsync("/nowhere", ("Referer", referrer));

        Assert.Null(Assert.Single(await WrittenAsync(site)).Referrer);
    }

    [Fact]
    public async Task A_flood_of_invented_addresses_fills_neither_memory_nor_the_table()
    {
        await using var site = await TestSite.StartAsync();
        var log = site.Get<MissLog>();
        log.Count("/often", null);
        log.Count("/often", null);
        await log.WriteAsync(TestContext.Current.CancellationToken);
        for (var minute = 0; minute < 6; minute++)
        {
            for (var number = 0; number < 1500; number++)
            {
                log.Count($"/{minute}-{number}", null);
            }

            site.Clock.Advance(TimeSpan.FromSeconds(1));
            await log.WriteAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Math.Min(MissLog.MostKept, ((minute + 1) * MissLog.MostWaiting) + 1), await CountAsync(site));
        }

        Assert.True(await site.ReadAsync(db => db.Misses.AnyAsync(m => m.Path == "/often" && m.Count == 2, TestContext.Current.CancellationToken)));
        Assert.False(await site.ReadAsync(db => db.Misses.AnyAsync(m => m.Path == "/0-0", TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_failure_to_write_loses_no_count()
    {
        var broken = false;
        await using var site = await TestSite.StartAsync(new SetUp
        {
            OnCommand = sql =>
            {
                if (broken && sql.Contains("\"Misses\"", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException("The disk is full.");
                }
            },
        });
        await site.GetAsync("/nowhere");
        broken = true;
        await Assert.ThrowsAnyAsync<Exception>(() => site.Get<MissLog>().WriteAsync(TestContext.Current.CancellationToken));
        await site.GetAsync("/nowhere");
        broken = false;

        Assert.Equal(2, Assert.Single(await WrittenAsync(site)).Count);
    }

    [Fact]
    public async Task What_nobody_asks_for_any_more_is_forgotten_after_ninety_days()
    {
        await using var site = await TestSite.StartAsync();
        await site.ChangeAsync(db =>
        {
            db.Misses.Add(new Miss("/old", 9, TestSite.Now.AddDays(-91)));
            db.Misses.Add(new Miss("/young", 1, TestSite.Now.AddDays(-89)));
            return Task.CompletedTask;
        });

        await site.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal("/young", Assert.Single(await WrittenAsync(site)).Path);
    }

    private static async Task<IReadOnlyList<Miss>> WrittenAsync(TestSite site)
    {
        await site.Get<MissLog>().WriteAsync(TestContext.Current.CancellationToken);
        return await site.ReadAsync(db => db.Misses.AsNoTracking().OrderBy(m => m.Path).ToListAsync(TestContext.Current.CancellationToken));
    }

    private static Task<int> CountAsync(TestSite site) => site.ReadAsync(db => db.Misses.CountAsync(TestContext.Current.CancellationToken));
}
