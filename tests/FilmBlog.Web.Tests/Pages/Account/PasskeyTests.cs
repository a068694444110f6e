using System.Net;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Account;

public sealed class PasskeyTests
{
    private const string Page = "/admin/account/passkeys";
    private const string Door = "/account/sign-in?handler=passkey";
    private const string Bea = "bea@example.org";

    [Fact]
    public async Task It_lets_its_author_in_and_nobody_else()
    {
        await using var site = await TestSite.StartAsync();
        using var passkey = await AddedAsync(site);
        using var visitor = DeskVisitor.Stranger(site);

        Assert.True(await EntersAsync(visitor, passkey));

        Assert.Contains("ada@example.org", (await visitor.OpenAsync("/admin/account")).Source, StringComparison.Ordinal);
        using var unknown = new SoftPasskey();
        using var stranger = DeskVisitor.Stranger(site);
        Assert.False(await EntersAsync(stranger, unknown));
    }

    [Fact]
    public async Task An_author_who_is_locked_is_kept_out_by_it_too()
    {
        await using var site = await TestSite.StartAsync();
        using var passkey = await AddedAsync(site, Bea);
        await site.ChangeAsync(async db => (await db.Authors.SingleAsync(a => a.Email == Bea, TestContext.Current.CancellationToken)).Lock());
        using var visitor = DeskVisitor.Stranger(site);

        Assert.False(await EntersAsync(visitor, passkey));
    }

    [Fact]
    public async Task Without_a_finger_a_face_or_a_PIN_it_is_worth_nothing()
    {
        await using var site = await TestSite.StartAsync();
        using var passkey = await AddedAsync(site);
        passkey.IsVerified = false;
        using var visitor = DeskVisitor.Stranger(site);

        Assert.False(await EntersAsync(visitor, passkey));
    }

    [Fact]
    public async Task A_page_that_stands_between_cannot_use_it()
    {
        await using var site = await TestSite.StartAsync();
        using var passkey = await AddedAsync(site, origin: "http://evil.localhost", said: "http://localhost");
        using var visitor = DeskVisitor.Stranger(site);

        // Its server says whatever suits it in the headers.
        Assert.False(await EntersAsync(visitor, passkey, "http://evil.localhost"));
    }

