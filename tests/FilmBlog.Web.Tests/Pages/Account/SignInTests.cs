using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Web.Tests.Pages.Account;

public sealed class SignInTests
{
    private const string Ada = "ada@example.org";
    private const string Form = "form.sign-in";

    [Fact]
    public async Task Unknown_wrong_and_locked_are_answered_alike()
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, "locked@example.org");
        await site.ChangeAsync(async db => (await db.Authors.SingleAsync(a => a.Email == "locked@example.org", TestContext.Current.CancellationToken)).Lock());

        var answers = new List<(HttpStatusCode, string)>();
        foreach (var (email, password) in new[] { ("nobody@example.org", DeskVisitor.Password), ("\uFFFE@example.org", DeskVisitor.Password), (Ada, "not the password at all"), ("locked@example.org", DeskVisitor.Password) })
        {
            using var stranger = DeskVisitor.Stranger(site);
            using var answer = await TryAsync(stranger, email, password);
            var page = await HtmlPage.ReadAsync(answer);
            answers.Add((answer.StatusCode, HtmlPage.Text(page.One("div.problems"))));
        }

        Assert.Equal((HttpStatusCode.OK, "The e-mail address or the password is not right, or there were too many attempts; then try again in a few minutes."), Assert.Single(answers.Distinct()));
    }

    [Theory]
    [InlineData(" a long walk home in the rain")]
    [InlineData("a long walk home in the rain ")]
    [InlineData("A long walk home in the rain")]
    [InlineData("a long walk home in the rai")]
    public async Task A_password_counts_exactly_as_it_was_set(string other)
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        using var visitor = DeskVisitor.Stranger(site);

        using var refused = await TryAsync(visitor, Ada, other);
        using var entered = await TryAsync(visitor, Ada, "a long walk home in the rain");

        Assert.Equal((null, "/admin"), (refused.Headers.Location, entered.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_password_does_not_age()
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        site.Clock.AdjustTime(TestSite.Now.AddYears(10));
        using var author = DeskVisitor.Stranger(site);

        using var answer = await TryAsync(author, Ada, DeskVisitor.Password);

        Assert.Equal((HttpStatusCode.Redirect, "/admin"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task After_five_failures_not_even_the_right_password_lets_in_for_five_minutes_but_where_the_author_has_been_before()
    {
        await using var site = await TestSite.StartAsync();
        using var known = await DeskVisitor.SignedInAsync(site);
        (await known.SubmitAsync("/admin", "form.sign-out")).Dispose();
        using var stranger = DeskVisitor.Stranger(site);
        for (var i = 0; i < FailedAttempts.Allowed; i++)
        {
            (await TryAsync(stranger, Ada, "not the password at all")).Dispose();
        }

        using var refused = await TryAsync(stranger, Ada, DeskVisitor.Password);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        using var welcome = await TryAsync(known, Ada, DeskVisitor.Password);
        Assert.Equal("/admin", welcome.Headers.Location?.OriginalString);

        site.Clock.AdjustTime(site.Clock.GetUtcNow() + FailedAttempts.Pause);
        using var later = await TryAsync(stranger, Ada, DeskVisitor.Password);
        Assert.Equal("/admin", later.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Failures_and_shutting_out_stand_in_the_audit_trail_a_few_times_only()
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        using var stranger = DeskVisitor.Stranger(site);
        for (var i = 0; i < 12; i++)
        {
            (await TryAsync(stranger, Ada, "not the password at all")).Dispose();
        }

        List<string> actions = [];
        while (actions.Count < 6)
        {
            await site.ChangeAsync(async db => actions = await db.AuditTrail.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(5, actions.Count(a => a == "failed to sign in"));
        Assert.Single(actions, a => a == "was shut out for a while");
    }

    [Fact]
    public async Task How_soon_the_next_answer_comes_does_not_tell_who_is_known()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        await DeskVisitor.AddAuthorAsync(site);
        using var connection = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 1 }) { BaseAddress = site.Address };

        // While somebody else writes, nothing can be noted.
        await site.ChangeAsync(async db =>
        {
            using var refused = await PostAsync(connection, "/account/sign-in", new() { ["Input.Email"] = Ada, ["Input.Password"] = "not the password at all" }, ("Sec-Fetch-Site", "same-origin"));
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
            using var next = await connection.GetAsync("/healthz", TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        });
    }

    [Fact]
    public async Task The_sixth_attempt_of_an_address_within_a_minute_is_answered_429()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Limits:SignIn"] = new LimitOptions().SignIn.ToString(System.Globalization.CultureInfo.InvariantCulture) } });
        using var stranger = DeskVisitor.Stranger(site);
        for (var i = 0; i < 5; i++)
        {
            using var answer = await TryAsync(stranger, "nobody@example.org", "not the password at all");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var refused = await TryAsync(stranger, "nobody@example.org", "not the password at all");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("One moment, please", (await HtmlPage.ReadAsync(refused)).Heading);
        // Reading is not counted.
        Assert.Equal(HttpStatusCode.OK, (await stranger.OpenAsync("/account/sign-in")).Status);
    }

    [Fact]
    public async Task A_password_is_hashed_so_often_that_guessing_is_slow()
    {
        await using var site = await TestSite.StartAsync(new SetUp { PasswordIterations = null });

        Assert.True(site.Get<Microsoft.Extensions.Options.IOptions<PasswordHasherOptions>>().Value.IterationCount >= 210_000);
    }

    [Fact]
    public async Task One_comes_back_to_where_one_wanted_to_go_and_to_no_other_site()
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        foreach (var (wanted, reached) in new[] { ("/admin/account", "/admin/account"), ("//evil.example", "/admin"), ("https://evil.example", "/admin"), ("/\\evil.example", "/admin") })
        {
            using var visitor = DeskVisitor.Stranger(site);
            using var answer = await visitor.SubmitAsync("/account/sign-in?returnurl=" + Uri.EscapeDataString(wanted), Form, ("Input.Email", Ada), ("Input.Password", DeskVisitor.Password));
            Assert.Equal(reached, answer.Headers.Location?.OriginalString);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_cookie_outlives_the_browser_only_where_that_was_asked_for(bool keep)
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        using var visitor = DeskVisitor.Stranger(site);
        using var answer = await visitor.SubmitAsync("/account/sign-in", Form, [("Input.Email", Ada), ("Input.Password", DeskVisitor.Password), .. keep ? [("Input.IsKept", "true")] : Array.Empty<(string, string)>()]);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("desk=", StringComparison.Ordinal));
        Assert.Equal(keep, cookie.Contains("expires=", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Over_https_every_cookie_is_secure_and_bound_to_the_host()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:BaseUrl"] = "https://films.example" } });
        await DeskVisitor.AddAuthorAsync(site);
        using var visitor = site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true, BaseAddress = new Uri("https://films.example") });
        using var form = await visitor.GetAsync("/account/sign-in", TestContext.Current.CancellationToken);
        var token = (await HtmlPage.ReadAsync(form)).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await visitor.PostAsync("/account/sign-in", new FormUrlEncodedContent([new("Input.Email", Ada), new("Input.Password", DeskVisitor.Password), new("__RequestVerificationToken", token)]), TestContext.Current.CancellationToken);
        using var challenge = await PostAsync(visitor, "/account/passkey-challenge", [], ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal("/admin", answer.Headers.Location?.OriginalString);
        var cookies = new[] { form, answer, challenge }.SelectMany(a => a.Headers.TryGetValues("Set-Cookie", out var set) ? set : []).ToList();
        Assert.Equal(["__Host-browser", "__Host-ceremony", "__Host-desk", "__Host-form", "__Host-message"], cookies.Select(c => c.Split('=')[0]).Distinct().Order());
        Assert.All(cookies, c => Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, c => Assert.Contains("; httponly", c, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, c => Assert.Matches("; samesite=(lax|strict)", c));
        Assert.All(cookies, c => Assert.Contains("; path=/;", c + ";", StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, c => Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_is_sent_when_the_sign_in_has_ended_goes_through_the_sign_in_and_arrives()
    {
        await using var site = await TestSite.StartAsync();
        using var writer = await DeskVisitor.SignedInAsync(site);
        var page = await writer.OpenAsync("/admin/account");
        await site.ChangeAsync(db => db.Sessions.ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        const string Name = "Ada \"Lovelace\" <i>&amp;</i>\nÄ";
        var fields = page.Document.QuerySelectorAll("form[action$='handler=name'] input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        fields["name"] = Name.Replace("\n", "", StringComparison.Ordinal);

        using var moved = await PostAsync(writer.Client, "/admin/account?handler=name", fields, ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal((HttpStatusCode.TemporaryRedirect, "/account/resume?returnurl=%2Fadmin%2Faccount%3Fhandler%3Dname"), (moved.StatusCode, moved.Headers.Location?.OriginalString));
        using var asked = await PostAsync(writer.Client, moved.Headers.Location!.OriginalString, fields, ("Sec-Fetch-Site", "same-origin"));
        var resume = await HtmlPage.ReadAsync(asked);
        Assert.Equal("Sign in to continue", resume.Heading);

        using var wrong = await writer.SubmitAsync(resume, "/account/resume", Form, ("Input.Email", Ada), ("Input.Password", "not the password at all"));
        using var right = await writer.SubmitAsync(await HtmlPage.ReadAsync(wrong), "/account/sign-in", Form, ("Input.Email", Ada), ("Input.Password", DeskVisitor.Password));
        var still = await HtmlPage.ReadAsync(right);
        Assert.Equal("Signed in. Your text is still here", still.Heading);
        using var sent = await writer.SubmitAsync(still, "/account/sign-in", "main form");
        Assert.Equal("/admin/account", sent.Headers.Location?.OriginalString);

        await site.ChangeAsync(async db => Assert.Equal(fields["name"], (await db.Authors.SingleAsync(TestContext.Current.CancellationToken)).Name));
    }

    [Theory]
    [InlineData("/ーgoogle.com", "/%E3%83%BCgoogle.com")]
    [InlineData("/admin/reviews?q=Зеркало", "/admin/reviews?q=%D0%97%D0%B5%D1%80%D0%BA%D0%B0%D0%BB%D0%BE")]
    [InlineData("/admin/reviews?q=🎬#top", "/admin/reviews?q=%F0%9F%8E%AC#top")]
    [InlineData("//evil.example", "/admin")]
    [InlineData("/\\evil.example", "/admin")]
    [InlineData("https://evil.example", "/admin")]
    public async Task One_goes_on_to_an_address_of_this_site_in_any_script_and_to_no_other(string asked, string led)
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        await DeskVisitor.AddAuthorAsync(site);
        using var stranger = DeskVisitor.Stranger(site);

        using var answer = await PostAsync(stranger.Client, "/account/sign-in", new() { ["Input.Email"] = Ada, ["Input.Password"] = DeskVisitor.Password, ["returnurl"] = asked }, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal((HttpStatusCode.Redirect, led), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task What_another_site_sends_is_not_carried_on(string from)
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        using var victim = DeskVisitor.Stranger(site);
        // What a browser says of another site is believed at once; where it says nothing of the kind, the form's own protection looks.
        var refused = from == "none" ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden;

        using var moved = await PostAsync(victim.Client, "/admin/account?handler=name", new() { ["name"] = "Mallory" }, ("Sec-Fetch-Site", from), ("Origin", "https://evil.example"));
        Assert.Equal(from == "none" ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden, moved.StatusCode);
        using var asked = await PostAsync(victim.Client, "/account/resume?returnurl=%2Fadmin%2Faccount", new() { ["name"] = "Mallory" }, ("Sec-Fetch-Site", from), ("Origin", "https://evil.example"));
        Assert.Equal(refused, asked.StatusCode);
        using var signIn = await PostAsync(victim.Client, "/account/sign-in", new() { ["Input.Email"] = Ada, ["Input.Password"] = DeskVisitor.Password }, ("Sec-Fetch-Site", from), ("X-Requested-With", "fetch"));
        Assert.Equal(refused, signIn.StatusCode);
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_not_carried()
    {
        await using var site = await TestSite.StartAsync();
        using var stranger = DeskVisitor.Stranger(site);

        using var answer = await PostAsync(stranger.Client, "/admin/account?handler=name", new() { ["name"] = new string('x', Strangers.LargestForm) }, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal((HttpStatusCode.Redirect, "/account/resume"), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
    }

    [Fact]
    public async Task A_script_signs_in_in_place_and_goes_on_with_a_fresh_token()
    {
        await using var site = await TestSite.StartAsync();
        using var writer = await DeskVisitor.SignedInAsync(site);
        await writer.OpenAsync("/admin/account");
        await site.ChangeAsync(db => db.Sessions.ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        (string, string)[] byScript = [("X-Requested-With", "fetch"), ("Sec-Fetch-Site", "same-origin")];

        using var ended = await PostAsync(writer.Client, "/admin/account?handler=name", new() { ["name"] = "Ada L." }, byScript);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/json"), (ended.StatusCode, ended.Content.Headers.ContentType?.MediaType));
        using var wrong = await ReadAsync(await PostAsync(writer.Client, "/account/sign-in", new() { ["Input.Email"] = Ada, ["Input.Password"] = "not the password at all" }, byScript));
        Assert.False(wrong.RootElement.GetProperty("ok").GetBoolean());
        Assert.Contains("not right", wrong.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        using var right = await ReadAsync(await PostAsync(writer.Client, "/account/sign-in", new() { ["Input.Email"] = Ada, ["Input.Password"] = DeskVisitor.Password }, byScript));
        Assert.True(right.RootElement.GetProperty("ok").GetBoolean());

        using var saved = await PostAsync(writer.Client, "/admin/account?handler=name", new() { ["name"] = "Ada L." }, [.. byScript, ("RequestVerificationToken", right.RootElement.GetProperty("token").GetString()!)]);
        Assert.Equal("/admin/account", saved.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_has_the_browser_forget()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);

        using var answer = await author.SubmitAsync("/admin", "form.sign-out");

        Assert.Equal("\"cache\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        await site.ChangeAsync(async db => Assert.Equal(0, await db.Sessions.CountAsync(TestContext.Current.CancellationToken)));
    }

    internal static async Task<HttpResponseMessage> TryAsync(DeskVisitor visitor, string email, string password) =>
        await visitor.SubmitAsync("/account/sign-in", Form, ("Input.Email", email), ("Input.Password", password));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, Dictionary<string, string> fields, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal((HttpStatusCode.OK, new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" }), (answer.StatusCode, answer.Content.Headers.ContentType));
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }
}
