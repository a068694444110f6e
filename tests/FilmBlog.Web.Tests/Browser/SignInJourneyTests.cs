using System.Text.RegularExpressions;
using FilmBlog.Web.Tests.Pages.Account;
using FilmBlog.Web.Tests.Support;
using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>How authors come in, in Chromium, each on a site of its own.</summary>
[Collection(RichSite.Collection)]
public sealed class SignInJourneyTests(RichSite rich)
{
    [Fact]
    public async Task The_first_author_comes_in_by_the_link_and_back_by_password_and_code_and_by_passkey()
    {
        await using var site = await TestSite.StartAsync(new SetUp { OnPort = true });
        // Passkeys know no addresses of numbers.
        var page = await OpenAsync(site, await FirstAuthorTests.LinkAsync(site));
        var said = Listen(page);
        await CheckAsync(page, said);

        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByLabel("E-mail").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync(DeskVisitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Come in" }).ClickAsync();
        Assert.EndsWith("/admin", page.Url, StringComparison.Ordinal);

        // The second step.
        await page.GotoAsync("/admin/account/two-step");
        await CheckAsync(page, said);
        var key = (await page.Locator("code.key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.GetByLabel("The six digits that it shows").FillAsync(SecondStepTests.Code(site, key, 0));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn the second step on" }).ClickAsync();
        Assert.Equal(10, await page.Locator("ol.codes li").CountAsync());
        await CheckAsync(page, said);

        // A passkey.
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GotoAsync("/admin/account/passkeys");
        await CheckAsync(page, said);
        await page.GetByLabel("A name for it").FillAsync("Phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await page.GetByText("The passkey is added").WaitForAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Old phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename Phone" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename Old phone" }).WaitForAsync();
        await CheckAsync(page, said);
        foreach (var address in new[] { "/admin/account", "/admin/account/password", "/admin/account/email", "/admin/authors", "/admin/authors/add", "/admin/authors/1", "/account/confirm", "/account/sign-out" })
        {
            await page.GotoAsync(address);
            await CheckAsync(page, said);
        }

        // By password and code.
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.ClickAsync();
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(2));
        var noPasskey = await OpenAsync(site, "/account/sign-in");
        await CheckAsync(noPasskey, Listen(noPasskey));
        await noPasskey.GetByLabel("E-mail").FillAsync("ada@example.org");
        await noPasskey.GetByLabel("Password").FillAsync(DeskVisitor.Password);
        await noPasskey.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await CheckAsync(noPasskey, Listen(noPasskey));
        await noPasskey.GetByLabel("Code").FillAsync(SecondStepTests.Code(site, key, 0));
        await noPasskey.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        Assert.EndsWith("/admin", noPasskey.Url, StringComparison.Ordinal);
        await noPasskey.Context.CloseAsync();

        // By the passkey alone: offered at once where the browser suggests it, else by the button.
        await page.GotoAsync("/account/sign-in?returnurl=/admin/account");
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" });
        if (page.Url.EndsWith("returnurl=/admin/account", StringComparison.Ordinal) && await button.IsVisibleAsync())
        {
            try
            {
                await button.ClickAsync(new() { Timeout = 3000 });
            }
            catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
            {
                // The suggestion was quicker.
            }
        }

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/admin/account$"));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(TestSite site, string path)
    {
        var origin = $"http://localhost:{site.Address.Port}";
        return await rich.OpenAsync(origin + path, options => options.BaseURL = origin);
    }

    private static List<string> Listen(IPage page)
    {
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        page.PageError += (_, error) => said.Add(error);
        return said;
    }

    private static async Task CheckAsync(IPage page, List<string> said)
    {
        Assert.Empty(await page.BrokenAsync(320, 1280));
        Assert.Empty(said);
    }
}
