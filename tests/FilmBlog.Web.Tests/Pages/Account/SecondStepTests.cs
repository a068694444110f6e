using System.Net;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace FilmBlog.Web.Tests.Pages.Account;

public sealed class SecondStepTests
{
    private const string Ada = "ada@example.org";
    private const string Page = "/admin/account/two-step";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code) =>
        Assert.Equal(code, OneTimeCode.At("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", OneTimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public async Task A_code_of_now_or_of_a_step_beside_is_taken_and_each_once()
    {
        await using var site = await TestSite.StartAsync();
        var (key, _) = await EnrolAsync(site);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(5));

        // Two steps away.
        Assert.False(await SignInAsync(site, Code(site, key, -2)));
        Assert.False(await SignInAsync(site, Code(site, key, +2)));
        site.Clock.AdjustTime(site.Clock.GetUtcNow() + FailedAttempts.Pause);
        Assert.True(await SignInAsync(site, Code(site, key, 0)));
        // The same again, and one that is older.
        Assert.False(await SignInAsync(site, Code(site, key, 0)));
        Assert.False(await SignInAsync(site, Code(site, key, -1)));
        site.Clock.AdjustTime(site.Clock.GetUtcNow() + FailedAttempts.Pause);
        Assert.True(await SignInAsync(site, Code(site, key, -1)));
        Assert.True(await SignInAsync(site, Code(site, key, +1)));
    }

    [Fact]
    public async Task After_five_wrong_codes_not_even_the_right_one_lets_in()
    {
        await using var site = await TestSite.StartAsync();
        var (key, _) = await EnrolAsync(site);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(5));
        using var thief = DeskVisitor.Stranger(site);
        using var half = await SignInTests.TryAsync(thief, Ada, DeskVisitor.Password);
        var asked = await HtmlPage.ReadAsync(half);

        foreach (var code in Enumerable.Repeat(Code(site, key, -4), FailedAttempts.Allowed).Append(Code(site, key, 0)))
        {
            using var refused = await thief.SubmitAsync(asked, "/account/sign-in", "main form", ("Input.Code", code));
            Assert.Null(refused.Headers.Location);
        }

        site.Clock.AdjustTime(site.Clock.GetUtcNow() + FailedAttempts.Pause);
        Assert.True(await SignInAsync(site, Code(site, key, 0)));
    }

    [Fact]
    public void Each_five_wrong_codes_double_the_pause_up_to_a_day()
    {
        var clock = new FakeTimeProvider(TestSite.Now);
        var failed = new FailedAttempts(clock);
        foreach (var pause in Enumerable.Range(0, 10).Select(round => Math.Min(5 << round, 1440)))
        {
            Assert.Equal(Enumerable.Range(1, FailedAttempts.Allowed), Enumerable.Range(0, FailedAttempts.Allowed).Select(_ => failed.BeginCode("ada") ?? 0));
            clock.Advance(TimeSpan.FromMinutes(pause) - TimeSpan.FromSeconds(1));
            failed.ForgetPasswords("ada");
            Assert.Null(failed.BeginCode("ada"));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // After a day all is forgotten, and passwords never wait longer than five minutes.
        Assert.Equal(1, failed.BeginCode("ada"));
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(Enumerable.Range(1, FailedAttempts.Allowed), Enumerable.Range(0, FailedAttempts.Allowed).Select(_ => failed.Begin("ada") ?? 0));
            Assert.Null(failed.Begin("ada"));
            clock.Advance(FailedAttempts.Pause);
        }

        // The right one forgets at once those that failed.
        Assert.Equal(1, failed.Begin("ada"));
        failed.ForgetPasswords("ada");
        Assert.Equal(1, failed.Begin("ada"));
    }

    [Fact]
    public async Task What_waits_for_a_code_opens_nothing_else()
    {
        await using var site = await TestSite.StartAsync();
        await EnrolAsync(site);
        using var visitor = DeskVisitor.Stranger(site);
        using var half = await SignInTests.TryAsync(visitor, Ada, DeskVisitor.Password);
        var pending = (await HtmlPage.ReadAsync(half)).One("input[name='Input.Pending']").GetAttribute("value")!;

        Assert.Equal(HttpStatusCode.Gone, (await visitor.OpenAsync("/account/password?link=" + pending)).Status);
        using var other = new HttpRequestMessage(HttpMethod.Get, "/admin") { Headers = { { "Cookie", "desk=" + pending } } };
        using var answer = await site.Reader.SendAsync(other, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once_and_new_ones_replace_the_old()
    {
        await using var site = await TestSite.StartAsync();
        var (_, codes) = await EnrolAsync(site);
        Assert.Equal(10, codes.Count);
        Assert.All(codes, code => Assert.Equal(32, code.Replace(" ", "", StringComparison.Ordinal).Length));

        Assert.True(await SignInAsync(site, codes[0]));
        Assert.False(await SignInAsync(site, codes[0]));
        Assert.True(await SignInAsync(site, codes[1].ToUpperInvariant()));
        using var author = DeskVisitor.Stranger(site);
        await SignInAsync(author, codes[2]);
        Assert.Contains("7 are left", (await author.OpenAsync(Page)).Main.TextContent, StringComparison.Ordinal);
        using var renewed = await author.SubmitAsync(Page, "form[action$='handler=codes']");
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
        Assert.False(await SignInAsync(site, codes[3]));
        // The trail says which of the two it was: a recovery code means that the app was not at hand.
        Assert.Equal(3, await site.ReadAsync(db => db.AuditTrail.CountAsync(e => e.Action == "signed in" && e.Detail == "by password and recovery code", TestContext.Current.CancellationToken)));
        Assert.Equal(0, await site.ReadAsync(db => db.AuditTrail.CountAsync(e => e.Detail == "by password and code", TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Neither_key_nor_recovery_codes_stand_in_the_database()
    {
        await using var site = await TestSite.StartAsync();
        var (key, codes) = await EnrolAsync(site);

        var stored = "";
        await site.ChangeAsync(async db => stored = string.Concat(await db.Database.SqlQuery<string>($"SELECT \"Value\" FROM \"AuthorTokens\"").ToListAsync(TestContext.Current.CancellationToken)));
        Assert.NotEmpty(stored);
        Assert.DoesNotContain(key, stored, StringComparison.OrdinalIgnoreCase);
        Assert.All(codes, code => Assert.DoesNotContain(code.Replace(" ", "", StringComparison.Ordinal), stored, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_code_sent_twice_at_once_lets_in_once()
    {
        await using var site = await TestSite.StartAsync();
        var (key, _) = await EnrolAsync(site);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(5));
        var visitors = Enumerable.Range(0, 4).Select(_ => DeskVisitor.Stranger(site)).ToList();

        var entered = await Task.WhenAll(visitors.Select(v => SignInAsync(v, Code(site, key, 0))));

        Assert.Single(entered, e => e);
        visitors.ForEach(v => v.Dispose());
    }

    [Fact]
    public async Task A_recovery_code_sent_twice_at_once_lets_in_once()
    {
        await using var site = await TestSite.StartAsync();
        var (_, codes) = await EnrolAsync(site);
        var visitors = Enumerable.Range(0, 4).Select(_ => DeskVisitor.Stranger(site)).ToList();

        var entered = await Task.WhenAll(visitors.Select(v => SignInAsync(v, codes[0])));

        Assert.Single(entered, e => e);
        visitors.ForEach(v => v.Dispose());
    }

    [Fact]
    public async Task A_wrong_code_turns_nothing_on_and_the_key_stays_the_same()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);
        var page = await author.OpenAsync(Page);

        using var answer = await author.SubmitAsync(page, Page, "main form", ("code", "000000"));
        var again = await HtmlPage.ReadAsync(answer);

        Assert.Contains("not the code", HtmlPage.Text(again.One("div.problems")), StringComparison.Ordinal);
        Assert.Equal(HtmlPage.Text(page.One("code.key")), HtmlPage.Text(again.One("code.key")));
        await site.ChangeAsync(async db => Assert.False((await db.Authors.SingleAsync(TestContext.Current.CancellationToken)).TwoFactorEnabled));
    }

    internal static async Task<(string Key, IReadOnlyList<string> RecoveryCodes)> EnrolAsync(TestSite site)
    {
        using var author = await DeskVisitor.SignedInAsync(site);
        var page = await author.OpenAsync(Page);
        var key = HtmlPage.Text(page.One("code.key")).Replace(" ", "", StringComparison.Ordinal);
        using var answer = await author.SubmitAsync(page, Page, "main form", ("code", Code(site, key, 0)));
        return (key, [.. (await HtmlPage.ReadAsync(answer)).Document.QuerySelectorAll("ol.codes code").Select(HtmlPage.Text)]);
    }

    internal static string Code(TestSite site, string key, int step) => OneTimeCode.At(key, OneTimeCode.StepAt(site.Clock.GetUtcNow()) + step);

    internal static async Task<bool> SignInAsync(DeskVisitor visitor, string code)
    {
        using var first = await SignInTests.TryAsync(visitor, Ada, DeskVisitor.Password);
        var asked = await HtmlPage.ReadAsync(first);
        if (asked.Document.QuerySelector("#code") is null)
        {
            return false;
        }

        using var second = await visitor.SubmitAsync(asked, "/account/sign-in", "main form", ("Input.Code", code));
        return second.Headers.Location?.OriginalString == "/admin";
    }

    private static async Task<bool> SignInAsync(TestSite site, string code)
    {
        using var visitor = DeskVisitor.Stranger(site);
        return await SignInAsync(visitor, code);
    }
}
