using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>
/// One Chromium for all tests that need a browser; each opens a window of its own in it, which shares nothing with those of others. The
/// shell without windows is preferred: a full Chromium runs and draws its own surroundings as well.
/// </summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium-headless-shell", "chromium"];
    private static readonly string[] Arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    private static Task<(IPlaywright Playwright, IBrowser Browser)>? started;

    private static string? Executable { get; } = (
        from name in Names
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        select Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>A new window; skips the test where there is no Chromium. It has as much time as a busy machine needs.</summary>
    public static async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        Assert.SkipWhen(Executable is null, "There is neither chromium-headless-shell nor chromium on PATH.");
        // Tests with a browser run one after another.
        var (_, browser) = await (started ??= StartAsync());
        return await browser.NewContextAsync(options);
    }

    /// <summary>Ends it, when all tests with a browser have run.</summary>
    public static async Task CloseAsync()
    {
        if (started is not null)
        {
            var (playwright, browser) = await started;
            await browser.DisposeAsync();
            playwright.Dispose();
            started = null;
        }
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = Arguments }));
    }
}
