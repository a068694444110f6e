using System.Net;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

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
        site.Clock.Advance(TimeSpan.FromMinutes(5));

        // Two steps away.
        Assert.False(await SignInAsync(site, Code(site, key, -2)));
        Assert.False(await SignInAsync(site, Code(site, key, +2)));
        site.Clock.Advance(FailedAttempts.Pause);
        Assert.True(await SignInAsync(site, Code(site, key, 0)));
        // The same again, and one that is older.
        Assert.False(await SignInAsync(site, Code(site, key, 0)));
        Assert.False(await SignInAsync(site, Code(site, key, -1)));
        site.Clock.Advance(FailedAttempts.Pause);
        Assert.True(await SignInAsync(site, Code(site, key, -1)));
        Assert.True(await SignInAsync(site, Code(site, key, +1)));
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
        site.Clock.Advance(TimeSpan.FromMinutes(5));
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
