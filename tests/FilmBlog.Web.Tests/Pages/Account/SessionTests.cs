using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Account;

public sealed class SessionTests
{
    private const string Account = "/admin/account";

    [Fact]
    public async Task A_session_lasts_while_the_browser_comes_and_eight_hours_longer()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);

        for (var hours = 0; hours < 21; hours += 7)
        {
            Pass(site, TimeSpan.FromHours(7));
            Assert.True(await IsInAsync(author));
        }

        Pass(site, Session.LongestIdle);
        Assert.False(await IsInAsync(author));
    }

    [Fact]
    public async Task No_session_lasts_longer_than_thirty_days()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);

        for (var hours = 0; hours < (30 * 24) - 6; hours += 6)
        {
            Pass(site, TimeSpan.FromHours(6));
            Assert.True(await IsInAsync(author));
        }

        Pass(site, TimeSpan.FromHours(6));
        Assert.False(await IsInAsync(author));
    }

    [Fact]
    public async Task A_browser_that_is_to_be_remembered_may_stay_away_for_weeks()
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        using var author = DeskVisitor.Stranger(site);
        (await author.SubmitAsync("/account/sign-in", "form.sign-in", ("Input.Email", "ada@example.org"), ("Input.Password", DeskVisitor.Password), ("Input.IsKept", "true"))).Dispose();

        Pass(site, TimeSpan.FromDays(29));
        Assert.True(await IsInAsync(author));
        Pass(site, TimeSpan.FromDays(1));
        Assert.False(await IsInAsync(author));
    }

    [Fact]
    public async Task That_the_browser_came_is_written_at_most_once_a_minute()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);
        await author.GetAsync("/admin");
        var commands = new List<string>();
        site.Queries.OnCommand = commands.Add;

        await author.GetAsync("/admin");
        Assert.DoesNotContain(commands, c => c.Contains("UPDATE \"Sessions\"", StringComparison.Ordinal));
        Assert.Single(commands, c => c.Contains("FROM \"Sessions\"", StringComparison.Ordinal));
        Pass(site, TimeSpan.FromMinutes(1));
        commands.Clear();
        await author.GetAsync("/admin");
        await author.GetAsync("/admin");
        Assert.Single(commands, c => c.Contains("UPDATE \"Sessions\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_from_another_at_once()
    {
        await using var site = await TestSite.StartAsync();
        using var here = await DeskVisitor.SignedInAsync(site);
        using var there = await DeskVisitor.SignedInAsync(site);
        using var elsewhere = await DeskVisitor.SignedInAsync(site);
        var page = await here.OpenAsync(Account);
        Assert.Equal(3, page.Document.QuerySelectorAll("table.rows tbody tr").Length);
        Assert.Single(page.Document.QuerySelectorAll("table.rows .chip"));

        var button = page.Document.QuerySelector("button[name=session]")!;
        (await here.SubmitAsync(page, Account, "form:has(button[name=session])", ("session", button.GetAttribute("value")!))).Dispose();
        Assert.Single(new[] { await IsInAsync(there), await IsInAsync(elsewhere) }, isIn => isIn);
        (await here.SubmitAsync(Account, "form[action$='handler=endothers']")).Dispose();

        Assert.False(await IsInAsync(there));
        Assert.False(await IsInAsync(elsewhere));
        Assert.True(await IsInAsync(here));
    }

    [Fact]
    public async Task Who_takes_another_name_bears_it_in_all_their_browsers()
    {
        await using var site = await TestSite.StartAsync();
        using var here = await DeskVisitor.SignedInAsync(site);
        using var there = await DeskVisitor.SignedInAsync(site);

        (await here.SubmitAsync(Account, "form[action$='handler=name']", ("name", "Ada Lovelace"))).Dispose();
        (await there.SubmitAsync(Account, "form[action$='handler=endothers']")).Dispose();

        Assert.Equal("Ada Lovelace", await site.ReadAsync(db => db.AuditTrail.Where(e => e.Action == "ended all other sessions").Select(e => e.Actor).SingleAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        using var bea = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, "bea@example.org");
        var id = "";
        await site.ChangeAsync(async db => id = (await db.Sessions.OrderBy(s => s.AuthorId).FirstAsync(TestContext.Current.CancellationToken)).Id);
        using var another = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, "bea@example.org");

        (await bea.SubmitAsync(Account, "form:has(button[name=session])", ("session", id))).Dispose();

        Assert.True(await IsInAsync(ada));
    }

    [Fact]
    public async Task What_is_in_the_database_is_no_key_and_the_end_of_a_session_leaves_nothing()
    {
        await using var site = await TestSite.StartAsync();
        using var author = DeskVisitor.Stranger(site);
        await DeskVisitor.AddAuthorAsync(site);
        using var answer = await SignInTests.TryAsync(author, "ada@example.org", DeskVisitor.Password);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("desk=", StringComparison.Ordinal)).Split(';')[0];

        (await author.SubmitAsync("/admin", "form.sign-out")).Dispose();
        using var stolen = await site.GetAsync("/admin", ("Cookie", cookie));

        Assert.Equal(HttpStatusCode.Redirect, stolen.StatusCode);
    }

    [Fact]
    public async Task A_new_password_asks_for_the_former_one()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);

        using var refused = await author.SubmitAsync("/admin/account/password", "main form", ("presentPassword", "not the password at all"), ("password", "the cinema closes at midnight"));
        Assert.Contains("The present password is not right", (await HtmlPage.ReadAsync(refused)).Main.TextContent, StringComparison.Ordinal);

        using var visitor = DeskVisitor.Stranger(site);
        using var entered = await SignInTests.TryAsync(visitor, "ada@example.org", DeskVisitor.Password);
        Assert.Equal("/admin", entered.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Where_sessions_cannot_be_read_nobody_comes_in()
    {
        var isBroken = false;
        await using var site = await TestSite.StartAsync(new SetUp
        {
            OnCommand = command =>
            {
                if (Volatile.Read(ref isBroken) && command.Contains("\"Sessions\"", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException("The test does not allow it.");
                }
            },
        });
        using var author = await DeskVisitor.SignedInAsync(site);
        Assert.True(await IsInAsync(author));

        Volatile.Write(ref isBroken, true);

        using var answer = await author.GetAsync("/admin");
        var page = await HtmlPage.ReadAsync(answer);
        Assert.Equal((HttpStatusCode.InternalServerError, "The film has torn"), (page.Status, page.Heading));
    }

    [Fact]
    public async Task A_new_password_ends_all_other_sessions_and_this_one_goes_on()
    {
        await using var site = await TestSite.StartAsync();
        using var here = await DeskVisitor.SignedInAsync(site);
        using var there = await DeskVisitor.SignedInAsync(site);
        // Refused for the new one, not for the present one: that is no failure.
        for (var i = 0; i < FailedAttempts.Allowed; i++)
        {
            using var refusedOne = await here.SubmitAsync("/admin/account/password", "main form", ("presentPassword", DeskVisitor.Password), ("password", "a long walk home\uFFFE"));
            Assert.Contains("no character at all", (await HtmlPage.ReadAsync(refusedOne)).Main.TextContent, StringComparison.Ordinal);
        }

        using var changed = await here.SubmitAsync("/admin/account/password", "main form", ("presentPassword", DeskVisitor.Password), ("password", "the cinema closes at midnight"));
        Assert.Equal(Account, changed.Headers.Location?.OriginalString);

        Assert.True(await IsInAsync(here));
        Assert.False(await IsInAsync(there));
        using var old = DeskVisitor.Stranger(site);
        using var refused = await SignInTests.TryAsync(old, "ada@example.org", DeskVisitor.Password);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        using var taken = await SignInTests.TryAsync(old, "ada@example.org", "the cinema closes at midnight");
        Assert.Equal("/admin", taken.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/admin/account/password")]
    [InlineData("/admin/account/email")]
    [InlineData("/admin/account/two-step")]
    [InlineData("/admin/account/passkeys")]
    [InlineData("/admin/authors/add")]
    [InlineData("/admin/authors/1")]
    public async Task Who_signed_in_a_while_ago_proves_themselves_once_more_before_such_changes(string address)
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);
        Assert.Equal(HttpStatusCode.OK, (await author.OpenAsync(address)).Status);
        Pass(site, TimeSpan.FromMinutes(11));

        using var asked = await author.GetAsync(address);
        var confirm = asked.Headers.Location!.OriginalString;
        Assert.Equal("/account/confirm?returnurl=" + Uri.EscapeDataString(address), confirm);
        using var wrong = await author.SubmitAsync(confirm, "main form", ("password", "not the password at all"));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await author.GetAsync(address)).StatusCode);
        using var right = await author.SubmitAsync(confirm, "main form", ("password", DeskVisitor.Password));

        Assert.Equal(address, right.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await author.OpenAsync(address)).Status);
    }

    [Fact]
    public async Task Who_proves_themselves_again_gets_another_session_and_no_longer_one()
    {
        await using var site = await TestSite.StartAsync();
        using var author = await DeskVisitor.SignedInAsync(site);
        var former = await SessionAsync(site);
        Pass(site, TimeSpan.FromMinutes(11));

        using var proved = await author.SubmitAsync("/account/confirm?returnurl=%2Fadmin%2Faccount%2Fpassword", "main form", ("password", DeskVisitor.Password));

        var session = await SessionAsync(site);
        Assert.NotEqual(former.Id, session.Id);
        Assert.Equal((former.SignedInAt, site.Clock.GetUtcNow() + Session.LongestIdle), (session.SignedInAt, session.ExpiresAt));
        Assert.Single(proved.Headers.GetValues("Set-Cookie"), c => c.StartsWith("desk=", StringComparison.Ordinal));
        Assert.True(await IsInAsync(author));
        Assert.Equal(HttpStatusCode.OK, (await author.OpenAsync("/admin/account/password")).Status);
    }

    [Theory]
    [InlineData("form:has(button[name=session])")]
    [InlineData("form[action$='handler=endothers']")]
    public async Task Sessions_are_ended_by_who_has_just_proved_who_they_are(string form)
    {
        await using var site = await TestSite.StartAsync();
        using var here = await DeskVisitor.SignedInAsync(site);
        using var there = await DeskVisitor.SignedInAsync(site);
        Pass(site, TimeSpan.FromMinutes(11));
        var page = await here.OpenAsync(Account);
        var button = page.Document.QuerySelector("button[name=session]")!.GetAttribute("value")!;

        using var asked = await here.SubmitAsync(page, Account, form, ("session", button));

        var ask = await HtmlPage.ReadAsync(await here.SendOnAsync(asked));
        Assert.Contains("Nothing was done yet: what you were sending waits", HtmlPage.Text(ask.Main), StringComparison.Ordinal);
        Assert.True(await IsInAsync(there));
        var goOn = await HtmlPage.ReadAsync(await here.SubmitAsync(ask, "/account/confirm", "main form", ("password", DeskVisitor.Password)));
        Assert.True(await IsInAsync(there));
        using var done = await here.SubmitAsync(goOn, "/account/confirm", "main form");
        Assert.Equal(Account, done.Headers.Location?.OriginalString);
        Assert.False(await IsInAsync(there));
    }

    [Fact]
    public async Task A_new_password_does_not_wait_in_a_page()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await DeskVisitor.SignedInAsync(site);
        var page = await ada.OpenAsync("/admin/account/password");
        Pass(site, TimeSpan.FromMinutes(11));

        using var asked = await ada.SubmitAsync(page, "/admin/account/password", "main form", ("password", "the projector hums all night"));
        var ask = await HtmlPage.ReadAsync(await ada.SendOnAsync(asked));

        Assert.Contains("fill in the form once more", HtmlPage.Text(ask.Main), StringComparison.Ordinal);
        Assert.Equal("", ask.One("form:not(.passkey) input[name=carried]").GetAttribute("value") ?? "");
        using var back = await ada.SubmitAsync(ask, "/account/confirm", "main form", ("password", DeskVisitor.Password));
        Assert.Equal("/admin/account/password", back.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("role", "role", "Owner")]
    [InlineData("lock", "isLocked", "true")]
    [InlineData("remove", "sure", "true")]
    public async Task What_an_owner_decides_about_an_author_ends_their_sessions_and_links_at_once(string handler, string field, string value)
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var bea = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, "bea@example.org");
        using var made = await owner.SubmitAsync("/admin/authors/2", "form[action$='handler=link']");
        var link = (await HtmlPage.ReadAsync(made)).One("textarea").TextContent;

        (await owner.SubmitAsync("/admin/authors/2", $"form[action$='handler={handler}']", (field, value))).Dispose();

        Assert.False(await IsInAsync(bea));
        Assert.Equal(HttpStatusCode.Gone, (await bea.OpenAsync(link)).Status);
    }

    [Fact]
    public async Task Another_address_makes_former_links_and_half_sign_ins_worthless()
    {
        await using var site = await TestSite.StartAsync();
        var (key, _) = await SecondStepTests.EnrolAsync(site);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(5));
        using var author = DeskVisitor.Stranger(site);
        Assert.True(await SecondStepTests.SignInAsync(author, SecondStepTests.Code(site, key, 0)));
        using var made = await author.SubmitAsync("/admin/authors/1", "form[action$='handler=link']");
        var link = (await HtmlPage.ReadAsync(made)).One("textarea").TextContent;
        using var thief = DeskVisitor.Stranger(site);
        using var half = await SignInTests.TryAsync(thief, "ada@example.org", DeskVisitor.Password);
        var asked = await HtmlPage.ReadAsync(half);

        using var strange = await author.SubmitAsync("/admin/account/email", "main form", ("email", "ada\uFFFE@elsewhere.example"));
        Assert.Contains("An e-mail address has", (await HtmlPage.ReadAsync(strange)).Main.TextContent, StringComparison.Ordinal);
        (await author.SubmitAsync("/admin/account/email", "main form", ("email", "ada@elsewhere.example"))).Dispose();

        Assert.Equal(HttpStatusCode.Gone, (await thief.OpenAsync(link)).Status);
        using var late = await thief.SubmitAsync(asked, "/account/sign-in", "main form", ("Input.Code", SecondStepTests.Code(site, key, +1)));
        Assert.Contains("begin again", (await HtmlPage.ReadAsync(late)).Main.TextContent, StringComparison.Ordinal);
        Assert.True(await IsInAsync(author));
    }

    [Theory]
    [InlineData("short", false)]
    [InlineData("the cinema closes at midnight", true)]
    public async Task A_new_password_ends_sign_ins_that_wait_for_a_code(string password, bool isTaken)
    {
        await using var site = await TestSite.StartAsync();
        var (key, _) = await SecondStepTests.EnrolAsync(site);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(5));
        using var thief = DeskVisitor.Stranger(site);
        using var half = await SignInTests.TryAsync(thief, "ada@example.org", DeskVisitor.Password);
        var asked = await HtmlPage.ReadAsync(half);
        using var author = DeskVisitor.Stranger(site);
        Assert.True(await SecondStepTests.SignInAsync(author, SecondStepTests.Code(site, key, 0)));

        (await author.SubmitAsync("/admin/account/password", "main form", ("presentPassword", DeskVisitor.Password), ("password", password))).Dispose();

        using var late = await thief.SubmitAsync(asked, "/account/sign-in", "main form", ("Input.Code", SecondStepTests.Code(site, key, +1)));
        Assert.Equal(isTaken, late.Headers.Location is null);
    }

    // Not Advance: every timer of the site would ring for each of its seconds.
    private static void Pass(TestSite site, TimeSpan time) => site.Clock.AdjustTime(site.Clock.GetUtcNow() + time);

    private static Task<Session> SessionAsync(TestSite site) => site.ReadAsync(db => db.Sessions.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken));

    private static async Task<bool> IsInAsync(DeskVisitor visitor)
    {
        using var answer = await visitor.GetAsync("/admin");
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
