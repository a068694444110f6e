using System.Net;
using System.Text;
using System.Threading.RateLimiting;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Account;

/// <summary>What somebody was sending is carried through the sign-in: whole, and never at a cost that a stranger could make large.</summary>
public sealed class ResumeTests
{
    private const string Address = "/account/resume?returnurl=%2Fadmin%2Fwrite";

    [Theory]
    [InlineData("\"")]
    [InlineData("<")]
    [InlineData("&")]
    [InlineData("я")]
    [InlineData("語")]
    public async Task A_page_with_what_is_carried_is_no_more_than_three_times_as_large_whatever_stands_in_it(string letter)
    {
        await using var site = await TestSite.StartAsync();
        var text = new string(letter[0], 200_000 / Encoding.UTF8.GetByteCount(letter));

        using var answer = await PostAsync(site, new() { ["a"] = text });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.InRange(page.Length, 200_000, 600_000);
    }

    [Fact]
    public async Task The_largest_manuscript_is_carried_and_arrives_letter_by_letter()
    {
        await using var site = await TestSite.StartAsync();
        using var writer = await DeskVisitor.SignedInAsync(site);
        using var stranger = DeskVisitor.Stranger(site);
        var names = string.Join("\r\n", Enumerable.Repeat(new string('語', 150), 60));
        var written = new Dictionary<string, string>
        {
            ["title"] = "\"<i>&amp;</i>\" 🎬",
            ["film.cast"] = names,
            ["film.music"] = names,
            ["film.also_known_as"] = names,
            ["empty"] = "",
            ["body"] = string.Concat(Enumerable.Repeat("Дождь идёт.\r\n", 256 * 1024 / 22)),
        };

        using var asked = await PostAsync(site, written, stranger.Client);
        var resume = await HtmlPage.ReadAsync(asked);
        using var entered = await stranger.SubmitAsync(resume, Address, "form.sign-in", ("Input.Email", "ada@example.org"), ("Input.Password", DeskVisitor.Password));

        var waiting = (await HtmlPage.ReadAsync(entered)).One("main form");
        Assert.Equal("/admin/write", waiting.GetAttribute("action"));
        var carried = waiting.QuerySelectorAll("input").Where(i => i.GetAttribute("name") != "__RequestVerificationToken").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value"));
        Assert.Equal(written, carried!);
    }

    [Theory]
    [InlineData(600_000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(3_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task What_is_too_much_is_refused(int letters, HttpStatusCode status)
    {
        await using var site = await TestSite.StartAsync();

        using var answer = await PostAsync(site, new() { ["a"] = new string('x', letters) });

        Assert.Equal(status, answer.StatusCode);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, 100, 50_000);
    }

    [Fact]
    public async Task Two_at_a_time_are_carried_a_few_wait_and_more_are_told_to_come_again()
    {
        await using var site = await TestSite.StartAsync();
        var gate = site.Get<CarryingGate>();
        var turns = new List<RateLimitLease>();
        for (var i = 0; i < CarryingGate.AtOnce; i++)
        {
            turns.Add(await gate.TakeAsync(TestContext.Current.CancellationToken));
        }

        var waiting = Enumerable.Range(0, CarryingGate.Waiting).Select(_ => gate.TakeAsync(TestContext.Current.CancellationToken).AsTask()).ToList();
        using var refused = await PostAsync(site, new() { ["a"] = "b" });
        Assert.Equal((HttpStatusCode.TooManyRequests, 5), (refused.StatusCode, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));

        turns.ForEach(turn => turn.Dispose());
        foreach (var turn in waiting)
        {
            (await turn).Dispose();
        }

        using var later = await PostAsync(site, new() { ["a"] = "b" });
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Who_was_sending_too_much_is_told_where_it_is()
    {
        await using var site = await TestSite.StartAsync();

        using var moved = await PostAsync(site, new() { ["body"] = new string('x', 2_000_000) }, address: "/admin/account?handler=name");
        Assert.Equal((HttpStatusCode.Redirect, "/account/resume"), (moved.StatusCode, moved.Headers.Location!.AbsolutePath));
        var page = await site.OpenAsync(moved.Headers.Location.PathAndQuery);

        Assert.Contains("your browser keeps what you write at the desk", page.Main.TextContent, StringComparison.Ordinal);
        Assert.Equal("/admin/account?handler=name", page.One("form.sign-in input[name=returnurl]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("not base64url!")]
    [InlineData("AA")]
    [InlineData("AP____9_")]
    [InlineData("AAEAAAD_____Dw")]
    public async Task What_is_none_of_ours_is_carried_nowhere(string carried)
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);

        using var answer = await PostAsync(site, new() { ["Input.Email"] = "ada@example.org", ["Input.Password"] = DeskVisitor.Password, ["carried"] = carried }, address: "/account/sign-in");

        Assert.Equal((HttpStatusCode.Redirect, "/admin"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    private static async Task<HttpResponseMessage> PostAsync(TestSite site, Dictionary<string, string> fields, HttpClient? client = null, string address = Address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await (client ?? site.Reader).SendAsync(request, TestContext.Current.CancellationToken);
    }
}
