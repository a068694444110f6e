using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using FilmBlog.Web.Health;
using FilmBlog.Web.Mail;
using FilmBlog.Web.Tests.Pages.Account;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace FilmBlog.Web.Tests.Mail;

public sealed partial class LostPasswordTests
{
    private const string Ada = "ada@example.org";
    private const string Another = "the cinema closes at midnight";

    [Fact]
    public async Task A_letter_brings_a_link_that_sets_a_password_once_and_keeps_the_second_step()
    {
        using var post = new SmtpListener();
        await using var site = await TestSite.StartAsync(With(post));
        var (key, _) = await SecondStepTests.EnrolAsync(site);
        using var visitor = DeskVisitor.Stranger(site);
        // The name that the desk gave the site, not the operator's.
        await site.ChangeAsync(db =>
        {
            db.Settings.Add(new FilmBlog.Core.Domain.Setting("site:Title", "Drizzle"));
            return Task.CompletedTask;
        });
        await site.ShowAsync();

        var said = HtmlPage.Text((await visitor.FollowAsync("/account/lost", "main form", ("email", Ada))).One(".message"));
        var letter = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await post.NextAsync())), TestContext.Current.CancellationToken);
        Assert.Equal(Ada, letter.To.Mailboxes.Single().Address);
        Assert.Equal("desk@films.example", letter.From.Mailboxes.Single().Address);
        Assert.Equal("A new password for Drizzle", letter.Subject);
        var link = Link().Match(letter.TextBody!).Value;
        Assert.StartsWith("http://localhost/account/password?link=", link, StringComparison.Ordinal);

        using var set = await visitor.SubmitAsync(link, "main form", ("password", Another));
        Assert.Equal("/account/sign-in", set.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.OpenAsync(link)).Status);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(5));
        using var asked = await SignInTests.TryAsync(visitor, Ada, Another);
        using var entered = await visitor.SubmitAsync(await HtmlPage.ReadAsync(asked), "/account/sign-in", "main form", ("Input.Code", SecondStepTests.Code(site, key, 0)));
        Assert.Equal("/admin", entered.Headers.Location?.OriginalString);

        // The same words for who is unknown, and no letter.
        using var stranger = DeskVisitor.Stranger(site);
        Assert.Equal(said, HtmlPage.Text((await stranger.FollowAsync("/account/lost", "main form", ("email", "nobody@example.org"))).One(".message")));
        (await stranger.FollowAsync("/account/lost", "main form", ("email", Ada))).Document.ToString();
        Assert.Contains(Ada, await post.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, post.Waiting);
    }

    [Fact]
    public async Task Nobody_s_letter_box_is_filled_by_others()
    {
        using var post = new SmtpListener();
        await using var site = await TestSite.StartAsync(With(post));
        await DeskVisitor.AddAuthorAsync(site);
        await DeskVisitor.AddAuthorAsync(site, FilmBlog.Core.Domain.AuthorRole.Author, "bea@example.org");
        using var visitor = DeskVisitor.Stranger(site);
        foreach (var email in new[] { Ada, Ada, Ada, "bea@example.org" })
        {
            await visitor.FollowAsync("/account/lost", "main form", ("email", email));
        }

        Assert.Contains(Ada, await post.NextAsync(), StringComparison.Ordinal);
        Assert.Contains("bea@example.org", await post.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, post.Waiting);
        while (await site.ReadAsync(db => db.AuditTrail.CountAsync(e => e.Action == "had a link for a password sent to", TestContext.Current.CancellationToken)) < 2)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_letter_that_could_not_be_sent_keeps_nobody_from_the_next()
    {
        using var post = new SmtpListener { Refusing = 1 };
        await using var site = await TestSite.StartAsync(With(post));
        await DeskVisitor.AddAuthorAsync(site);
        using var visitor = DeskVisitor.Stranger(site);
        await visitor.FollowAsync("/account/lost", "main form", ("email", Ada));
        while (site.Get<SiteHealth>().Failing is not [{ Work: "sending a link for a new password" }])
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await visitor.FollowAsync("/account/lost", "main form", ("email", Ada));

        Assert.Contains(Ada, await post.NextAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_a_name_or_a_subject_becomes_a_header()
    {
        using var post = new SmtpListener();
        await using var site = await TestSite.StartAsync(With(post));

        await site.Get<Postman>().SendAsync(new Letter("Ada\r\nBcc: eve@example.org", Ada, "A subject\r\nBcc: eve@example.org\r\n\r\nand a text", "Words."), TestContext.Current.CancellationToken);

        var letter = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await post.NextAsync())), TestContext.Current.CancellationToken);
        Assert.Empty(letter.Bcc);
        Assert.Equal(Ada, Assert.Single(letter.To.Mailboxes).Address);
        Assert.Equal("Words.", letter.TextBody!.Trim());
    }

    [Fact]
    public async Task A_link_works_for_an_hour()
    {
        using var post = new SmtpListener();
        await using var site = await TestSite.StartAsync(With(post));
        await DeskVisitor.AddAuthorAsync(site);
        using var visitor = DeskVisitor.Stranger(site);
        await visitor.FollowAsync("/account/lost", "main form", ("email", Ada));
        var letter = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await post.NextAsync())), TestContext.Current.CancellationToken);
        var link = Link().Match(letter.TextBody!).Value;

        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync(link)).Status);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(1));
        Assert.Equal(HttpStatusCode.Gone, (await visitor.OpenAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.OpenAsync(link[..^3] + "abc")).Status);
    }

    [Fact]
    public async Task Without_a_mail_server_the_page_names_the_other_ways()
    {
        await using var site = await TestSite.StartAsync();

        var page = await site.OpenAsync("/account/lost");

        Assert.Contains("filmblog author reset", page.Main.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Main.QuerySelectorAll("form"));
    }

    private static SetUp With(SmtpListener post) => new()
    {
        Settings =
        {
            ["FilmBlog:Mail:Host"] = "127.0.0.1",
            ["FilmBlog:Mail:Port"] = post.Port.ToString(CultureInfo.InvariantCulture),
            ["FilmBlog:Mail:Security"] = "None",
            ["FilmBlog:Mail:From"] = "The desk <desk@films.example>",
        },
    };

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();
}
