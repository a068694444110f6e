using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

[Collection(RichSite.Collection)]
public sealed class JourneyTests(RichSite site)
{
    [Fact]
    public async Task The_skip_link_comes_first_and_leads_to_the_text()
    {
        var page = await site.OpenAsync("/reviews/zerkalo");

        await page.Keyboard.PressAsync("Tab");
        var skip = page.Locator("a.skip");
        Assert.Equal("Skip to the text", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.True((await skip.BoundingBoxAsync())!.Y >= 0);
        await page.Keyboard.PressAsync("Enter");

        Assert.EndsWith("#content", page.Url, StringComparison.Ordinal);
        Assert.Equal("content", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_reader_goes_from_home_by_the_table_to_another_review_and_back()
    {
        var page = await site.OpenAsync("/");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Reviews" }).ClickAsync();
        await page.GotoAsync("/reviews/zerkalo");
        await page.GetByRole(AriaRole.Table).Filter(new() { HasText = "IMDb Rating" }).GetByRole(AriaRole.Link, new() { Name = "Stalker" }).ClickAsync();
        Assert.Equal("Stalker", await page.Locator("h1").InnerTextAsync());
        await page.GoBackAsync();
        Assert.Equal("Zerkalo", await page.Locator("h1").InnerTextAsync());
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_block_of_spoilers_is_closed_until_the_keyboard_opens_it(bool scripts)
    {
        var page = await site.OpenAsync("/reviews/everything", o => o.JavaScriptEnabled = scripts);
        var secret = page.GetByText("The window is closed.");

        Assert.False(await secret.IsVisibleAsync());
        Assert.DoesNotContain("window is closed", await page.Locator("body").AriaSnapshotAsync(), StringComparison.Ordinal);
        await page.Locator("details.spoiler summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        Assert.True(await secret.IsVisibleAsync());
        Assert.Contains("window is closed", await page.Locator("body").AriaSnapshotAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_spoiler_in_a_line_is_closed_until_the_keyboard_opens_it(bool scripts)
    {
        var page = await site.OpenAsync("/reviews/everything", o => o.JavaScriptEnabled = scripts);
        var essay = page.Locator(".essay");
        var toggle = page.GetByRole(AriaRole.Checkbox, new() { Name = "Show spoiler" }).First;

        Assert.DoesNotContain("leaves him", await essay.AriaSnapshotAsync(), StringComparison.Ordinal);
        await toggle.FocusAsync();
        await page.Keyboard.PressAsync("Space");

        Assert.True(await toggle.IsCheckedAsync());
        Assert.Contains("leaves him", await essay.AriaSnapshotAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("the dog stays", await essay.AriaSnapshotAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_a_reader_chooses_to_see_is_remembered()
    {
        var page = await site.OpenAsync("/appearance", o => o.ColorScheme = ColorScheme.Light);
        var light = await Background(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Dark", Exact = true }).ClickAsync();
        Assert.Equal("true", await page.GetByRole(AriaRole.Button, new() { Name = "Dark", Exact = true }).GetAttributeAsync("aria-pressed"));
        var dark = await Background(page);
        Assert.NotEqual(light, dark);
        await page.GotoAsync("/reviews/zerkalo");
        Assert.Equal(dark, await Background(page));
        var cookie = Assert.Single(await page.Context.CookiesAsync(), c => c.Name == "scheme");
        Assert.Equal(("dark", true, SameSiteAttribute.Lax), (cookie.Value, cookie.HttpOnly, cookie.SameSite));

        await page.GotoAsync("/appearance");
        await page.GetByRole(AriaRole.Button, new() { Name = "As my device prefers" }).ClickAsync();
        Assert.Equal(light, await Background(page));
        Assert.DoesNotContain(await page.Context.CookiesAsync(), c => c.Name == "scheme");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_device_decides_for_readers_who_have_not_chosen_and_gets_no_cookie()
    {
        var light = await site.OpenAsync("/", o => o.ColorScheme = ColorScheme.Light);
        var dark = await site.OpenAsync("/", o => o.ColorScheme = ColorScheme.Dark);

        Assert.NotEqual(await Background(light), await Background(dark));
        Assert.Empty(await light.Context.CookiesAsync());
        await light.Context.CloseAsync();
        await dark.Context.CloseAsync();
    }

    private static async Task<string> Background(IPage page)
    {
        // A click that leads on ends when the next page begins: its colours come with its style sheet.
        await page.WaitForFunctionAsync("() => document.readyState === 'complete'");
        return await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor");
    }
}
