using FilmBlog.Core.Data;
using FilmBlog.Web.Tests.Support;
using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>A site of its own and a browser in which its owner is signed in; skips the test where there is no Chromium.</summary>
internal sealed class WritingSite : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly TestSite? site;

    private WritingSite(IPlaywright playwright, IBrowser browser, TestSite? site)
    {
        this.playwright = playwright;
        this.browser = browser;
        this.site = site;
    }

    /// <summary>The site.</summary>
    public TestSite Site => site!;

    public static async Task<WritingSite> StartAsync(SetUp? setUp = null, params Story[] stories)
    {
        var (playwright, browser) = await BrowserAsync();
        var site = await TestSite.StartAsync((setUp ?? new SetUp()) with { OnPort = true });
        if (stories.Length > 0)
        {
            await site.ImportAsync(stories);
        }

        await DeskVisitor.AddAuthorAsync(site);
        return new WritingSite(playwright, browser, site);
    }

    /// <summary>A browser without a site: the test serves one itself.</summary>
    public static async Task<WritingSite> WithoutSiteAsync()
    {
        var (playwright, browser) = await BrowserAsync();
        return new WritingSite(playwright, browser, null);
    }

    /// <summary>A window in which the owner is signed in, at an address.</summary>
    public async Task<IPage> OpenAsync(string address, Uri? at = null, Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = (at ?? Site.Address).GetLeftPart(UriPartial.Authority),
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        };
        change?.Invoke(options);
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/sign-in");
        await page.Locator("main [name='Input.Email']").FillAsync("ada@example.org");
        await page.Locator("main [name='Input.Password']").FillAsync(DeskVisitor.Password);
        await page.Locator("main [name='Input.Password']").PressAsync("Enter");
        await page.WaitForURLAsync("**/admin", new() { WaitUntil = WaitUntilState.Commit });
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>Asks the database until it says so.</summary>
    public async Task UntilAsync(Func<FilmBlogContext, Task<bool>> holds)
    {
        for (var waited = 0; waited < 200; waited++)
        {
            var held = false;
            await Site.ChangeAsync(async db => held = await holds(db));
            if (held)
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("It did not come to that within twenty seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        if (site is not null)
        {
            await site.DisposeAsync();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> BrowserAsync()
    {
        if (RichSite.Chromium() is not { } chromium)
        {
            Assert.Skip("There is no chromium on PATH.");
            throw new InvalidOperationException();
        }

        var playwright = await Playwright.CreateAsync();
        return (playwright, await RichSite.LaunchAsync(playwright, chromium));
    }
}
