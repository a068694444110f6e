using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

[Collection(RichSite.Collection)]
public sealed class EveryPageTests(RichSite site)
{
    public static TheoryData<string> Pages =>
    [
        "/", "/?page=2", "/reviews", "/reviews?sort=title&decade=1970s", "/reviews/zerkalo", "/reviews/solaris", "/reviews/everything", "/reviews/plain",
        "/reviews/long-title", "/directors", "/directors/andrei-tarkovsky", "/themes", "/themes/rain", "/years/1975", "/decades/1970s", "/about", "/appearance", "/nowhere",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_rule_of_accessibility_is_broken_light_or_dark_on_a_phone_or_a_desk(string address)
    {
        var page = await site.OpenAsync(address);
        var broken = await page.BrokenAsync(320, 1280);
        await page.Context.CloseAsync();
        Assert.Empty(broken);
    }

    [Fact]
    public async Task What_is_broken_on_a_page_is_found()
    {
        var page = await site.OpenAsync("/about");
        await page.EvaluateAsync("""
            () => {
              const [picture, pale] = [document.createElement("img"), document.createElement("p")];
              picture.src = "/favicon.ico";
              picture.style.minWidth = "400px";
              pale.textContent = "pale";
              pale.style.color = "light-dark(#fff, #000)";
              document.querySelector("main").append(picture, pale);
            }
            """);
        var broken = await page.BrokenAsync(320);
        await page.Context.CloseAsync();
        Assert.Contains(broken, what => what.Contains("pixels on a screen of 320", StringComparison.Ordinal));
        Assert.Contains(broken, what => what.Contains("320 Light: image-alt", StringComparison.Ordinal));
        Assert.Contains(broken, what => what.Contains("320 Light: color-contrast", StringComparison.Ordinal));
        Assert.Contains(broken, what => what.Contains("320 Dark: color-contrast", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_is_wider_than_the_screen_and_the_console_is_silent(string address)
    {
        var page = await site.OpenAsync("/healthz", o => o.ViewportSize = new ViewportSize { Width = 320, Height = 800 });
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        page.PageError += (_, error) => said.Add(error);
        page.RequestFailed += (_, request) => said.Add($"{request.Url} failed");
        page.Response += (_, response) => said.AddRange(response.Status >= 400 && !response.Url.EndsWith(address, StringComparison.Ordinal) ? [$"{response.Url} {response.Status}"] : []);

        await page.GotoAsync(address);
        foreach (var width in new[] { 320, 768, 1280 })
        {
            await page.SetViewportSizeAsync(width, 800);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }

        await page.Context.CloseAsync();
        // A browser says in its console that a page was not found.
        Assert.DoesNotContain(said, line => !(address == "/nowhere" && line.Contains("404", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Everything_is_there_without_scripts(string address)
    {
        var without = await site.OpenAsync(address, o => o.JavaScriptEnabled = false);
        var with = await site.OpenAsync(address);

        Assert.Equal(await with.Locator("body").InnerTextAsync(), await without.Locator("body").InnerTextAsync());
        Assert.True(await without.Locator("h1").IsVisibleAsync());
        await with.Context.CloseAsync();
        await without.Context.CloseAsync();
    }
}
