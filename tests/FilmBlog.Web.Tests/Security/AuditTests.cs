using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Pages.Account;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Security;

/// <summary>What stands in the audit trail of those who come in, and of those who are kept out: enough to understand it, never so much that it fills anything.</summary>
public sealed class AuditTests
{
    private const string Bea = "bea@example.org";

    [Fact]
    public async Task Each_thing_that_decides_who_may_come_in_is_noted_with_who_did_it()
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bea);
        using var passkey = await PasskeyTests.AddedAsync(site);
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var other = await DeskVisitor.SignedInAsync(site);
        await DoAsync(owner, "/admin/account", "form[action$='handler=name']", ("name", "Ada"));
        await DoAsync(owner, "/admin/account", "form[action$='handler=endothers']");
        await DoAsync(owner, "/admin/account/email", "main form", ("email", "ada@elsewhere.example"));
        await DoAsync(owner, "/admin/account/password", "main form", ("presentPassword", DeskVisitor.Password), ("password", "the cinema closes at midnight"));
        await DoAsync(owner, "/account/confirm", "main form", ("password", "the cinema closes at midnight"));
        await RemovePasskeyAsync(owner);
        await DoAsync(owner, "/admin/authors/2", "form[action$='handler=role']", ("role", "Owner"));
        await DoAsync(owner, "/admin/authors/2", "form[action$='handler=lock']", ("isLocked", "true"));
        await DoAsync(owner, "/admin/authors/2", "form[action$='handler=remove']", ("sure", "true"));
        await DoAsync(owner, "/admin/content", "form[action$=backup]");
        await DoAsync(owner, "/admin", "form.sign-out");

        var entries = await EntriesAsync(site);

        Assert.Equal(
            [
                "ada signed in ada: by password", "ada added a passkey ada", "ada signed in ada: by password", "ada signed in ada: by password", "ada changed their name ada: to Ada",
                "Ada ended all other sessions Ada", "Ada changed the e-mail address Ada: from ada@example.org to ada@elsewhere.example", "Ada changed the password Ada",
                "Ada proved once more to be Ada", "Ada removed a passkey Ada", "Ada changed the role of bea: to owner", "Ada locked bea", "Ada removed the author bea: bea@example.org",
                "Ada downloaded a backup filmblog-backup-2026-11-01-1200.zip", "Ada signed out Ada",
            ],
            entries.Select(Line));
        Assert.All(entries, e => Assert.NotNull(e.AuthorId));
    }

    [Fact]
    public async Task Who_fails_to_come_in_is_noted_without_what_they_typed()
    {
        await using var site = await TestSite.StartAsync();
        await DeskVisitor.AddAuthorAsync(site);
        await DeskVisitor.AddAuthorAsync(site, AuthorRole.Author, Bea);
        await site.ChangeAsync(async db => (await db.Authors.SingleAsync(a => a.Email == Bea, TestContext.Current.CancellationToken)).Lock());
        using var stranger = DeskVisitor.Stranger(site);
        foreach (var email in new[] { "ada@example.org", "a-secret-by-mistake@example.org", Bea })
        {
            (await SignInTests.TryAsync(stranger, email, "not the password at all")).Dispose();
        }

        using var unknown = new SoftPasskey();
        Assert.False(await PasskeyTests.EntersAsync(stranger, unknown));

        Assert.Equal(
            ["somebody failed to sign in ada: a wrong password", "somebody failed to sign in an unknown address", "somebody failed to sign in bea: is locked", "somebody failed to sign in a passkey"],
            (await EntriesAsync(site, 4)).Select(Line));
    }

    [Fact]
    public async Task What_is_refused_is_noted_with_what_was_asked_for_and_readable_for_owners()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Limits:SignIn"] = "4", ["FilmBlog:Limits:SearchBurst"] = "1", ["FilmBlog:Limits:SearchPerSecond"] = "1" } });
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var bea = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bea);
        Assert.Equal(HttpStatusCode.Forbidden, (await bea.OpenAsync("/admin/authors")).Status);
        using (await site.AskAsync(HttpMethod.Post, "/preview/0123456789abcdef0123456789abcdef", ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")))
        {
        }

        for (var i = 0; i < 3; i++)
        {
            using var searched = await site.GetAsync($"/search?q=a-word-of-a-reader-{i}");
            using var tried = await site.AskAsync(HttpMethod.Post, "/account/sign-in");
        }

        var entries = await EntriesAsync(site, 5);
        Assert.Equal(
            [
                "ada signed in ada: by password", "bea signed in bea: by password", "bea was refused GET /admin/authors: only an owner may",
                "another site was refused POST /preview/…: sent by a page of https://evil.example", "somebody was refused POST /account/sign-in: too often: sign-in",
            ],
            entries.Select(Line));
        Assert.Null(entries[3].ClientAddress);
        var page = await owner.OpenAsync("/admin/audit?did=was+refused");
        Assert.Equal(3, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("https://evil.example", page.Main.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("a-word-of-a-reader", page.Main.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_refusals_fills_nothing_and_hides_no_other_kind()
    {
        await using var site = await TestSite.StartAsync();
        for (var i = 0; i < 3 * Refusals.AnHour; i++)
        {
            using var answer = await site.AskAsync(HttpMethod.Post, $"/{i}", ("Sec-Fetch-Site", "cross-site"), ("Origin", $"https://{i}.example"));
        }

        using var bea = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bea);
        Assert.Equal(HttpStatusCode.Forbidden, (await bea.OpenAsync("/admin/authors")).Status);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddHours(1));
        using (await site.AskAsync(HttpMethod.Post, "/late", ("Sec-Fetch-Site", "cross-site")))
        {
        }

        var entries = await EntriesAsync(site, Refusals.AnHour + 3);

        Assert.Equal(Refusals.AnHour + 1, entries.Count(e => e.Actor == Refusals.AnotherSite));
        Assert.EndsWith("(more of the kind within the hour are not noted)", entries[Refusals.AnHour - 1].Detail, StringComparison.Ordinal);
        Assert.Single(entries, e => e.Actor == "bea" && e.Action == "was refused");
        Assert.Equal("POST /late", entries[^1].Subject);
    }

    [Fact]
    public async Task What_strangers_tried_goes_after_ninety_days_and_what_authors_did_stays()
    {
        await using var site = await TestSite.StartAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var stranger = DeskVisitor.Stranger(site);
        (await SignInTests.TryAsync(stranger, "nobody@example.org", "not the password at all")).Dispose();
        await EntriesAsync(site, 2);
        site.Clock.AdjustTime(site.Clock.GetUtcNow() + Refusals.Kept - TimeSpan.FromDays(1));
        await site.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, (await EntriesAsync(site)).Count);

        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddDays(2));
        await site.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["ada signed in ada: by password"], (await EntriesAsync(site)).Select(Line));
    }

    [Fact]
    public async Task What_an_author_was_refused_goes_after_ninety_days_too()
    {
        await using var site = await TestSite.StartAsync();
        using var bea = await DeskVisitor.SignedInAsync(site, AuthorRole.Author, Bea);
        Assert.Equal(HttpStatusCode.Forbidden, (await bea.OpenAsync("/admin/authors")).Status);
        using var wrong = await bea.SubmitAsync("/account/confirm", "main form", ("password", "not the password at all"));
        Assert.Equal(
            ["bea signed in bea: by password", "bea was refused GET /admin/authors: only an owner may", "bea failed to sign in bea: a wrong password"],
            (await EntriesAsync(site, 3)).Select(Line));

        site.Clock.AdjustTime(site.Clock.GetUtcNow() + Refusals.Kept + TimeSpan.FromDays(1));
        await site.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["bea signed in bea: by password"], (await EntriesAsync(site)).Select(Line));
    }

    private static string Line(AuditEntry entry) => $"{entry.Actor} {entry.Action} {entry.Subject}{(entry.Detail is null ? "" : ": " + entry.Detail)}";

    private static async Task DoAsync(DeskVisitor visitor, string address, string form, params (string Name, string Value)[] values)
    {
        var page = await visitor.OpenAsync(address);
        using var answer = await visitor.SubmitAsync(page, address, form, values);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
        await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    // The button sends the form of the name to another address.
    private static async Task RemovePasskeyAsync(DeskVisitor visitor)
    {
        var form = (await visitor.OpenAsync("/admin/account/passkeys")).One("ul.passkeys form");
        using var fields = new FormUrlEncodedContent(form.QuerySelectorAll("input").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? "")));
        (await visitor.Client.PostAsync(form.QuerySelector("button.danger")!.GetAttribute("formaction"), fields, TestContext.Current.CancellationToken)).Dispose();
    }

    private static async Task<List<AuditEntry>> EntriesAsync(TestSite site, int atLeast = 0)
    {
        while (true)
        {
            var entries = await site.ReadAsync(db => db.AuditTrail.AsNoTracking().OrderBy(e => e.Id).ToListAsync(TestContext.Current.CancellationToken));
            if (entries.Count >= atLeast)
            {
                return entries;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