    [Fact]
    public async Task An_answer_lets_in_once()
    {
        await using var site = await TestSite.StartAsync();
        using var passkey = await AddedAsync(site);
        using var visitor = DeskVisitor.Stranger(site);
        var (challenge, cookie) = await ChallengeAsync(visitor);
        var answer = passkey.Answer(challenge);
        using var entered = await PostAsync(visitor, Door, answer);
        Assert.Equal("/admin", entered.Headers.Location?.OriginalString);

        using var thief = DeskVisitor.Stranger(site);
        using var again = await PostAsync(thief, Door, answer, cookie: cookie);

        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task A_challenge_to_add_one_answers_no_sign_in_and_the_other_way_round()
    {
        await using var site = await TestSite.StartAsync();
        using var passkey = await AddedAsync(site);
        using var author = await DeskVisitor.SignedInAsync(site);
        using var another = new SoftPasskey();
        var token = await TokenAsync(author);

        // Asked to sign in, a new one is offered.
        using var asked = await PostAsync(author, "/account/passkey-challenge", "", token: token);
        var options = (await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Replace("\"rpId\":\"localhost\"", "\"rp\":{\"id\":\"localhost\"},\"user\":{\"id\":\"MQ\"}", StringComparison.Ordinal);
        using var added = await PostAsync(author, Page, another.Create(options), token: token);
        Assert.Equal(HttpStatusCode.BadRequest, added.StatusCode);
        // Asked to add one, a known one answers.
        using var challenged = await PostAsync(author, Page + "?handler=challenge", "", token: token);
        var adding = (await challenged.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Replace("{\"rp\":", "{\"rpId\":\"localhost\",\"rp\":", StringComparison.Ordinal);
        using var confirmed = await PostAsync(author, "/account/confirm?handler=passkey", passkey.Answer(adding), token: token);
        Assert.Equal(HttpStatusCode.BadRequest, confirmed.StatusCode);

        Assert.Equal(1, await site.ReadAsync(db => db.Set<IdentityUserPasskey<int>>().CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Nobody_proves_who_they_are_by_the_passkey_of_another()
    {
        await using var site = await TestSite.StartAsync();
        using var hers = await AddedAsync(site, Bea);
        using var owner = await DeskVisitor.SignedInAsync(site);
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(11));

        var token = await TokenAsync(owner);
        var (challenge, _) = await ChallengeAsync(owner, token);
        using var answer = await PostAsync(owner, "/account/confirm?handler=passkey", hers.Answer(challenge), token: token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var still = await owner.GetAsync("/admin/authors/add");
        Assert.Equal(HttpStatusCode.Redirect, still.StatusCode);
    }

    [Fact]
    public async Task Who_is_signed_in_stays_who_they_are_whatever_passkey_is_shown()
    {
        await using var site = await TestSite.StartAsync();
        using var hers = await AddedAsync(site, Bea);
        using var owner = await DeskVisitor.SignedInAsync(site);

        var (challenge, _) = await ChallengeAsync(owner, await TokenAsync(owner));
        using var answer = await PostAsync(owner, Door, hers.Answer(challenge));

        Assert.Equal("/admin", answer.Headers.Location?.OriginalString);
        Assert.Contains("ada@example.org", (await owner.OpenAsync("/admin/account")).Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"!!\",\"authenticatorData\":\"AA\",\"signature\":\"AA\"},\"clientExtensionResults\":{}}")]
    [InlineData("{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\",\"authenticatorData\":\"AA\",\"signature\":\"AA\"},\"clientExtensionResults\":{}}")]
    public async Task What_is_no_answer_is_refused_with_a_sentence(string answer)
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = DeskVisitor.Stranger(site);
        await ChallengeAsync(visitor);

        using var refused = await PostAsync(visitor, Door, answer);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("The passkey could not be used", (await HtmlPage.ReadAsync(refused)).Main.TextContent, StringComparison.Ordinal);
    }

    /// <summary>A passkey that an author has added.</summary>
    internal static async Task<SoftPasskey> AddedAsync(TestSite site, string email = "ada@example.org", string origin = "http://localhost", string? said = null)
    {
        using var author = await DeskVisitor.SignedInAsync(site, email == Bea ? AuthorRole.Author : AuthorRole.Owner, email);
        var token = await TokenAsync(author);
        using var asked = await PostAsync(author, Page + "?handler=challenge", "", token: token);
        var passkey = new SoftPasskey { Origin = said ?? origin };
        using var added = await PostAsync(author, Page, passkey.Create(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), token: token);
        Assert.Equal(Page, added.Headers.Location?.OriginalString);
        passkey.Origin = origin;
        return passkey;
    }

    internal static async Task<bool> EntersAsync(DeskVisitor visitor, SoftPasskey passkey, string origin = "http://localhost")
    {
        var (challenge, _) = await ChallengeAsync(visitor);
        using var answer = await PostAsync(visitor, Door, passkey.Answer(challenge), origin);
        return answer.Headers.Location?.OriginalString == "/admin";
    }

    private static async Task<(string Options, string Cookie)> ChallengeAsync(DeskVisitor visitor, string? token = null)
    {
        using var answer = await PostAsync(visitor, "/account/passkey-challenge", "", token: token);
        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("ceremony=", StringComparison.Ordinal)).Split(';')[0]);
    }

    private static async Task<string> TokenAsync(DeskVisitor visitor) =>
        (await visitor.OpenAsync("/admin/account")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static async Task<HttpResponseMessage> PostAsync(DeskVisitor visitor, string address, string credential, string origin = "http://localhost", string? token = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("credential", credential), new("name", "Phone")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", origin);
        if (token is not null)
        {
            request.Headers.Add("RequestVerificationToken", token);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
