using System.Text.RegularExpressions;
using FilmBlog.Core.Data;
using FilmBlog.Web.Tests.Support;
using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>A site of its own and windows of a browser in which its owner is signed in; skips the test where there is no Chromium.</summary>
internal sealed class WritingSite : IAsyncDisposable
{
    private readonly TestSite? site;
    private readonly List<IBrowserContext> windows = [];

    private WritingSite(TestSite? site) => this.site = site;

    /// <summary>The site.</summary>
    public TestSite Site => site!;

    public static async Task<WritingSite> StartAsync(SetUp? setUp = null, params Story[] stories)
    {
        var site = await TestSite.StartAsync((setUp ?? new SetUp()) with { OnPort = true });
        if (stories.Length > 0)
        {
            await site.ImportAsync(stories);
        }

        await DeskVisitor.AddAuthorAsync(site);
        return new WritingSite(site);
    }

    /// <summary>A browser without a site: the test serves one itself.</summary>
    public static WritingSite WithoutSite() => new(null);

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
        var context = await Chromium.OpenAsync(options);
        windows.Add(context);
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/sign-in");
        await page.Locator("main [name='Input.Email']").FillAsync("ada@example.org");
        await page.Locator("main [name='Input.Password']").FillAsync(DeskVisitor.Password);
        await page.Locator("main [name='Input.Password']").PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/admin$"));
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
        foreach (var window in windows)
        {
            await window.CloseAsync();
        }

        if (site is not null)
        {
            await site.DisposeAsync();
        }
    }
}
