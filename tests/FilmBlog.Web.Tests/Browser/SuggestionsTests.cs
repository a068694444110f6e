using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>Suggestions under the search field, by keyboard and by pointer, and the field without scripts.</summary>
[Collection(RichSite.Collection)]
public sealed class SuggestionsTests(RichSite site)
{
    [Fact]
    public async Task The_keyboard_goes_through_suggestions_and_opens_one()
    {
        var page = await site.OpenAsync("/search");
        var field = page.GetByRole(AriaRole.Combobox);
        var list = page.GetByRole(AriaRole.Listbox);
        Assert.Equal("false", await field.GetAttributeAsync("aria-expanded"));

        await field.PressSequentiallyAsync("film");
        await list.WaitForAsync();
        Assert.Equal("true", await field.GetAttributeAsync("aria-expanded"));
        Assert.Equal(await list.GetAttributeAsync("id"), await field.GetAttributeAsync("aria-controls"));
        Assert.Null(await field.GetAttributeAsync("aria-activedescendant"));
        Assert.Equal("8 suggestions", await page.Locator(".ask [role=status]").InnerTextAsync());

        await field.PressAsync("ArrowDown");
        await field.PressAsync("ArrowDown");
        await field.PressAsync("ArrowUp");
        var chosen = page.Locator("[role=option][aria-selected=true]");
        Assert.Equal(1, await chosen.CountAsync());
        Assert.Equal(await list.GetByRole(AriaRole.Option).First.GetAttributeAsync("id"), await chosen.GetAttributeAsync("id"));
        Assert.Equal(await chosen.GetAttributeAsync("id"), await field.GetAttributeAsync("aria-activedescendant"));
        var title = await chosen.Locator("cite").InnerTextAsync();

        await field.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/reviews/[^/]+$"));
        Assert.Contains(title, await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Escape_closes_them_and_enter_searches_for_what_was_typed()
    {
        var page = await site.OpenAsync("/search");
        var field = page.GetByRole(AriaRole.Combobox);
        await field.PressSequentiallyAsync("zerk");
        await page.GetByRole(AriaRole.Listbox).WaitForAsync();

        await field.PressAsync("Escape");
        Assert.False(await page.GetByRole(AriaRole.Listbox).IsVisibleAsync());
        Assert.Equal("zerk", await field.InputValueAsync());
        await field.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/search\?q=zerk$"));
        Assert.Equal("Zerkalo", await page.Locator(".reviews cite").First.InnerTextAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_pointer_opens_one()
    {
        var page = await site.OpenAsync("/search", o => o.ViewportSize = new ViewportSize { Width = 320, Height = 700 });
        await page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("zerk");
        var option = page.GetByRole(AriaRole.Option).First;
        await option.WaitForAsync();
        Assert.True((await option.BoundingBoxAsync())!.Height >= 44);
        Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await option.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/reviews/zerkalo$"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_scripts_the_form_does_all()
    {
        var page = await site.OpenAsync("/search", o => o.JavaScriptEnabled = false);
        Assert.Equal(0, await page.GetByRole(AriaRole.Combobox).CountAsync());
        await page.GetByRole(AriaRole.Textbox).FillAsync("zerk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        Assert.Equal("Zerkalo", await page.Locator(".reviews cite").First.InnerTextAsync());
        Assert.EndsWith("/search?q=zerk", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }
}
